import { choosePool } from '#domain/purchasing/choose-pool.ts';
import { poolOf, RECEIPTS_NEEDED } from '#domain/purchasing/lead-time-pool.ts';
import {
  type LikelyBetween,
  likelyBetween,
  type NoRange,
  type Pool,
  type PoolKind,
} from '#domain/purchasing/likely-between.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Reading } from '../platform/work.ts';

/** Which receipts a pool takes: all, or those of a supplier, a warehouse, a variant. */
export type PoolKey = {
  kind: PoolKind;
  supplierId: string | null;
  warehouseId: string | null;
  variantId: string | null;
};

/** A pool with what it takes. */
export type KeyedPool = Pool & { key: PoolKey };

/** Each pool with the lead times of its newest receipts, by what it takes; undone receipts are left out. */
export async function readPools(
  { queries, company }: Pick<Reading, 'queries' | 'company'>,
  keys: readonly PoolKey[],
): Promise<Map<string, KeyedPool>> {
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const rows = await queries.rows<{ place: number; received_on: string; days: number }>(LEAD_TIMES, [
    JSON.stringify(distinct.map((key, place) => ({ ...key, place }))),
    company.timeZone,
  ]);
  const times = distinct.map((): { receivedOn: string; days: number }[] => []);
  for (const { place, received_on: receivedOn, days } of rows) times[place]?.push({ receivedOn, days });
  return new Map(
    distinct.map((key, place) => [nameOf(key), { kind: key.kind, key, history: poolOf(times[place] ?? []) }]),
  );
}

/** What something that comes is compared with, from the widest to the narrowest. One warehouse is the whole company. */
function poolsFor(of: { supplierId: string; warehouseId: string; variantId: string | null }): PoolKey[] {
  const { supplierId, warehouseId, variantId } = of;
  return [
    { kind: 'company', supplierId: null, warehouseId: null, variantId: null },
    { kind: 'warehouse', supplierId: null, warehouseId, variantId: null },
    { kind: 'supplier', supplierId, warehouseId: null, variantId: null },
    { kind: 'supplier_warehouse', supplierId, warehouseId, variantId: null },
    ...(variantId === null ? [] : [{ kind: 'variant' as const, supplierId, warehouseId, variantId }]),
  ];
}

/** Something on its way, or that would be ordered today. */
export type Coming = {
  supplierId: string;
  warehouseId: string;
  variantId: string;
  orderedOn: CalendarDate;
  expectedOn: CalendarDate;
};

/** Between which days each of these will likely ship, in their order. */
export async function readLikelyBetween(
  reading: Pick<Reading, 'queries' | 'company' | 'settings' | 'today'>,
  coming: readonly Coming[],
): Promise<(LikelyBetween | { noRangeBecause: NoRange })[]> {
  if (coming.length === 0) return [];
  const pools = await readPools(reading, coming.flatMap(poolsFor));
  const { today, settings, company } = reading;
  return coming.map((one) => {
    const histories = poolsFor(one).map((key) => pools.get(nameOf(key)) as KeyedPool);
    return likelyBetween(histories, {
      ...one,
      today,
      handlingDays: settings.handlingDays,
      workingDays: company.workingDays,
    });
  });
}

/** Whether a pool is the one told at a level, of pools from the widest to the narrowest. */
export function isTold(pools: readonly KeyedPool[], pool: KeyedPool, level: 50 | 80 | 90): boolean {
  return choosePool(pools, level) === pool;
}

/** The name of a pool among others. */
export function nameOf({ kind, supplierId, warehouseId, variantId }: PoolKey): string {
  return [kind, supplierId, warehouseId, variantId].join(' ');
}

const TIMES = `(r.received_at at time zone $2)::date as received_on, (r.received_at at time zone $2)::date - p.ordered_on as days`;
const STANDS = 'not exists (select from receipt_reversals x where x.receipt_id = r.id)';
const NEWEST = `order by r.id desc limit ${RECEIPTS_NEEDED}`;

/** The newest receipts of each pool, each found by the index that leads there; those of a supplier are in its newest orders. */
const LEAD_TIMES = `
  with pools as (
    select * from jsonb_to_recordset($1::jsonb) k(place integer, kind text, "supplierId" bigint, "warehouseId" bigint, "variantId" bigint))
  select k.place, t.received_on, greatest(0, t.days) as days
  from pools k cross join lateral (
    (select r.id, ${TIMES} from receipts r join purchase_orders p on p.id = r.purchase_order_id
      where k.kind = 'company' and ${STANDS} ${NEWEST})
    union all
    (select r.id, ${TIMES} from receipts r join purchase_orders p on p.id = r.purchase_order_id
      where k.kind = 'warehouse' and r.warehouse_id = k."warehouseId" and ${STANDS} ${NEWEST})
    union all
    (select r.id, ${TIMES}
      from (select o.id, o.ordered_on from purchase_orders o
        where k.kind in ('supplier', 'supplier_warehouse') and o.supplier_id = k."supplierId"
          and (k."warehouseId" is null or o.warehouse_id = k."warehouseId") order by o.id desc limit 400) p
      join receipts r on r.purchase_order_id = p.id where ${STANDS} ${NEWEST})
    union all
    (select r.id, ${TIMES}
      from receipt_lines l join receipts r on r.id = l.receipt_id join purchase_orders p on p.id = r.purchase_order_id
      where k.kind = 'variant' and l.variant_id = k."variantId" and l.warehouse_id = k."warehouseId"
        and p.supplier_id = k."supplierId" and ${STANDS} order by l.id desc limit ${RECEIPTS_NEEDED})
  ) t order by k.place, t.received_on, t.id`;
