import type { FastifyError, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Refusal } from '#contract/errors.ts';
import { databaseTrouble } from '../database-trouble.ts';

/** What a thrown error means to the caller. Anything unexpected is ours, and is logged. */
export function explainError(error: FastifyError & { code?: string }, request: FastifyRequest): Refusal {
  if (hasZodFastifySchemaValidationErrors(error)) return explainInvalid(error);
  if (error.code === '22003' && /numeric/.test(error.message)) return { code: 'amount_out_of_bounds' };
  if (error.code === '22003')
    return { code: 'stock_out_of_bounds', detail: 'A sum would be larger than can be counted.' };
  // The database could not read a value that passed the schema.
  if (error.code?.startsWith('22') && error.code.length === 5)
    return { code: 'invalid_request', detail: 'A value could not be read.' };
  // A caller that hung up in the middle: its reset is no trouble of the database.
  const trouble = error.statusCode === undefined ? databaseTrouble(error) : null;
  if (trouble) {
    request.log.warn({ err: error, requestId: request.id }, trouble);
    return { code: trouble };
  }
  if (error.statusCode === 415) return { code: 'unsupported_media_type' };
  if (error.statusCode === 413) return { code: 'request_too_large' };
  if (error.statusCode === 429) return { code: 'too_many_requests' };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { code: 'malformed_request', detail: error.message };
  }
  request.log.error({ err: error, requestId: request.id }, 'unexpected error');
  return { code: 'internal_error' };
}

function explainInvalid({ validationContext, validation }: FastifySchemaValidationError): Refusal {
  const part = validationContext === 'body' ? '#' : `#/${validationContext === 'params' ? 'path' : 'query'}`;
  return {
    code: 'invalid_request',
    errors: validation.map(({ instancePath, message }) => ({
      pointer: `${part}${instancePath}`,
      detail: message ?? 'is not valid',
    })),
  };
}

type FastifySchemaValidationError = {
  validation: readonly { instancePath: string; message?: string }[];
  validationContext?: string;
};
