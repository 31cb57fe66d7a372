import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun } from 'lucide-react';
import { t } from '#web/i18n/words.ts';

const schemes = {
  auto: { icon: Monitor, next: 'light' },
  light: { icon: Sun, next: 'dark' },
  dark: { icon: Moon, next: 'auto' },
} as const;

/** Light, dark, or as the device has it. */
export function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, next } = schemes[colorScheme];
  const label = t(`menu.scheme.${colorScheme}`);
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => setColorScheme(next)}>
      <Icon size={16} />
    </ActionIcon>
  );
}
