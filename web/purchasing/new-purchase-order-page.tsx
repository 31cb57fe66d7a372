import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { useVariantLines, VariantLines } from '#web/catalog/variant-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { FieldRow, FormButtons } from '#web/ui/form.tsx';
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
        <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>
      )}
    </Page>
  );
}

function NewPurchaseOrder() {
  const navigate = useNavigate();
  const { today } = useCompany();
  const act = useAct('createPurchaseOrder');
  const { data: warehouses } = useRead('listWarehouses', {});
  const [supplier, setSupplier] = useState<Supplier | null>(null);
  const [chosenWarehouse, setChosenWarehouse] = useState<string | null>(null);
  const [expectedOn, setExpectedOn] = useState('');
  const lines = useVariantLines();
  const warehouseId = chosenWarehouse ?? warehouses?.data[0]?.id ?? null;
  const isReady = supplier !== null && warehouseId !== null && lines.isReady;

  async function save() {
    if (!supplier || !warehouseId || !isReady) return;
    const purchaseOrder = await act.submit({
      body: {
        supplierId: supplier.id,
        warehouseId,
        lines: lines.lines.map(({ variant, quantity }) => ({
          variantId: variant.id,
          quantity: quantity ?? 0,
          expectedOn: expectedOn || null,
        })),
      },
    });
    if (purchaseOrder) await navigate({ to: '/purchase-orders/$id', params: { id: purchaseOrder.id }, replace: true });
  }

  return (
    <form
      style={{ display: 'grid', gap: '1rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Section title={t('purchasing.fromWhom')}>
        <FieldRow>
          <SupplierPicker
            label={t('purchasing.supplier')}
            placeholder={t('purchasing.searchSupplier')}
            chosen={supplier}
            onChoose={setSupplier}
            error={problemOfField(act.error, '#/supplierId')}
            autoFocus
          />
          <NativeSelect
            label={t('stock.warehouse')}
            value={warehouseId ?? ''}
            data={(warehouses?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setChosenWarehouse(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('purchasing.expectedOn')}
            description={t('purchasing.expectedNote')}
            min={today}
            value={expectedOn}
            onChange={(event) => setExpectedOn(event.currentTarget.value)}
          />
        </FieldRow>
      </Section>
      <Section title={t('order.lines')}>
        <VariantLines label={t('order.lines')} of={lines} error={act.error} />
      </Section>
      <Refused error={act.error} />
      <FormButtons>
        <Button type="submit" disabled={!isReady} loading={act.isBusy}>
          {t('purchasing.order')}
        </Button>
      </FormButtons>
    </form>
  );
}
