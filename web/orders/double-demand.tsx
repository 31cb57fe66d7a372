import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useRead } from '#web/api/read.ts';
import type { VariantLine } from '#web/catalog/variant-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import styles from './double-demand.module.css';

type Open = Answer<'getOpenDemand'>['lines'][number];
export type Decision = 'add' | 'merge' | 'replace';

/** What the customer already waits for of the items about to be ordered. */
export function useOpenDemand(
  customer: { id: string } | null,
  warehouseId: string,
  lines: readonly VariantLine[],
): Open[] {
  const variantIds = [...new Set(lines.map(({ variant }) => variant.id))];
  const isAsked = customer !== null && variantIds.length > 0;
  const { data } = useRead(
    'getOpenDemand',
    {
      params: { id: customer?.id ?? '' },
      query: { variantIds: variantIds.join(','), warehouseId: warehouseId || undefined },
    },
    { enabled: isAsked, keepPrevious: true },
  );
  return isAsked ? (data?.lines ?? []).filter(({ variantId }) => variantIds.includes(variantId)) : [];
}

/** Asked once, before the order is confirmed: add to what waits, order only what exceeds it, or replace it. */
export function DoubleDemand(props: {
  open: readonly Open[];
  lines: readonly VariantLine[];
  decisions: Record<string, Decision>;
  onDecide: (variantId: string, decision: Decision) => void;
}) {
  const variantIds = [...new Set(props.open.map(({ variantId }) => variantId))];
  if (variantIds.length === 0) return null;
  return (
    <Section title={t('doubleDemand.title')} note={t('doubleDemand.note')}>
      <ul className={styles.items}>
        {variantIds.map((variantId) => {
          const lines = props.lines.filter(({ variant }) => variant.id === variantId);
          return (
            <li key={variantId} className={styles.item}>
              <OfVariant
                waiting={props.open.filter((one) => one.variantId === variantId)}
                asked={total(lines, ({ quantity }) => quantity ?? 0)}
                decision={props.decisions[variantId]}
                onDecide={(decision) => props.onDecide(variantId, decision)}
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function OfVariant(props: {
  waiting: readonly Open[];
  asked: number;
  decision: Decision | undefined;
  onDecide: (decision: Decision) => void;
}) {
  const { waiting, asked } = props;
  const [first] = waiting;
  if (!first) return null;
  const amount = (units: number) => amountText(units, first.unitsPerCase);
  const outstanding = total(waiting, (one) => one.outstanding);
  const rest = Math.max(0, asked - outstanding);
  const merge =
    rest > 0 ? t('doubleDemand.choice.merge', { rest: amount(rest) }) : t('doubleDemand.choice.mergeNothing');
  return (
    <>
      <div>
        <strong>{first.itemName}</strong>
        {waiting.map((one) => (
          <WaitingOne key={one.backorderLineId} of={one} outstanding={amount(one.outstanding)} />
        ))}
      </div>
      <NativeSelect
        label={t('doubleDemand.question', { name: first.itemName })}
        required
        value={props.decision ?? ''}
        data={[
          { value: '', label: t('doubleDemand.choose'), disabled: true },
          { value: 'add', label: t('doubleDemand.choice.add', { total: amount(asked + outstanding) }) },
          { value: 'merge', label: merge },
          { value: 'replace', label: t('doubleDemand.choice.replace', { quantity: amount(asked) }) },
        ]}
        onChange={(event) => props.onDecide(event.currentTarget.value as Decision)}
      />
    </>
  );
}

function WaitingOne({ of, outstanding }: { of: Open; outstanding: string }) {
  const { today } = useCompany();
  return (
    <div className="small">
      <Link to="/backorders/$id" params={{ id: of.backorderId }}>
        {of.backorderNumber}
      </Link>{' '}
      <span className="quiet">
        {t('doubleDemand.open', { outstanding, number: of.orderNumber, day: dayText(of.orderedOn, today) })}
      </span>
    </div>
  );
}
