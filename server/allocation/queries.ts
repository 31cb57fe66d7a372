import { inflateRawSync } from 'node:zlib';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer } from '#contract/operations.ts';
import { type AllocationSnapshot, allocate } from '#domain/allocation/allocate.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Run = Answer<'getAllocationRun'>;
type Decision = Run['decisions'][number];

/** What a decision says, without the names of its line. */
export type BareDecision = Pick<
  Decision,
  'claim' | 'rank' | 'waiting' | 'quantity' | 'outcome' | 'reason' | 'short'
> & { queueLineId: number };

/**
 * One run with every candidate, or `not_found`. What it changed was stored; everybody else's reason comes from deciding
 * again from the stored inputs, which gives the same result.
 */
export async function readAllocationRun(
  viewer: Viewer,
  reading: Reading,
  runId: string,
): Promise<Run | { refusal: Refusal }> {
  const run = await reading.queries.first<RunRow>(RUN, [runId]);
  if (!run) return refuse('not_found');
  const inputs = JSON.parse(inflateRawSync(run.inputs).toString('utf8')) as AllocationSnapshot | { released: unknown };
  const decided: BareDecision[] =
    'lines' in inputs
      ? allocate(inputs)
      : (await reading.queries.rows<BareDecision & { queue_line_id: string }>(STORED, [runId])).map((row) => ({
          ...row,
          queueLineId: Number(row.queue_line_id),
        }));
  return {
    id: run.id,
    warehouseId: run.warehouse_id,
    causeType: run.cause_type,
    // With the narrowing setting the cause may be somebody else's order.
    causeId: viewer.readsAll ? run.cause_id : null,
    policy: run.policy,
    policyVersion: run.policy_version,
    decidedAt: run.decided_at,
    decidedBy: run.decided_by,
    supply: run.supply.map(({ variantId, available }) => ({ variantId, available })),
    decisions: await nameDecisions(viewer, reading, decided),
  };
}

/** Adds the order, backorder and variant of each decision; lines the viewer may not read are left out. */
export async function nameDecisions(
  viewer: Viewer,
  reading: Reading,
  decided: readonly BareDecision[],
): Promise<Decision[]> {
  const rows = await reading.queries.rows<LineRow>(LINES, [
    decided.map(({ queueLineId }) => queueLineId),
    readsOnlyCustomersOf(viewer),
  ]);
  const lines = new Map(rows.map((row) => [Number(row.id), row]));
  return decided.flatMap(({ queueLineId, claim, rank, waiting, quantity, outcome, reason, short }) => {
    const line = lines.get(queueLineId);
    if (!line) return [];
    return {
      queueLineId: line.id,
      orderId: line.order_id,
      orderNumber: line.order_number,
      backorderId: line.backorder_id,
      backorderNumber: line.backorder_number,
      customerName: line.customer_name,
      variantId: line.variant_id,
      sku: line.sku,
      productName: line.productName,
      variantName: line.variantName,
      itemName: line.itemName,
      unitsPerCase: line.unitsPerCase,
      claim,
      rank,
      waiting,
      quantity,
      outcome,
      reason,
      short,
    };
  });
}

type RunRow = {
  id: string;
  warehouse_id: string;
  cause_type: Answer<'getAllocationRun'>['causeType'];
  cause_id: string | null;
  policy: AllocationPolicy;
  policy_version: number;
  supply: { variantId: string; available: number }[];
  inputs: Buffer;
  decided_at: string;
  decided_by: string;
};
type LineRow = {
  id: string;
  order_id: string;
  order_number: string;
  backorder_id: string | null;
  backorder_number: string | null;
  customer_name: string;
  variant_id: string;
  sku: string;
  productName: string;
  variantName: string;
  itemName: string;
  unitsPerCase: number;
};

const RUN = `
  select id, warehouse_id, cause_type, cause_id, policy, policy_version, supply, inputs, decided_at, decided_by
  from allocation_runs where id = $1`;

const STORED = `
  select queue_line_id, claim, rank, waiting, quantity, outcome, reason, short from allocation_decisions where run_id = $1 order by rank`;

const LINES = `
  select q.id, q.order_id, o.number as order_number, q.backorder_id, b.number as backorder_number, c.name as customer_name, q.variant_id,
    v.sku, v.product_name as "productName", v.name as "variantName", v.item_name as "itemName", v.units_per_case as "unitsPerCase"
  from queue_lines q
  join orders o on o.id = q.order_id
  join customers c on c.id = q.customer_id
  join variants v on v.id = q.variant_id
  left join backorders b on b.id = q.backorder_id
  where q.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;
