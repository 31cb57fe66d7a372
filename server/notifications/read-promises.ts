import type { Projection } from '#domain/allocation/project.ts';
import { projectQueue, readQueues } from '../allocation/read-queue.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';

/** An open promise beside what today's supply says of it. */
export type PromiseNow = {
  backorderId: string;
  number: string;
  customerName: string;
  salesRepId: string | null;
  promisedOn: string;
  projectedOn: string | null;
  isAtRisk: boolean;
  /** Purchase-order lines that cover it. */
  coveredBy: string[];
};

type Stock = { variantId: string; warehouseId: string };

/** What a job reads with: the company as it is at an instant. */
export async function readingAt(database: Database, now: string): Promise<Reading> {
  const queries = queriesOf(database);
  const { company, settings } = await readCompany(queries);
  return { queries, now, today: dateIn(company.timeZone, now), company, settings };
}

/** Stocks on which a promised backorder waits. */
export function readPromisedStocks({ queries }: Reading): Promise<Stock[]> {
  return queries.rows<Stock>(
    `select distinct q.variant_id as "variantId", q.warehouse_id as "warehouseId"
     from queue_lines q join backorders b on b.id = q.backorder_id
     where q.open > 0 and b.promised_on is not null order by 1, 2`,
  );
}

const STOCKS_AT_ONCE = 100;

/**
 * Every promise that waits on some stocks, with the date and the cover of its last line there. A backorder with lines on
 * several stocks is judged by the latest of them.
 */
export async function readPromises(reading: Reading, stocks: readonly Stock[]): Promise<PromiseNow[]> {
  const promises = new Map<string, PromiseNow>();
  for (const [warehouseId, variantIds] of batches(stocks)) {
    const [lines, queues] = await Promise.all([
      reading.queries.rows<LineRow>(LINES, [warehouseId, variantIds]),
      readQueues(reading, warehouseId, variantIds),
    ]);
    const projections = new Map([...queues.values()].flatMap((queue) => [...projectQueue(reading, queue)]));
    for (const { queueLineId, ...line } of lines) {
      const projection = projections.get(queueLineId);
      if (!projection) continue;
      promises.set(line.backorderId, withLine(promises.get(line.backorderId), line, projection));
    }
  }
  return [...promises.values()];
}

type PromisedLine = Omit<LineRow, 'queueLineId'>;

function withLine(
  known: PromiseNow | undefined,
  line: PromisedLine,
  { canShipOn, coveredBy }: Pick<Projection, 'canShipOn' | 'coveredBy'>,
): PromiseNow {
  const before = known ?? { ...line, projectedOn: line.promisedOn, isAtRisk: false, coveredBy: [] };
  const purchased = coveredBy.flatMap(({ purchaseOrderLineId }) =>
    purchaseOrderLineId === null ? [] : [String(purchaseOrderLineId)],
  );
  return {
    ...before,
    projectedOn: before.projectedOn === null || canShipOn === null ? null : later(before.projectedOn, canShipOn),
    isAtRisk: before.isAtRisk || canShipOn === null || canShipOn > line.promisedOn,
    coveredBy: [...before.coveredBy, ...purchased],
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** Stocks by warehouse, no more of them at once than a query should carry. */
function batches(stocks: readonly Stock[]): [string, string[]][] {
  return [...new Set(stocks.map(({ warehouseId }) => warehouseId))].flatMap((warehouseId) => {
    const ids = stocks.filter((stock) => stock.warehouseId === warehouseId).map(({ variantId }) => variantId);
    return Array.from({ length: Math.ceil(ids.length / STOCKS_AT_ONCE) }, (_, index): [string, string[]] => [
      warehouseId,
      ids.slice(index * STOCKS_AT_ONCE, (index + 1) * STOCKS_AT_ONCE),
    ]);
  });
}

type LineRow = Pick<PromiseNow, 'backorderId' | 'number' | 'customerName' | 'salesRepId' | 'promisedOn'> & {
  queueLineId: string;
};

const LINES = `
  select q.id as "queueLineId", b.id as "backorderId", b.number, c.name as "customerName",
    c.sales_rep_id as "salesRepId", b.promised_on as "promisedOn"
  from queue_lines q join backorders b on b.id = q.backorder_id join customers c on c.id = b.customer_id
  where q.warehouse_id = $1 and q.variant_id = any($2::bigint[]) and q.open > 0 and b.promised_on is not null`;
