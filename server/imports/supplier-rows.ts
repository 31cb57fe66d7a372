import { isRefused } from '#contract/errors.ts';
import { operations } from '#contract/operations.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { updateSupplier } from '../catalog/update-supplier.ts';
import { keyOf, type Lookup, type SupplierNow } from './lookup.ts';
import { against, changed, isSame, type RowKind, refused, type Values } from './row-kind.ts';

/** The supplier a row is about: by the sender's number for it, else by its name. */
function supplierOfRow(
  { name = '', externalId }: Values,
  { suppliers, suppliersByNumber }: Lookup,
): SupplierNow | null {
  const numbered = externalId === undefined ? undefined : suppliersByNumber.get(keyOf(externalId));
  return numbered ?? suppliers.get(keyOf(name)) ?? null;
}

/** Suppliers, each known again by its number or its name. */
export const suppliers: RowKind = {
  keys: ({ name = '', externalId }) => [
    `name ${keyOf(name)}`,
    ...(externalId === undefined ? [] : [`number ${keyOf(externalId)}`]),
  ],
  judge(values, lookup) {
    const problem = against(operations.createSupplier.body, values);
    if (problem) return problem;
    const now = supplierOfRow(values, lookup);
    if (!now) return { outcome: 'create' };
    const namesake = lookup.suppliers.get(keyOf(values.name as string));
    if (namesake && namesake.id !== now.id) return refused('name', 'another supplier has this name');
    // In whatever letters: a name is not changed by them alone.
    return { outcome: isSame(namesake ? { ...values, name: now.name } : values, now) ? 'same' : 'update' };
  },
  async write(viewer, work, values, lookup) {
    const now = supplierOfRow(values, lookup);
    const { name = '', ...changes } = values;
    if (now) {
      const body = lookup.suppliers.has(keyOf(name)) ? changes : { ...changes, name };
      const done = await updateSupplier(viewer, { params: { id: now.id }, query: undefined, body }, work);
      return isRefused(done) ? done : changed('supplier', now, done);
    }
    const body = { ...changes, name };
    const done = await createSupplier(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'supplier', recordId: done.id };
  },
};
