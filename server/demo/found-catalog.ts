import type { CalendarDate } from '#domain/time/calendar.ts';
import { createProduct } from '../catalog/create-product.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { createVariant } from '../catalog/create-variant.ts';
import { createWarehouse } from '../catalog/create-warehouse.ts';
import type { Viewer } from '../platform/viewer.ts';
import { asked, type DemoCompany, doTogether } from './demo-company.ts';
import { phoneNumber } from './phone-number.ts';
import type { DemoData, OrderRow } from './read-demo-data.ts';

type VariantRow = DemoData['variants'][number];
type By = { viewer: Viewer; now: string };

/** Adds the warehouse, the suppliers, the products and their variants. */
export async function foundCatalog(
  demo: DemoCompany,
  openedOn: CalendarDate,
  { variants, orders }: DemoData,
): Promise<void> {
  const by = { viewer: demo.people.administrator, now: demo.calendar.instant(openedOn, 0.2) };
  demo.warehouseId = await addWarehouse(demo, by);
  const supplierIds = await addSuppliers(demo, by, variants);
  const productIds = await addProducts(demo, by, variants);
  const variantIds = await addVariants(demo, by, variants, { supplierIds, productIds });
  await shelve(demo, variantIds);
  const unitsPerWeek = meanWeeks(orders);
  for (const [index, { sku, supplier, unitsPerCase, price }] of variants.entries()) {
    const item = {
      sku,
      variantId: variantIds[index] as string,
      supplierId: supplierIds.get(supplier) as string,
      supplier,
      unitsPerCase,
      price,
      unitsPerWeek: unitsPerWeek.get(sku) ?? 0,
    };
    demo.items.set(sku, item);
    demo.itemsByVariant.set(item.variantId, item);
  }
}

async function addWarehouse(demo: DemoCompany, by: By): Promise<string> {
  const address = { city: 'Des Moines', region: 'IA', country: 'US' };
  const body = { code: 'DSM', name: 'Des Moines', address };
  const [warehouse] = await doTogether(demo, [
    { ...by, useCase: (viewer, work) => createWarehouse(viewer, asked(body), work) },
  ]);
  return (warehouse as { id: string }).id;
}

async function addSuppliers(demo: DemoCompany, by: By, variants: readonly VariantRow[]): Promise<Map<string, string>> {
  const names = [...new Set(variants.map(({ supplier }) => supplier))];
  const suppliers = await doTogether(
    demo,
    names.map((name, index) => {
      const body = { name, email: `supplier${index + 1}@example.com`, phone: phoneNumber(index) };
      return { ...by, useCase: (viewer, work) => createSupplier(viewer, asked(body), work) };
    }),
  );
  return new Map(suppliers.map(({ id, name }) => [name, id]));
}

async function addProducts(demo: DemoCompany, by: By, variants: readonly VariantRow[]): Promise<Map<string, string>> {
  const firstOfProduct = [
    ...new Map(variants.toReversed().map((variant) => [productKey(variant), variant])).values(),
  ].reverse();
  const products = await doTogether(
    demo,
    firstOfProduct.map(({ product, family }) => ({
      ...by,
      useCase: (viewer, work) => createProduct(viewer, asked({ name: product, family, isWrittenAbout: true }), work),
    })),
  );
  return new Map(firstOfProduct.map((variant, index) => [productKey(variant), products[index]?.id as string]));
}

async function addVariants(
  demo: DemoCompany,
  by: By,
  variants: readonly VariantRow[],
  { supplierIds, productIds }: { supplierIds: Map<string, string>; productIds: Map<string, string> },
): Promise<string[]> {
  const made = await doTogether(
    demo,
    variants.map((variant) => {
      const { sku, upc, unitsPerCase, price, supplier } = variant;
      const body = {
        productId: productIds.get(productKey(variant)) as string,
        sku,
        upc,
        name: variant.variant,
        baseUnit: 'bottle' as const,
        unitsPerCase,
        orderMultiple: 1,
        price: { amount: price, currency: demo.company.currency },
        supplierId: supplierIds.get(supplier),
        discontinued: demo.chances.fraction('discontinued', sku) < 0.012,
      };
      return { ...by, useCase: (viewer, work) => createVariant(viewer, asked(body), work) };
    }),
  );
  return made.map(({ id }) => id);
}

/** Gives each variant its bin, aisle by aisle in the order of the catalog. */
async function shelve({ database, warehouseId }: DemoCompany, variantIds: readonly string[]): Promise<void> {
  await database.query(
    `insert into bins (variant_id, warehouse_id, bin)
     select v.id, $2, chr(65 + (v.place / 200)::integer) || to_char(v.place / 5 % 40 + 1, '"-"FM00"-"') || v.place % 5 + 1
     from (select id, n - 1 as place from unnest($1::bigint[]) with ordinality variant(id, n)) v`,
    [variantIds, warehouseId],
  );
}

function productKey({ supplier, product }: { supplier: string; product: string }): string {
  return `${supplier}\n${product}`;
}

function meanWeeks(orders: readonly OrderRow[]): Map<string, number> {
  const weeks = Math.max(1, new Set(orders.map(({ on }) => on)).size / 5);
  const means = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { sku, quantity } of lines) means.set(sku, (means.get(sku) ?? 0) + quantity / weeks);
  }
  return means;
}
