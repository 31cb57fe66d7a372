import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { OperationName, routes } from '#contract/routes.ts';
import type { Viewer } from '../viewer.ts';
import type { Reading, Work } from '../work.ts';

type Result<Name extends OperationName> = Promise<Answer<Name> | { refusal: Refusal }>;

/** A GET answers from a `Reading`; everything else is one transaction of `Work`. */
export type Handler<Name extends OperationName> = (typeof routes)[Name]['method'] extends 'GET'
  ? (viewer: Viewer, request: Request<Name>, reading: Reading) => Result<Name>
  : (viewer: Viewer, request: Request<Name>, work: Work) => Result<Name>;

/** The handlers of some operations; a capability exports one such object from its `handlers.ts`. */
export type Handlers<Names extends OperationName = OperationName> = { [Name in Names]: Handler<Name> };
