import { parseAmount } from '#domain/money.ts';
import type { Deal, DealTerms } from '#domain/orders/deal.ts';
import type { Queries } from '../platform/transaction.ts';

/** The deals that some variants may get from a customer's order on a day, in the order of their ids. */
export async function readDeals(
  queries: Queries,
  customerId: string,
  variantIds: readonly string[],
  today: string,
): Promise<Deal[]> {
  return (await queries.rows<DealRow>(OF_VARIANTS, [customerId, variantIds, today])).map(toDeal);
}

/** The same for the lines of an order. */
export async function readDealsOfOrder(queries: Queries, orderId: string, today: string): Promise<Deal[]> {
  return (await queries.rows<DealRow>(OF_ORDER, [orderId, today])).map(toDeal);
}

type DealRow = {
  id: string;
  name: string;
  kind: 'percent' | 'amount' | 'quantity_break';
  percent: string | null;
  amount: string | null;
  price: string | null;
  minimum_quantity: number | null;
  valid_from: string | null;
  valid_to: string | null;
  customer_id: string | null;
  product_id: string | null;
  variant_id: string | null;
};

function toDeal(row: DealRow): Deal {
  return {
    id: row.id,
    name: row.name,
    terms: termsOf(row),
    minimumQuantity: row.minimum_quantity,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    customerId: row.customer_id,
    productId: row.product_id,
    variantId: row.variant_id,
  };
}

/** How a deal, or the deal of a line, takes off. One of the three figures is there. */
export function termsOf(row: { percent: string | null; price: string | null; amount: string | null }): DealTerms {
  if (row.percent !== null) return { kind: 'percent', percent: parseAmount(row.percent) as bigint };
  if (row.price !== null) return { kind: 'price', price: parseAmount(row.price) as bigint };
  return { kind: 'amount', amount: parseAmount(row.amount ?? '0') as bigint };
}

const dealsWhere = (customer: string, items: string, today: string) => `
  select d.id, d.name, d.kind, d.percent, d.amount, d.price, d.minimum_quantity, d.valid_from, d.valid_to,
    d.customer_id, d.product_id, d.variant_id
  from deals d
  where d.active and (d.valid_from is null or d.valid_from <= ${today}::date) and (d.valid_to is null or d.valid_to >= ${today}::date)
    and (d.customer_id is null or d.customer_id = ${customer})
    and (d.variant_id is null or d.variant_id in (select variant_id from ${items}))
    and (d.product_id is null or d.product_id in (select v.product_id from ${items} join variants v on v.id = i.variant_id))
  order by d.id`;

const OF_VARIANTS = dealsWhere('$1::bigint', 'unnest($2::bigint[]) i(variant_id)', '$3');
const OF_ORDER = dealsWhere(
  '(select customer_id from orders where id = $1)',
  '(select variant_id from order_lines where order_id = $1) i',
  '$2',
);
