import type { Handlers } from '../platform/http/handlers.ts';
import { thenRead } from '../platform/then-read.ts';
import { acceptSubstitution } from './accept-substitution.ts';
import { refuseSubstitution, withdrawSubstitution } from './close-substitution.ts';
import { proposeSubstitution } from './propose-substitution.ts';
import { listSubstitutions, readSubstitution } from './queries.ts';
import { listSuggestions } from './suggest-substitutes.ts';

export const substitutionHandlers: Handlers<
  | 'listSubstitutions'
  | 'listSuggestions'
  | 'getSubstitution'
  | 'proposeSubstitution'
  | 'acceptSubstitution'
  | 'refuseSubstitution'
  | 'withdrawSubstitution'
> = {
  listSubstitutions,
  listSuggestions,
  getSubstitution: (viewer, { params }, reading) => readSubstitution(viewer, reading, params.id),
  proposeSubstitution: thenRead(proposeSubstitution, readSubstitution),
  acceptSubstitution: thenRead(acceptSubstitution, readSubstitution),
  refuseSubstitution: thenRead(refuseSubstitution, readSubstitution),
  withdrawSubstitution: thenRead(withdrawSubstitution, readSubstitution),
};
