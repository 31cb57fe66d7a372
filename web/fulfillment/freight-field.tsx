import type { Money } from '#domain/money.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { Field } from '#web/ui/fields.tsx';

/** What the customer is charged for carriage, as an amount; empty for nothing. */
export function FreightField({ value, onChange }: { value: string; onChange: (amount: string) => void }) {
  const { currency } = useCompany();
  return (
    <Field
      look={{
        kind: 'money',
        label: t('shipment.freight'),
        description: t('shipment.freightNote'),
        currency,
        isToTheCent: true,
      }}
      value={freightOf(value, currency)}
      onChange={(money) => onChange((money as Money | null)?.amount ?? '')}
    />
  );
}

/** What was typed, as money; null for nothing. */
export function freightOf(amount: string, currency: string): Money | null {
  return amount === '' ? null : { amount, currency };
}
