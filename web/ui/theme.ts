import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { createElement } from 'react';

// The library wants ten shades; ours come from the tokens, so that there is one place to look for a colour.
const accent = Array.from({ length: 10 }, () => 'var(--accent)') as unknown as MantineColorsTuple;

/** What opens a choice, wherever there is one. */
const chevron = createElement(ChevronDown, { size: 14, 'aria-hidden': true });

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  fontFamily: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.875rem' },
  defaultRadius: 'sm',
  radius: { sm: '6px' },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    InputWrapper: { defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Input: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NativeSelect: {
      defaultProps: { size: 'xs', rightSection: chevron },
    },
    Autocomplete: { defaultProps: { size: 'xs', rightSection: chevron, rightSectionPointerEvents: 'none' } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
});

// The library writes these per scheme, so only per scheme can they be said otherwise.
const tinted = {
  '--mantine-color-accent-light-color': 'var(--accent-text)',
  '--mantine-color-accent-light-hover': 'var(--selected)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-line-height': '1.45',
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--quiet)',
    '--mantine-color-placeholder': 'var(--quiet)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-gray-light-color': 'var(--quiet)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--accent) 88%, black)',
  },
  light: tinted,
  dark: tinted,
});
