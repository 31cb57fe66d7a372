import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { keptShare, LEVELS, type Level, RECEIPTS_USED, RECENT } from '#domain/purchasing/lead-time-pool.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isTold, type KeyedPool, nameOf, type PoolKey, readPools } from './lead-times.ts';

type Reliability = Answer<'getSupplierReliability'>;

/** How long a supplier takes from order to receipt, by pool, and what it kept; `not_found` where there is no such supplier. */
export async function readSupplierReliability(
  _viewer: Viewer,
  { params }: Request<'getSupplierReliability'>,
  reading: Reading,
): Promise<Reliability | { refusal: Refusal }> {
  const { queries, company, today } = reading;
  const warehouses = await queries.rows<{ id: string; name: string }>(WAREHOUSES, [params.id]);
  const keys = keysOf(params.id, warehouses.length > 1 ? warehouses : []);
  const [supplier, pools, record, latest] = await Promise.all([
    queries.first('select from suppliers where id = $1', [params.id]),
    readPools(reading, keys),
    queries.row<Reliability['record']>(RECORD, [params.id, today, company.timeZone]),
    queries.rows<Reliability['latest'][number]>(LATEST, [params.id, company.timeZone]),
  ]);
  if (!supplier) return refuse('not_found');
  const all = keys.map((key) => pools.get(nameOf(key)) as KeyedPool);
  const names = new Map(warehouses.map(({ id, name }) => [id, name]));
  return { supplierId: params.id, pools: all.map((pool) => describePool(pool, all, names)), record, latest };
}

function keysOf(supplierId: string, warehouses: readonly { id: string }[]): PoolKey[] {
  const none = { supplierId: null, warehouseId: null, variantId: null };
  return [
    { ...none, kind: 'company' },
    { ...none, kind: 'supplier', supplierId },
    ...warehouses.map(({ id }): PoolKey => ({ ...none, kind: 'supplier_warehouse', supplierId, warehouseId: id })),
  ];
}

function describePool(
  pool: KeyedPool,
  all: readonly KeyedPool[],
  warehouses: ReadonlyMap<string, string>,
): Reliability['pools'][number] {
  const { kind, key, history } = pool;
  const comparable = all.filter((other) => other === pool || other.kind !== 'supplier_warehouse');
  const shares = (count: number) => byLevel((level) => rounded(keptShare(history.outcomes[level].slice(-count))));
  return {
    pool: kind,
    warehouseId: key.warehouseId,
    warehouseName: key.warehouseId && (warehouses.get(key.warehouseId) ?? null),
    receipts: Math.min(RECEIPTS_USED, history.days.length),
    p50Days: history.say(50)?.days ?? null,
    p80Days: history.say(80)?.days ?? null,
    p90Days: history.say(90)?.days ?? null,
    keptShare: shares(RECEIPTS_USED),
    recent: {
      dates: Math.min(RECENT, history.outcomes[50].length),
      keptShare: shares(RECENT),
      widenedBy: byLevel((level) => rounded(history.widening(level))),
    },
    toldAt: LEVELS.filter((level) => isTold(comparable, pool, level)).map((level) => `p${level}` as const),
  };
}

function byLevel(value: (level: Level) => number | null) {
  return { p50: value(50), p80: value(80), p90: value(90) };
}

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 10_000) / 10_000;
}

/** The warehouses a supplier delivers to. */
const WAREHOUSES = `
  select w.id, w.name from warehouses w
  where exists (select from purchase_orders p where p.supplier_id = $1 and p.warehouse_id = w.id) order by w.id`;

/** The receipts that stand of a supplier: `first_on` and `last_on` are the latest days its lines were expected, at first and at last. */
const RECEIPTS = `
  select r.id, r.number, r.purchase_order_id, p.number as purchase_order_number, p.ordered_on,
    (r.received_at at time zone $TZ)::date as received_on, lines.quantity, lines.first_on, lines.last_on
  from purchase_orders p join receipts r on r.purchase_order_id = p.id
  cross join lateral (
    select sum(rl.quantity)::integer as quantity,
      max((select d.expected_on from supply_date_changes d where d.purchase_order_line_id = rl.purchase_order_line_id and d.expected_on is not null
        order by d.id limit 1)) as first_on,
      max((select d.expected_on from supply_date_changes d where d.purchase_order_line_id = rl.purchase_order_line_id and d.expected_on is not null
        and d.at <= r.received_at order by d.id desc limit 1)) as last_on
    from receipt_lines rl where rl.receipt_id = r.id) lines
  where p.supplier_id = $1 and not exists (select from receipt_reversals x where x.receipt_id = r.id)`;

const LATEST = `
  select id::text as "receiptId", number, purchase_order_id::text as "purchaseOrderId", purchase_order_number as "purchaseOrderNumber",
    ordered_on as "orderedOn", first_on as "firstExpectedOn", last_on as "lastExpectedOn", received_on as "receivedOn",
    received_on - ordered_on as days, quantity
  from (${RECEIPTS.replace('$TZ', '$2')} order by r.id desc limit 30) latest order by id desc`;

const RECORD = `
  select count(*)::integer as receipts, count(*) filter (where received_on <= first_on)::integer as "onFirstDate",
    count(*) filter (where received_on <= last_on)::integer as "onLastDate",
    round(avg(received_on - first_on), 1)::float8 as "meanDaysLate", short.*
  from (${RECEIPTS.replace('$TZ', '$3')} and p.ordered_on >= $2::date - 365) came
  cross join (
    select coalesce(sum(l.quantity), 0)::float8 as "orderedUnits",
      coalesce(sum(greatest(0, l.quantity - l.received)) filter (where l.closed), 0)::float8 as "shortUnits",
      count(*) filter (where l.closed and l.received < l.quantity)::integer as "shortLines",
      coalesce(sum((select sum(rl.damaged) from receipt_lines rl where rl.purchase_order_line_id = l.id
        and not exists (select from receipt_reversals x where x.receipt_id = rl.receipt_id))), 0)::float8 as "damagedUnits"
    from purchase_orders p join purchase_order_lines l on l.purchase_order_id = p.id
    where p.supplier_id = $1 and p.ordered_on >= $2::date - 365) short
  group by short."orderedUnits", short."shortUnits", short."shortLines", short."damagedUnits"
  union all
  select 0, 0, 0, null, 0, 0, 0, 0 limit 1`;
