import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type DemoContents = Answer<'getDemoContents'>;

/** What a demo company holds, or `not_a_demo_company`. */
export async function getDemoContents(
  _viewer: Viewer,
  _request: Request<'getDemoContents'>,
  { queries, company }: Reading,
): Promise<DemoContents | { refusal: Refusal }> {
  return company.isDemo ? readDemoContents(queries) : refuse('not_a_demo_company');
}

/** The same inside a use case. */
export function readDemoContents(queries: Queries): Promise<DemoContents> {
  return queries.row<DemoContents>(
    `select name as "companyName", time_zone as "timeZone", currency,
       (select count(*) from users)::integer as people, (select count(*) from customers)::integer as customers,
       (select count(*) from suppliers)::integer as suppliers, (select count(*) from variants)::integer as variants,
       (select count(*) from orders)::integer as orders, (select count(*) from backorders)::integer as backorders,
       (select count(*) from fulfillments)::integer as fulfillments, (select count(*) from invoices)::integer as invoices,
       (select count(*) from purchase_orders)::integer as "purchaseOrders",
       (select count(*) from stock_movements)::integer as "stockMovements",
       (select count(*) from api_keys)::integer as "apiKeys"
     from company`,
  );
}
