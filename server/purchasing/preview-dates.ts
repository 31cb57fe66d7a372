import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { backorderOutlook, type LineOutlook } from '#domain/backorders/outlook.ts';
import { groupBy } from '#domain/group-by.ts';
import { projectLines } from '../allocation/refresh-outlooks.ts';
import { rehearse } from '../platform/rehearse.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { updatePurchaseOrder } from './update-purchase-order.ts';

type Preview = Answer<'previewPurchaseOrderDates'>;
type Promised = Preview['breaks'][number];

/** More than anybody reads before saving; the count says how many there are. */
const SHOWN = 50;

/**
 * What other dates of a purchase order would do to promises: those they break, those they leave broken and those they would keep again,
 * by the rules of the change itself, which is rehearsed and undone. Refusals as of `updatePurchaseOrder`.
 */
export async function previewPurchaseOrderDates(
  viewer: Viewer,
  request: Request<'previewPurchaseOrderDates'>,
  work: Work,
): Promise<Preview | { refusal: Refusal }> {
  const rows = await rehearse(work, async (rehearsed) => {
    const changed = await updatePurchaseOrder(viewer, request, rehearsed);
    return isRefused(changed) ? changed : readPromised(rehearsed, changed);
  });
  if (isRefused(rows)) return rows;
  const breaks = rows.filter(({ isAtRisk, wasAtRisk }) => isAtRisk && !wasAtRisk);
  const stays = rows.filter(({ isOwnLate, wasAtRisk }) => isOwnLate && wasAtRisk);
  const keeps = rows.filter(({ isAtRisk, wasAtRisk }) => !isAtRisk && wasAtRisk);
  const shown = (some: Row[]) => some.slice(0, SHOWN).map(told);
  return {
    breaks: shown(breaks),
    breakCount: breaks.length,
    stays: shown(stays),
    stayCount: stays.length,
    keepCount: keeps.length,
  };
}

/** `isOwnLate`: for items of the purchase order, whatever becomes of the others. */
type Row = Promised & { others: LineOutlook[]; wasAtRisk: boolean; isAtRisk: boolean; isOwnLate: boolean };

const told = ({ others: _, wasAtRisk: __, isAtRisk: ___, isOwnLate: ____, ...row }: Row): Promised => row;

/** Every promised backorder on the items of the purchase order, as it would be. */
async function readPromised({ tx, now }: Work, { warehouseId, lines }: Answer<'updatePurchaseOrder'>): Promise<Row[]> {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  const stocks = variantIds.map((variantId) => ({ variant_id: variantId, warehouse_id: warehouseId }));
  const projected = groupBy(await projectLines(tx, now, stocks), ({ backorderId }) => backorderId);
  const rows = await tx.rows<Row>(PROMISED, [[...projected.keys()], variantIds]);
  return rows.map((row) => {
    const own = projected.get(row.backorderId) ?? [];
    const promised = { promisedOn: row.promisedOn, told: null };
    const outlook = backorderOutlook([...own, ...row.others], promised);
    const isOwnLate = backorderOutlook(own, promised)?.isAtRisk ?? false;
    return { ...row, projectedOn: outlook?.projectedOn ?? null, isAtRisk: outlook?.isAtRisk ?? false, isOwnLate };
  });
}

const PROMISED = `
  select b.id as "backorderId", b.number as "backorderNumber", c.name as "customerName", b.promised_on as "promisedOn",
    x.projected_on as "projectedNowOn", null as "projectedOn", coalesce(x.is_at_risk, false) as "wasAtRisk", false as "isAtRisk", false as "isOwnLate",
    (select coalesce(json_agg(json_build_object('projectedOn', o.projected_on, 'noDateBecause', o.no_date_because,
        'placeInQueue', o.place_in_queue, 'quantityAhead', o.quantity_ahead)), '[]')
      from backorder_line_outlooks o where o.backorder_id = b.id and not (o.variant_id = any($2::bigint[]))) as others
  from backorders b join customers c on c.id = b.customer_id left join backorder_outlooks x on x.backorder_id = b.id
  where b.id = any($1::bigint[]) and b.promised_on is not null order by b.promised_on, b.id`;
