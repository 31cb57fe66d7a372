import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useRead } from '#web/api/read.ts';
import type { Variant } from '#web/catalog/variant-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';
import styles from './double-demand.module.css';

type Open = Answer<'getOpenDemand'>['lines'][number];
export type Decision = 'add' | 'merge' | 'replace';

/** What the customer already waits for of the items about to be ordered. */
export function useOpenDemand(
  customer: { id: string } | null,
  warehouseId: string,
  lines: readonly { variant: Variant }[],
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

/**
 * What of it waits already, beside the line that orders it again, and the question that is asked once: add to it, order only
 * what exceeds it, or replace it.
 */
export function WaitsAlready(props: {
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
    <div className={styles.item}>
      <div>
        {waiting.map((one) => (
          <WaitingOne key={one.backorderLineId} of={one} outstanding={amount(one.outstanding)} />
        ))}
      </div>
      <NativeSelect
        aria-label={t('doubleDemand.question', { name: first.itemName })}
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
    </div>
  );
}

function WaitingOne({ of, outstanding }: { of: Open; outstanding: string }) {
  const { today } = useCompany();
  return (
    <div className="small">
      {t('doubleDemand.waits')}{' '}
      <Link to="/backorders/$id" params={{ id: of.backorderId }}>
        {of.backorderNumber}
      </Link>{' '}
      <span className="quiet">
        {t('doubleDemand.open', { outstanding, number: of.orderNumber, day: dayText(of.orderedOn, today) })}
        {of.promisedOn && ` · ${t('doubleDemand.promised', { day: dayText(of.promisedOn, today) })}`}
      </span>
    </div>
  );
}
