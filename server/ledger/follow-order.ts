import type { Work } from '../platform/work.ts';

/** What an order hands on to its backorders. */
export type OrderTerms = {
  requestedOn: string | null;
  shipPolicy: 'partial' | 'complete';
  deliveryAddress: unknown;
  notes: string | null;
};

/** The column of each of these terms. */
export const TERM_COLUMNS = {
  deliveryAddress: 'delivery_address',
  requestedOn: 'requested_on',
  shipPolicy: 'ship_policy',
  notes: 'notes',
} as const satisfies Record<keyof OrderTerms, string>;

/**
 * Gives the open backorders of an order the terms of it that changed, except what a backorder was given for itself (rule 20),
 * and their lines what they wait by. The caller holds the order, and where a day or ship policy changed the stock rows.
 * Answers the numbers of the backorders that followed.
 */
export async function followOrder(
  work: Work,
  order: { id: string; changed: readonly (keyof OrderTerms)[]; terms: OrderTerms },
): Promise<{ id: string; number: string }[]> {
  await work.tx.rows('select from backorders where order_id = $1 order by id for update', [order.id]);
  const { terms } = order;
  const followed = await work.tx.rows<{ id: string; number: string }>(FOLLOW, [
    order.id,
    order.changed.map((field) => TERM_COLUMNS[field]),
    JSON.stringify(terms.deliveryAddress),
    terms.requestedOn,
    terms.shipPolicy,
    terms.notes,
  ]);
  await requeueBackorders(
    work,
    followed.map(({ id }) => id),
  );
  return followed;
}

/**
 * Gives one backorder terms for itself, which changes of its order leave alone from then on, or makes it follow its order again;
 * `own` names all that it has for itself now. The caller holds the backorder, and where a day or ship policy changes the
 * stock rows.
 */
export async function giveTerms(
  work: Work,
  backorder: { id: string; terms: OrderTerms; own: readonly (keyof OrderTerms)[] },
): Promise<void> {
  const { id, terms, own } = backorder;
  await work.tx.rows(GIVE, [
    id,
    JSON.stringify(terms.deliveryAddress),
    terms.requestedOn,
    terms.shipPolicy,
    terms.notes,
    own.map((field) => TERM_COLUMNS[field]),
  ]);
  await requeueBackorders(work, [id]);
}

async function requeueBackorders(work: Work, backorderIds: readonly string[]): Promise<void> {
  if (backorderIds.length > 0) await work.tx.rows(REQUEUE, [backorderIds]);
}

const FOLLOW = `
  update backorders b set
    delivery_address = case when 'delivery_address' = any(f.columns) then $3::jsonb else b.delivery_address end,
    requested_on = case when 'requested_on' = any(f.columns) then $4::date else b.requested_on end,
    ship_policy = case when 'ship_policy' = any(f.columns) then $5::text else b.ship_policy end,
    notes = case when 'notes' = any(f.columns) then $6::text else b.notes end,
    version = b.version + 1
  from (
    select id, array(select unnest($2::text[]) except select unnest(own_terms)) as columns
    from backorders where order_id = $1 and outstanding > 0) f
  where b.id = f.id and cardinality(f.columns) > 0
  returning b.id, b.number`;

const GIVE = `
  update backorders set delivery_address = $2, requested_on = $3, ship_policy = $4, notes = $5, own_terms = $6, version = version + 1
  where id = $1`;

const REQUEUE = `
  update queue_lines q set requested_on = b.requested_on, ship_complete = b.ship_policy = 'complete'
  from backorders b
  where b.id = any($1::bigint[]) and q.backorder_id = b.id
    and (q.requested_on is distinct from b.requested_on or q.ship_complete <> (b.ship_policy = 'complete'))`;
