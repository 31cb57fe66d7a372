import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { LargeQuantities } from '#web/catalog/large-quantities.tsx';
import { type VariantLine, VariantLines, variantLinesOf } from '#web/catalog/variant-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { FormButtons, FormFrame, Restored } from '#web/ui/form.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { type Supplier, SupplierPicker } from './supplier-picker.tsx';

/** Orders from a supplier. What is expected on it covers waiting lines from now on. */
export function NewPurchaseOrderPage() {
  const may = useMay();
  return (
    <Page title={t('purchasing.new')}>
      {may('purchasing.write') ? (
        <NewPurchaseOrder />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </Page>
  );
}

type Values = {
  supplier: Supplier | null;
  warehouseId: string | null;
  expectedOn: string | null;
  lines: readonly VariantLine[];
};

function NewPurchaseOrder() {
  const navigate = useNavigate();
  const act = useAct('createPurchaseOrder');
  const { data: warehouses } = useRead('listWarehouses', {});
  const warehouseId = warehouses?.data[0]?.id ?? null;
  const form = useForm<Values>('purchase order new', { supplier: null, warehouseId, expectedOn: null, lines: [] });
  const looks = useLooks(warehouses?.data ?? []);
  const lines = variantLinesOf(form);
  const isReady = form.values.supplier !== null && form.values.warehouseId !== null && lines.isReady;

  async function save(confirmed = false) {
    const { supplier, warehouseId, expectedOn } = form.values;
    if (!supplier || !warehouseId || !isReady) return;
    const ordered = lines.lines.map(({ variant, quantity }) => ({
      variantId: variant.id,
      quantity: quantity ?? 0,
      expectedOn,
    }));
    const doubt = confirmed ? { confirmed } : {};
    const made = await act.submit({ body: { supplierId: supplier.id, warehouseId, lines: ordered, ...doubt } });
    if (!made) return;
    form.forget();
    await navigate({ to: '/purchase-orders/$id', params: { id: made.id }, replace: true });
  }

  return (
    <FormFrame label={t('purchasing.new')} onSubmit={() => void save()}>
      {form.startOver && <Restored onStartOver={form.startOver} />}
      <Section title={t('purchasing.fromWhom')}>
        <Fields form={form} looks={looks} error={act.error}>
          <SupplierPicker
            key={form.round}
            label={t('purchasing.supplier')}
            placeholder={t('purchasing.searchSupplier')}
            chosen={form.values.supplier}
            onChoose={(supplier) => form.set({ supplier })}
            error={problemOfField(act.error, '#/supplierId')}
            autoFocus
          />
        </Fields>
      </Section>
      <Section title={t('order.lines')}>
        <VariantLines label={t('order.lines')} of={lines} error={act.error} />
      </Section>
      {act.error?.code === 'quantity_unconfirmed' ? (
        <LargeQuantities
          error={act.error}
          items={new Map(lines.lines.map(({ variant }) => [variant.id, variant]))}
          isBusy={act.isBusy}
          onConfirm={() => void save(true)}
          onClose={act.clear}
        />
      ) : (
        <Refused error={act.error} />
      )}
      <FormButtons>
        <Button type="submit" disabled={!isReady} loading={act.isBusy}>
          {t('purchasing.order')}
        </Button>
      </FormButtons>
    </FormFrame>
  );
}

function useLooks(warehouses: readonly { id: string; name: string }[]): Looks<Values> {
  const { today } = useCompany();
  return {
    warehouseId: {
      kind: 'choice',
      label: t('stock.warehouse'),
      choices: warehouses.map(({ id, name }) => ({ value: id, label: name })),
    },
    expectedOn: {
      kind: 'date',
      label: t('purchasing.expectedOn'),
      description: t('purchasing.expectedNote'),
      min: today,
    },
  };
}
