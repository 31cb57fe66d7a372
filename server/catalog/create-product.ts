import type { Request } from '#contract/operations.ts';
import { fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findProduct, type Product } from './queries.ts';

/** Adds a product. Names need not be unique: a family sells the same name in two styles. */
export async function createProduct(_viewer: Viewer, { body }: Request<'createProduct'>, work: Work): Promise<Product> {
  const { name, family = null, description = null, isWrittenAbout } = body;
  const { id } = await work.tx.row<{ id: string }>(
    'insert into products (name, family, description, is_written_about, created_at) values ($1, $2, $3, $4, $5) returning id',
    [name, family, description, isWrittenAbout, work.now],
  );
  work.audit({
    action: 'product.create',
    recordType: 'product',
    recordId: id,
    changes: fromNothing({ name }),
  });
  return (await findProduct(work.tx, id)) as Product;
}
