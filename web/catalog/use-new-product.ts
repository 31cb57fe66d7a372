import { useRef } from 'react';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import type { Product } from './catalog-looks.ts';
import type { NewProductValues } from './new-product-looks.ts';
import { plainCode } from './upc-doubts.ts';

/** "MALBEC-RESERVA-2021": a code of the names, for who has none yet. */
export function skuOf({ product, name }: Pick<NewProductValues, 'product' | 'name'>): string {
  const letters = `${product} ${name ?? ''}`.normalize('NFKD').replace(/\p{M}/gu, '');
  const code = letters
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, 40);
  return code.replace(/-+$/, '') || 'ITEM-1';
}

/**
 * Adds the product, then its item, then the count of it. What was refused can be mended and sent again: what was added by then
 * stays, and takes what was typed since.
 */
export function useNewProduct() {
  const product = useAct('createProduct');
  const renamed = useAct('updateProduct');
  const item = useAct('createVariant');
  const count = useAct('adjustStock');
  const added = useRef<Product | null>(null);
  const { data: warehouses } = useRead('listWarehouses', { query: { limit: 200 } });
  const acts = [product, renamed, item, count];

  async function addProduct({ product: name, family }: NewProductValues): Promise<Product | null> {
    const before = added.current;
    if (before === null) return product.submit({ body: { name, family } });
    if (before.name === name && before.family === family) return before;
    return renamed.submit({ params: { id: before.id }, body: { name, family } });
  }

  async function submit(values: NewProductValues): Promise<Product | null> {
    added.current = (await addProduct(values)) ?? added.current;
    if (added.current === null) return null;
    const sku = values.sku?.trim() || skuOf(values);
    const { price, baseUnit, unitsPerCase, counted } = values;
    const name = values.name?.trim() || t(`variant.unit.${baseUnit}`);
    const supplierId = values.supplier?.id ?? null;
    const body = { productId: added.current.id, name, sku, price, baseUnit, unitsPerCase, supplierId };
    const variant = await item.submit({ body: { ...body, upc: plainCode(values.upc) } });
    if (!variant) return null;
    const warehouseId = values.warehouseId ?? warehouses?.data[0]?.id;
    if (counted !== null && counted > 0 && warehouseId) {
      // A first count of a shelf is never ten times what was on record by mistake.
      await count.submit({
        body: { variantId: variant.id, warehouseId, countedQuantity: counted, reason: 'counted', confirmed: true },
      });
    }
    return added.current;
  }

  return {
    submit,
    isBusy: acts.some(({ isBusy }) => isBusy),
    error: acts.find(({ error }) => error)?.error ?? null,
    clear: () => acts.forEach((act) => void act.clear()),
  };
}
