import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { checkDeal, DEAL_COLUMNS, type DealFields, dealValues } from './check-deal.ts';
import { findDeal, type StoredDeal } from './queries.ts';

/** Offers a deal: orders confirmed from now on get it where it applies. Refused as `checkDeal` says. */
export async function createDeal(
  _viewer: Viewer,
  { body }: Request<'createDeal'>,
  work: Work,
): Promise<StoredDeal | { refusal: Refusal }> {
  const deal = toFields(body);
  const unfit = await checkDeal(work, deal);
  if (unfit) return unfit;
  const { id } = await work.tx.row<{ id: string }>(
    `insert into deals (${DEAL_COLUMNS}, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [...dealValues(deal), work.now],
  );
  work.audit({ action: 'deal.create', recordType: 'deal', recordId: id, changes: { ...deal } });
  return (await findDeal(work.tx, id, work)) as StoredDeal;
}

function toFields(body: Request<'createDeal'>['body']): DealFields {
  return {
    name: body.name,
    kind: body.kind,
    percent: body.percent ?? null,
    amount: body.amount ?? null,
    price: body.price ?? null,
    minimumQuantity: body.minimumQuantity ?? null,
    validFrom: body.validFrom ?? null,
    validTo: body.validTo ?? null,
    customerId: body.customerId ?? null,
    productId: body.productId ?? null,
    variantId: body.variantId ?? null,
    active: body.active ?? true,
  };
}
