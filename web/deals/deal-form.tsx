import { useNavigate } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { VariantPicker } from '#web/catalog/variant-picker.tsx';
import { CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { useCompany } from '#web/ui/company.ts';
import type { Looks, Named } from '#web/ui/fields.tsx';
import { tell } from '#web/ui/toast.tsx';

type Deal = Answer<'getDeal'>;
type DealValues = Pick<
  Deal,
  'name' | 'kind' | 'percent' | 'amount' | 'price' | 'minimumQuantity' | 'validFrom' | 'validTo' | 'active'
> & { customerId: Named | null; variantId: Named | null };

const EMPTY: DealValues = {
  name: '',
  kind: 'percent',
  percent: null,
  amount: null,
  price: null,
  minimumQuantity: null,
  validFrom: null,
  validTo: null,
  customerId: null,
  variantId: null,
  active: true,
};

/** Offers something new. */
export function NewDeal() {
  const navigate = useNavigate();
  const { currency } = useCompany();
  const act = useAct('createDeal');
  return (
    <RecordForm
      name="deal new"
      title={t('deal.new')}
      note={t('deal.locked')}
      looks={(values) => looksOf(values, currency, null)}
      values={EMPTY}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ values }) => {
        const made = await act.submit({ body: bodyOf(values) });
        if (!made) return null;
        tell(t('deal.saved'));
        await navigate({ to: '/deals/$id', params: { id: made.id }, replace: true });
        return made;
      }}
    />
  );
}

/** Changes a deal; what it took off a confirmed order stays. */
export function EditDeal({ deal }: { deal: Deal }) {
  const { currency } = useCompany();
  const act = useAct('updateDeal');
  return (
    <RecordForm
      name={`deal ${deal.id}`}
      title={deal.name}
      note={t('deal.locked')}
      looks={(values) => looksOf(values, currency, deal.productName)}
      values={valuesOf(deal)}
      version={deal.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ values, seen }) => {
        const saved = await act.submit({ params: { id: deal.id }, body: bodyOf(values) }, seen);
        if (saved) tell(t('deal.saved'));
        return saved;
      }}
    />
  );
}

function valuesOf(deal: Deal): DealValues {
  const { name, kind, percent, amount, price, minimumQuantity, validFrom, validTo, active } = deal;
  const named = (id: string | null, called: string | null) => (id === null ? null : { id, name: called ?? '' });
  return {
    ...{ name, kind, percent, amount, price, minimumQuantity, validFrom, validTo, active },
    customerId: named(deal.customerId, deal.customerName),
    variantId: named(deal.variantId, deal.itemName),
  };
}

/** What belongs to another kind is not sent. */
function bodyOf({ customerId, variantId, ...values }: DealValues) {
  const isBreak = values.kind === 'quantity_break';
  return {
    ...values,
    name: values.name.trim(),
    percent: values.kind === 'amount' ? null : values.percent?.trim() || null,
    amount: values.kind === 'amount' ? values.amount : null,
    price: isBreak ? values.price : null,
    minimumQuantity: isBreak ? values.minimumQuantity : null,
    customerId: customerId?.id ?? null,
    variantId: variantId?.id ?? null,
  };
}

/** Which fields there are depends on what kind of deal it is. */
function looksOf({ kind }: DealValues, currency: string, productName: string | null): Looks<DealValues> {
  const isBreak = kind === 'quantity_break';
  const breakHint = isBreak ? { description: t('deal.breakHint') } : { required: true };
  return {
    name: { kind: 'text', label: t('deal.name'), maxLength: 100, required: true },
    kind: {
      kind: 'choice',
      label: t('deal.kind'),
      choices: (['percent', 'amount', 'quantity_break'] as const).map((value) => ({
        value,
        label: t(`deal.kinds.${value}`),
      })),
    },
    ...(isBreak && {
      minimumQuantity: { kind: 'number', label: t('deal.minimumQuantity'), min: 1, max: 1_000_000, required: true },
    }),
    ...(kind !== 'amount' && {
      percent: { kind: 'text', label: t('deal.percent'), maxLength: 10, inputMode: 'decimal', unit: '%', ...breakHint },
    }),
    ...(isBreak && { price: { kind: 'money', label: t('deal.price'), currency, ...breakHint } }),
    ...(kind === 'amount' && { amount: { kind: 'money', label: t('deal.amount'), currency, required: true } }),
    validFrom: { kind: 'date', label: t('deal.validFrom') },
    validTo: { kind: 'date', label: t('deal.validTo') },
    customerId: { kind: 'record', label: t('deal.customer'), picker: CustomerPicker, none: t('deal.everybody') },
    variantId: {
      kind: 'record',
      label: t('deal.variant'),
      picker: VariantPicker,
      none: productName ?? t('deal.everything'),
    },
    active: { kind: 'tick', label: t('deal.active') },
  };
}
