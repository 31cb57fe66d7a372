import { sql } from 'kysely';
import type { Answer, Request } from '#contract/operations.ts';
import { readyQuantity, readyValue, valueOfPart } from '../ledger/sql-words.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { narrow, whole } from './list-filters.ts';

/** More groups than this are left out, the least valuable first. */
const MOST_GROUPS = 200;

/**
 * The backorders of a list put together by customer, product, supplier or representative: how many there are, how many units
 * and how much value is outstanding, and since when the oldest waits. The most valuable first. A backorder of several
 * products stands in the group of each with its lines of that product.
 */
export async function groupBackorders(
  viewer: Viewer,
  { query: { by, ...filters } }: Request<'groupBackorders'>,
  reading: Reading,
): Promise<Answer<'groupBackorders'>> {
  const narrowed = await narrow(viewer, filters, reading);
  // Of what is ready, only that much is counted.
  const { joins, key, name, backorders, outstanding, value } = (filters.tab === 'ready' ? READY_GROUPS : GROUPS)[by];
  const statement = sql<{ group: Answer<'groupBackorders'>['data'][number] }>`
    select json_build_object('id', key::text, 'name', name, 'backorders', backorders, 'outstanding', outstanding,
      'outstandingValue', money(value, ${reading.company.currency}), 'oldestCreatedOn', oldest) as group
    from (
      select ${sql.raw(key)} as key, ${sql.raw(name)} as name, ${sql.raw(backorders)}::integer as backorders,
        sum(${sql.raw(outstanding)})::bigint as outstanding, sum(${sql.raw(value)})::numeric(22, 2) as value, min(b.created_on) as oldest
      from backorders b ${sql.raw(joins)} where ${whole(narrowed)} group by 1, 2) g
    order by value desc, key limit ${sql.lit(MOST_GROUPS + 1)}`;
  const rows = await reading.queries.built(statement.compile(builder));
  return { data: rows.slice(0, MOST_GROUPS).map(({ group }) => group), isWhole: rows.length <= MOST_GROUPS };
}

const OF_BACKORDER = { backorders: 'count(*)', outstanding: 'b.outstanding', value: 'b.value' };
const LINES = `
  join backorder_lines l on l.backorder_id = b.id join variants v on v.id = l.variant_id join order_lines ol on ol.id = l.order_line_id`;
const OF_LINE = {
  backorders: 'count(distinct b.id)',
  outstanding: 'l.outstanding',
  value: valueOfPart('l.outstanding', 'ol'),
};

const OF_READY_BACKORDER = { ...OF_BACKORDER, outstanding: readyQuantity(), value: readyValue() };
const READY_LINES = `${LINES} join queue_lines q on q.backorder_line_id = l.id and q.allocated > q.picked`;
const OF_READY_LINE = {
  ...OF_LINE,
  outstanding: '(q.allocated - q.picked)',
  value: valueOfPart('(q.allocated - q.picked)', 'ol'),
};

const GROUPS = {
  customer: {
    joins: 'join customers k on k.id = b.customer_id',
    key: 'k.id',
    name: 'k.name',
    ...OF_BACKORDER,
  },
  rep: {
    joins: 'join customers c on c.id = b.customer_id left join users k on k.id = c.sales_rep_id',
    key: 'k.id',
    name: 'k.name',
    ...OF_BACKORDER,
  },
  product: {
    joins: `${LINES} join products k on k.id = v.product_id`,
    key: 'k.id',
    name: 'k.name',
    ...OF_LINE,
  },
  supplier: {
    joins: `${LINES} left join suppliers k on k.id = v.supplier_id`,
    key: 'k.id',
    name: 'k.name',
    ...OF_LINE,
  },
} as const satisfies Record<Request<'groupBackorders'>['query']['by'], unknown>;

const READY_GROUPS = {
  customer: { ...GROUPS.customer, ...OF_READY_BACKORDER },
  rep: { ...GROUPS.rep, ...OF_READY_BACKORDER },
  product: {
    ...GROUPS.product,
    ...OF_READY_LINE,
    joins: `${READY_LINES} join products k on k.id = v.product_id`,
  },
  supplier: {
    ...GROUPS.supplier,
    ...OF_READY_LINE,
    joins: `${READY_LINES} left join suppliers k on k.id = v.supplier_id`,
  },
} as const satisfies Record<keyof typeof GROUPS, unknown>;
