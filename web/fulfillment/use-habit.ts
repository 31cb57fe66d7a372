import { useLocalStorage } from '@mantine/hooks';

/** How this device was used last time is how the next form starts: one tap less, and always in sight. */
export function useHabit(name: 'ships'): [boolean, (is: boolean) => void] {
  const [is, set] = useLocalStorage({
    key: `makegood.fulfill.${name}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return [is, set];
}
