import type { Handlers } from '../platform/http/handlers.ts';
import { listExceptions } from '../reads/exceptions.ts';
import { closeException } from './close-exception.ts';

/** What needs a person. */
export const exceptionHandlers: Handlers<'listExceptions' | 'closeException'> = { listExceptions, closeException };
