import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type ComponentProps, createElement } from 'react';

/** A button that goes somewhere: a link, so that it can be opened in a tab of its own. */
export const ButtonLink = createLink((props: ButtonProps & ComponentProps<'a'>) =>
  createElement(Button<'a'>, { component: 'a', ...props }),
);
