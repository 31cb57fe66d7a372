import type { Money } from '#domain/money.ts';
import { useAct } from '#web/api/act.ts';
import { ProductPicker } from '#web/catalog/product-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { ActFieldsForm } from '#web/records/act-fields-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Looks, Named } from '#web/ui/fields.tsx';
import { tell } from '#web/ui/toast.tsx';

const RULES = ['next_vintage', 'same_style', 'exact_vintage', 'always_ask'] as const;
type Values = {
  product: Named | null;
  family: string | null;
  rule: (typeof RULES)[number];
  priceLimit: Money | null;
  note: string | null;
};

/** Writes down what a customer agrees to for a product or a family. */
export function ConsentForm({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { currency } = useCompany();
  const act = useAct('recordConsent');
  const form = useForm<Values>(`consent ${customerId}`, {
    product: null,
    family: null,
    rule: 'next_vintage',
    priceLimit: null,
    note: null,
  });
  const { product, family, rule, priceLimit, note } = form.values;
  const hasLimit = rule === 'next_vintage' || rule === 'same_style';
  const about = product ? { productId: product.id } : { family: family?.trim() ?? '' };
  const submit = async () => {
    const body = { ...about, rule, note, priceLimit: hasLimit ? priceLimit : null };
    if (!(await act.submit({ params: { id: customerId }, body }))) return;
    form.forget();
    tell(t('consent.done'));
    onClose();
  };
  return (
    <ActFieldsForm
      form={form}
      title={t('consent.add')}
      note={t('consent.note')}
      looks={looksOf(product, hasLimit, rule === 'same_style', currency)}
      submit={t('consent.act')}
      isReady={(product !== null || !!family?.trim()) && (rule !== 'same_style' || priceLimit !== null)}
      act={act}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
}

function looksOf(product: Named | null, hasLimit: boolean, needsLimit: boolean, currency: string): Looks<Values> {
  return {
    product: { kind: 'record', label: t('consent.product'), picker: ProductPicker, none: t('consent.productNote') },
    ...(product === null && { family: { kind: 'text', label: t('consent.family'), maxLength: 200 } }),
    rule: {
      kind: 'choice',
      label: t('consent.rule'),
      choices: RULES.map((value) => ({ value, label: t(`consent.rules.${value}`) })),
    },
    ...(hasLimit && { priceLimit: { kind: 'money', label: t('consent.limit'), currency, required: needsLimit } }),
    note: { kind: 'long', label: t('consent.words'), maxLength: 1000 },
  };
}
