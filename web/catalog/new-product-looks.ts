import type { Money } from '#domain/money.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { SupplierPicker } from '#web/purchasing/supplier-picker.tsx';
import type { Looks, Named } from '#web/ui/fields.tsx';
import { type BaseUnit, productLooks, useVariantLooks } from './catalog-looks.ts';

/** A product, its first item, and what of it is on the shelf. */
export type NewProductValues = {
  product: string;
  name: string | null;
  sku: string | null;
  price: Money;
  baseUnit: BaseUnit;
  unitsPerCase: number;
  counted: number | null;
  warehouseId: string | null;
  supplier: Named | null;
  upc: string | null;
  family: string | null;
};

/** What is asked first of a product: all it takes to sell it. The rest can be said later. */
export function useNewProductLooks(): Looks<NewProductValues> {
  const mayCount = useMay()('stock.write');
  const { data: warehouses } = useRead('listWarehouses', { query: { limit: 200 } });
  const places = warehouses?.data ?? [];
  const { name, sku, price, baseUnit, unitsPerCase, upc } = useVariantLooks(true);
  const { name: product, family } = productLooks();
  const counted = {
    kind: 'number' as const,
    label: t('product.counted'),
    description: t('product.countedNote'),
    min: 0,
    max: 10_000_000,
  };
  const choices = places.map((place) => ({ value: place.id, label: place.name }));
  return {
    ...(product && { product }),
    ...(name && {
      name: { ...name, label: t('product.itemName'), required: false, description: t('product.itemNote') },
    }),
    ...(sku && { sku: { ...sku, required: false, description: t('product.skuNote') } }),
    ...(price && { price }),
    ...(mayCount && places.length > 0 && { counted }),
    ...(mayCount && places.length > 1 && { warehouseId: { kind: 'choice', label: t('product.countedIn'), choices } }),
    ...(baseUnit && { baseUnit }),
    ...(unitsPerCase && { unitsPerCase }),
    supplier: { kind: 'record', label: t('variant.supplier'), picker: SupplierPicker, none: t('variant.noSupplier') },
    ...(upc && { upc }),
    ...(family && { family }),
  };
}
