import { ActionIcon, TextInput } from '@mantine/core';
import { ArrowUp, X } from 'lucide-react';
import type { Money as Amount } from '#domain/money.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { Field } from '#web/ui/fields.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import styles from './substitutions.module.css';

/** An item that is offered, with its price as it is typed. */
export type Offered = {
  variantId: string;
  itemName: string;
  list: Amount;
  kind: 'locked' | 'list' | 'other';
  amount: Amount | null;
  reason: string | null;
};

/** What is offered, in order of preference. */
export function OffersList(props: {
  offers: readonly Offered[];
  onChange: (offers: Offered[]) => void;
  error: ProblemError | null;
}) {
  const { offers, onChange, error } = props;
  if (offers.length === 0) return null;
  const at = (index: number, change: Partial<Offered>) =>
    onChange(offers.map((offer, place) => (place === index ? { ...offer, ...change } : offer)));
  return (
    <fieldset className={styles.offers}>
      <legend>{t('substitute.offers')}</legend>
      <ol>
        {offers.map((offer, index) => (
          <li key={offer.variantId}>
            <OfferRow
              offer={offer}
              onChange={(change) => at(index, change)}
              onUp={index === 0 ? null : () => onChange(raised(offers, index))}
              onRemove={() => onChange(offers.filter((_, place) => place !== index))}
              problem={error?.errors.find(({ pointer }) => pointer.startsWith(`#/offers/${index}/`))?.detail ?? null}
            />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

function raised(offers: readonly Offered[], index: number): Offered[] {
  const others = offers.filter((_, place) => place !== index);
  return [...others.slice(0, index - 1), offers[index] as Offered, ...others.slice(index - 1)];
}

type OfferRowProps = {
  offer: Offered;
  onChange: (change: Partial<Offered>) => void;
  onUp: (() => void) | null;
  onRemove: () => void;
  problem: string | null;
};

function OfferRow(props: OfferRowProps) {
  const { offer, onChange } = props;
  const kinds = (['locked', 'list', 'other'] as const).map((value) => ({
    value,
    label: value === 'list' ? `${t('substitute.kind.list')} ${moneyText(offer.list)}` : t(`substitute.kind.${value}`),
  }));
  return (
    <>
      <div className={styles.offerHead}>
        <strong>{offer.itemName}</strong>
        <span>
          {props.onUp && (
            <ActionIcon
              variant="subtle"
              aria-label={`${t('substitute.first')}: ${offer.itemName}`}
              onClick={props.onUp}
            >
              <ArrowUp size={16} aria-hidden />
            </ActionIcon>
          )}
          <ActionIcon
            variant="subtle"
            aria-label={`${t('substitute.remove')}: ${offer.itemName}`}
            onClick={props.onRemove}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <Choice
        label={t('substitute.price', { name: offer.itemName })}
        options={kinds}
        value={offer.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {offer.kind === 'other' && <OtherPrice offer={offer} onChange={onChange} />}
      {props.problem && <p className={styles.problem}>{props.problem}</p>}
    </>
  );
}

function OtherPrice({ offer, onChange }: { offer: Offered; onChange: (change: Partial<Offered>) => void }) {
  const { currency } = useCompany();
  return (
    <FieldRow>
      <Field
        look={{ kind: 'money', label: t('substitute.amount'), currency, required: true }}
        value={offer.amount}
        onChange={(amount) => onChange({ amount: amount as Amount | null })}
      />
      <TextInput
        label={t('substitute.reason')}
        required
        maxLength={200}
        autoComplete="off"
        value={offer.reason ?? ''}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
    </FieldRow>
  );
}
