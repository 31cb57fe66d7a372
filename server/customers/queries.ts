import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { isOpen } from '../ledger/sql-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { readChangingList } from '../platform/read-changes.ts';
import { finds, phonePattern } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type Customer = Answer<'createCustomer'>;
type Found = Answer<'getCustomer'>;

const CUSTOMER = `c.id, c.account_number as "accountNumber", c.name, c.email, c.phone, c.tier, c.terms,
  c.sales_rep_id as "salesRepId", (select u.name from users u where u.id = c.sales_rep_id) as "salesRepName",
  c.ship_policy as "shipPolicy", c.shortage_rule as "shortageRule",
  c.contact_preference as "contactPreference", c.delivery_instructions as "deliveryInstructions", c.language, c.receives_messages as "receivesMessages",
  c.sale_hold as "saleHold", c.sale_hold_reason as "saleHoldReason",
  (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default) as address,
  c.external_id as "externalId", c.created_at as "createdAt", c.version`;

/** What is open of a customer, in the currency of the company. */
const OPEN_BACKORDERS = `
  (select jsonb_build_object('count', count(*), 'outstandingValue',
     money(coalesce(sum(b.value), 0)::numeric(22, 2), (select currency from company)))
   from backorders b
   where b.customer_id = c.id and ${isOpen()}) as "openBackorders"`;

/** Customers by name, of those the viewer may read; `q` is looked for in name and account number. */
export function listCustomers(
  viewer: Viewer,
  { query }: Request<'listCustomers'>,
  { queries }: Reading,
): Promise<Answer<'listCustomers'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['customer'] }, (patterns) =>
    readChangingList<Answer<'listCustomers'>['data'][number]>(
      queries,
      { name: 'listCustomers', row: 'c', key: 'lower(c.name)', type: 'text' },
      query,
      (order) => `select ${CUSTOMER}, ${query.withBackorders ? OPEN_BACKORDERS : 'null as "openBackorders"'},
       ${order.sortKey}
     from customers c
     where ${order.isNext}
       and ($4::text[] is null or ${finds('c.search_text', '$4')} or c.phone_from_end like $8)
       and ($5::bigint is null or c.sales_rep_id = $5)
       and ($6::bigint is null or c.sales_rep_id = $6)
       and ($7::text is null or c.tier = $7)
       and ($9::text is null or c.account_number = $9)
       and ($10::text is null or c.external_id = $10)
     order by ${order.orderBy} limit $3`,
      [
        patterns,
        query.salesRepId ?? null,
        readsOnlyCustomersOf(viewer),
        query.tier ?? null,
        phonePattern(query.q),
        query.accountNumber ?? null,
        query.externalId ?? null,
      ],
    ),
  );
}

/** One customer; `not_found` when there is none or the viewer may not read it. */
export async function getCustomer(
  viewer: Viewer,
  { params }: Request<'getCustomer'>,
  { queries }: Reading,
): Promise<Found | { refusal: Refusal }> {
  const found = await queries.first<Found>(
    `select ${CUSTOMER}, ${OPEN_BACKORDERS}, instant(c.updated_at) as "updatedAt" from customers c where c.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  return found ?? refuse('not_found');
}

/** A customer as it is answered, or null when the viewer may not read it. */
export function findCustomer(viewer: Viewer, queries: Queries, id: string): Promise<Customer | null> {
  return queries.first<Customer>(
    `select ${CUSTOMER} from customers c where c.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [id, readsOnlyCustomersOf(viewer)],
  );
}
