import { t } from '#web/i18n/words.ts';

/** What a line is of: the name of its product and variant, and below it the SKU and how many make a case. */
export function Item({
  of,
}: {
  of: { itemName: string; sku: string; upc?: string | null; description?: string | null; unitsPerCase: number };
}) {
  return (
    <>
      <div>{of.itemName}</div>
      <div className="quiet small">
        {of.unitsPerCase === 1 ? of.sku : t('item.skuAndPack', { sku: of.sku, unitsPerCase: of.unitsPerCase })}
        {of.upc && ` · ${t('item.upc', { upc: of.upc })}`}
      </div>
      {of.description && <div className="quiet small">{of.description}</div>}
    </>
  );
}
