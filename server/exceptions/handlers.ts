import type { Handlers } from '../platform/http/handlers.ts';
import { closeException } from './close-exception.ts';
import { listExceptions } from './queries.ts';

/** What needs a person. */
export const exceptionHandlers: Handlers<'listExceptions' | 'closeException'> = { listExceptions, closeException };
