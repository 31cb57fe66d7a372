import type { Request } from '#contract/operations.ts';
import type { FulfillmentLine } from './load-fulfillment-lines.ts';

/** What somebody asks to take back of a line. */
export type AskedBack = Request<'createReturn'>['body']['lines'][number];

/** What comes back of a line, and the variant that replaces it, if any. */
export type Returned = { of: FulfillmentLine; asked: AskedBack };
