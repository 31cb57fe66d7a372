import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { orAlike } from '../platform/find-alike.ts';
import { type ListOrder, readChangingList } from '../platform/read-changes.ts';
import { finds } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type StoredDeal = Answer<'getDeal'>;

const BY = { name: 'listDeals', row: 'd', key: 'lower(d.name)', type: 'text' } as const;

/** `today` and `currency` name the parameters that hold them. */
const dealColumns = (today: string, currency: string) => `d.id, d.name, d.kind, d.percent,
  case when d.amount is null then null else money(d.amount, ${currency}) end as amount,
  case when d.price is null then null else money(d.price, ${currency}) end as price,
  d.minimum_quantity as "minimumQuantity", d.valid_from as "validFrom", d.valid_to as "validTo",
  d.customer_id as "customerId", c.name as "customerName", d.product_id as "productId", p.name as "productName",
  d.variant_id as "variantId", v.name as "variantName", v.item_name as "itemName", d.active,
  d.active and coalesce(d.valid_from <= ${today}::date, true) and coalesce(d.valid_to >= ${today}::date, true) as "appliesToday",
  (select count(*)::integer from order_lines l where l.deal_id = d.id) as "lineCount",
  instant(d.created_at) as "createdAt", d.version`;

const FROM = `from deals d
  left join customers c on c.id = d.customer_id
  left join products p on p.id = d.product_id
  left join variants v on v.id = d.variant_id`;

/** Deals by name; those that apply today or later unless asked for those that ended, or all. */
export function listDeals(
  viewer: Viewer,
  { query }: Request<'listDeals'>,
  { queries, today, company }: Reading,
): Promise<Answer<'listDeals'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['customer', 'product', 'variant'] }, (patterns) =>
    readChangingList<Answer<'listDeals'>['data'][number]>(queries, BY, query, list, [
      today,
      company.currency,
      patterns,
      query.customerId ?? null,
      query.variantId ?? null,
      query.status,
      query.forCustomerId ?? null,
    ]),
  );
}

/** One deal, or `not_found`. */
export async function getDeal(
  _viewer: Viewer,
  { params }: Request<'getDeal'>,
  reading: Reading,
): Promise<StoredDeal | { refusal: Refusal }> {
  return (await findDeal(reading.queries, params.id, reading)) ?? refuse('not_found');
}

/** A deal as it is answered. */
export function findDeal(
  queries: Queries,
  dealId: string,
  { today, company }: Pick<Reading, 'today' | 'company'>,
): Promise<StoredDeal | null> {
  return queries.first<StoredDeal>(ONE, [dealId, today, company.currency]);
}

const ONE = `select ${dealColumns('$2', '$3')} ${FROM} where d.id = $1`;

const list = (order: ListOrder) => `
  select ${dealColumns('$4', '$5')}, ${order.sortKey} ${FROM}
  where ${order.isNext}
    and ($6::text[] is null or ${finds("' ' || fold(d.name)", '$6')} or ${finds('c.search_text', '$6')}
      or ${finds('v.search_text', '$6')} or ${finds('p.search_text', '$6')})
    and ($7::bigint is null or d.customer_id = $7)
    and ($8::bigint is null or d.variant_id = $8)
    and ($10::bigint is null or d.customer_id is null or d.customer_id = $10)
    and ($9 = 'all' or ($9 = 'current') = (d.active and coalesce(d.valid_to >= $4::date, true)))
  order by ${order.orderBy} limit $3`;
