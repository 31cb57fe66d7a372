import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** A button that goes somewhere. */
export const ButtonLink = createLink(Button<'a'>);
