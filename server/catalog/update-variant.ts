import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, type Editable, editRecord, unknownReference } from '../platform/edit-record.ts';
import { normalMoney } from '../platform/normal-money.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { askAboutWaiting } from './ask-about-waiting.ts';
import { findSupplier, findVariant, type Variant } from './queries.ts';

const VARIANT: Editable<Variant> = {
  recordType: 'variant',
  table: 'variants',
  columns: {
    sku: 'sku',
    upc: 'upc',
    name: 'name',
    description: 'description',
    unitsPerCase: 'units_per_case',
    orderMultiple: 'order_multiple',
    price: 'price',
    shortageRule: 'shortage_rule',
    supplierId: 'supplier_id',
    discontinued: 'discontinued',
  },
  written: { price: ({ amount }) => amount },
  unique: 'sku',
};

/**
 * Changes a variant; lines of confirmed orders keep what they were confirmed with. Refused with `not_found`, then
 * `invalid_request` for a price in another currency, then `unknown_reference` for the supplier, then `changed_meanwhile`, then `already_exists` for the SKU or the sender's own id, then
 * `order_multiple_unconfirmed` where lines that wait are no whole multiples of another order multiple: they keep their own.
 */
export async function updateVariant(
  viewer: Viewer,
  { params, body: { confirmed, ...body } }: Request<'updateVariant'>,
  work: Work,
): Promise<Variant | { refusal: Refusal }> {
  const before = await findVariant(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const price = body.price && normalMoney(work, body.price, '#/price');
  if (price && isRefused(price)) return price;
  if (body.supplierId && !(await findSupplier(work.tx, body.supplierId))) return unknownReference('#/supplierId');
  const edited = await editRecord(work, VARIANT, before, { ...body, ...(price && { price }) });
  if (isRefused(edited)) return edited;
  if (edited.externalId !== before.externalId && (await isExternalIdTaken({ viewer, tx: work.tx }, 'variants', edited)))
    return alreadyExists('#/externalId', edited.externalId ?? '');
  const doubt = confirmed || edited.orderMultiple === before.orderMultiple ? null : await askAboutWaiting(work, edited);
  if (doubt) return doubt;
  // With the name of another supplier.
  return (await findVariant(work.tx, params.id)) as Variant;
}
