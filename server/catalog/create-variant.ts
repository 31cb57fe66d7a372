import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing, unknownReference } from '../platform/edit-record.ts';
import { normalMoney } from '../platform/normal-money.ts';
import { externalOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, findVariant, type Variant } from './queries.ts';

/**
 * Adds a variant of a product. Refused with `invalid_request` for a price in another currency than the company's, then
 * `unknown_reference` for the product or the supplier, then `already_exists` for the SKU or the sender's own id.
 */
export async function createVariant(
  viewer: Viewer,
  { body }: Request<'createVariant'>,
  work: Work,
): Promise<Variant | { refusal: Refusal }> {
  const price = normalMoney(work, body.price, '#/price');
  if (isRefused(price)) return price;
  const product = await work.tx.first('select from products where id = $1 for key share', [body.productId]);
  if (!product) return unknownReference('#/productId');

  if (body.supplierId && !(await findSupplier(work.tx, body.supplierId))) return unknownReference('#/supplierId');

  const created = await insertVariant(viewer, work, body, price.amount);
  if (!created) return takenBy(work, body);
  work.audit({
    action: 'variant.create',
    recordType: 'variant',
    recordId: created.id,
    changes: fromNothing({ sku: body.sku, price }),
  });
  return (await findVariant(work.tx, created.id)) as Variant;
}

/** Which of the two it was. */
async function takenBy(work: Work, { sku, externalId }: Request<'createVariant'>['body']) {
  const isSku = await work.tx.first('select from variants where sku = $1', [sku]);
  return isSku || !externalId ? alreadyExists('#/sku', sku) : alreadyExists('#/externalId', externalId);
}

/** Null when the SKU is another variant's, or the sender's own id another's. */
function insertVariant(
  viewer: Viewer,
  work: Work,
  body: Request<'createVariant'>['body'],
  price: string,
): Promise<{ id: string } | null> {
  return work.tx.first<{ id: string }>(
    `insert into variants (product_id, sku, upc, name, description, base_unit, units_per_case, order_multiple, price,
       shortage_rule, supplier_id, discontinued, created_at, external_id, external_sender)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict do nothing returning id`,
    [
      body.productId,
      body.sku,
      body.upc ?? null,
      body.name,
      body.description ?? null,
      body.baseUnit,
      body.unitsPerCase,
      body.orderMultiple,
      price,
      body.shortageRule ?? null,
      body.supplierId ?? null,
      body.discontinued,
      work.now,
      ...externalOf(viewer, body.externalId),
    ],
  );
}
