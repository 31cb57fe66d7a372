import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { useCompany } from '#web/ui/company.ts';
import { tell } from '#web/ui/toast.tsx';
import { type BaseUnit, type Product, useVariantLooks, type VariantValues } from './catalog-looks.ts';
import { plainCode, useUpcDoubts } from './upc-doubts.ts';
import { WaitingLines } from './waiting-lines.tsx';

/** Adds a variant of a product, named by what tells it from the product's others. */
export function NewVariant({ product, onClose }: { product: Product; onClose: () => void }) {
  const { currency } = useCompany();
  const act = useAct('createVariant');
  const doubts = useUpcDoubts();
  const empty: VariantValues = {
    name: '',
    sku: '',
    upc: null,
    baseUnit: 'bottle',
    unitsPerCase: 12,
    orderMultiple: 1,
    price: { amount: '', currency },
    shortageRule: null,
    supplierId: null,
    discontinued: false,
    description: null,
  };
  return (
    <RecordForm
      name={`item new ${product.id}`}
      title={t('variant.new')}
      note={doubts.says}
      looks={useVariantLooks(true)}
      values={empty}
      submit={t('variant.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const upc = plainCode(values.upc);
        if (await doubts.hold({ upc })) return null;
        const variant = await act.submit({ body: { ...values, upc, productId: product.id } });
        if (!variant) return null;
        tell(t('variant.added', { name: variant.itemName }));
        onClose();
        return variant;
      }}
      onClose={onClose}
    />
  );
}

/** Changes a variant. What is confirmed keeps what it was confirmed with. */
export function EditVariant({ variant, onClose }: { variant: ItemOf<'listVariants'>; onClose: () => void }) {
  const act = useAct('updateVariant');
  const doubts = useUpcDoubts();
  // What it was refused for: whoever sends the same again means it.
  const [asked, setAsked] = useState<number | null>(null);
  return (
    <RecordForm
      name={`item ${variant.id}`}
      title={t('variant.edit', { name: variant.itemName })}
      note={
        <>
          {doubts.says}
          {act.error?.code === 'order_multiple_unconfirmed' && <WaitingLines error={act.error} variant={variant} />}
        </>
      }
      looks={useVariantLooks(false)}
      values={{ ...variant, baseUnit: variant.baseUnit as BaseUnit }}
      version={variant.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes: { baseUnit: _, ...given }, seen }) => {
        const changes = 'upc' in given ? { ...given, upc: plainCode(given.upc) } : given;
        if (await doubts.hold({ id: variant.id, ...changes })) return null;
        const { orderMultiple } = changes;
        const confirmed = orderMultiple !== undefined && orderMultiple === asked ? { confirmed: true } : {};
        const saved = await act.submit({ params: { id: variant.id }, body: { ...changes, ...confirmed } }, seen);
        setAsked(saved ? null : (orderMultiple ?? null));
        if (!saved) return null;
        tell(t('variant.saved', { name: saved.itemName }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
