import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findProduct, type Product } from './queries.ts';

const PRODUCT: Editable<Product> = {
  recordType: 'product',
  table: 'products',
  columns: { name: 'name', family: 'family', description: 'description', isWrittenAbout: 'is_written_about' },
};

/** Changes a product. Refused with `not_found`, then `changed_meanwhile`. */
export async function updateProduct(
  _viewer: Viewer,
  { params, body }: Request<'updateProduct'>,
  work: Work,
): Promise<Product | { refusal: Refusal }> {
  const before = await findProduct(work.tx, params.id, 'for no key update');
  return before ? editRecord(work, PRODUCT, before, body) : refuse('not_found');
}
