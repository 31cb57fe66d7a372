import { ActionIcon, Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type ComponentProps, memo, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { WaitsAlready } from '#web/orders/double-demand.tsx';
import { useCompany } from '#web/ui/company.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { type EnteredLine, priceOf } from './entered-lines.ts';
import { LinePrice } from './line-price.tsx';
import styles from './order-entry.module.css';
import { type LineOutcome, outcomeWords, type Supply, supplyWords } from './supply.ts';

type EnteredRowProps = {
  line: EnteredLine;
  supply: Supply | undefined;
  outcome: LineOutcome | null;
  worth: string;
  deal: string | null;
  problem: string | null;
  /** What waits of it already. */
  waits: ComponentProps<typeof WaitsAlready> | null;
  /** What of its quantity was typed before the line was there. */
  startText: string | undefined;
  quantityRef: (field: HTMLInputElement | null) => void;
  onChange: (change: Partial<EnteredLine>) => void;
  onEnter: () => void;
  onRemove: () => void;
};

/** One line of an order being taken: the item, what there is of it, how much, what becomes of that, and what it is worth. */
export const EnteredRow = memo(function EnteredRow(props: EnteredRowProps) {
  const { line, supply, outcome } = props;
  const { variant } = line;
  const { today } = useCompany();
  const [isPricing, setIsPricing] = useState(line.price != null && !line.priceReason);
  const problem = multipleProblem(line) ?? props.problem;
  return (
    <fieldset className={styles.line} aria-label={variant.itemName}>
      <div className={styles.item}>
        {variant.itemName} <span className="quiet small">{variant.sku}</span>
        {variant.discontinued && <span className="quiet small"> · {t('item.discontinued')}</span>}
      </div>
      <div className={`${styles.supply} quiet small`}>{supply && supplyWords(supply, variant.unitsPerCase, today)}</div>
      <div className={styles.quantity}>
        <QuantityField
          label={t('line.quantity')}
          hideLabel
          inputRef={props.quantityRef}
          startText={props.startText}
          value={line.quantity}
          unitsPerCase={variant.unitsPerCase}
          onChange={(quantity) => props.onChange({ quantity })}
          onEnter={props.onEnter}
        />
      </div>
      <div className={`${styles.outcome} small`} aria-live="polite">
        <OutcomeOf outcome={outcome} problem={problem} unitsPerCase={variant.unitsPerCase} />
      </div>
      <div className={styles.end}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isPricing}
          aria-label={t('entry.changePrice', { name: variant.itemName, price: moneyText(priceOf(line)) })}
          onClick={() => setIsPricing(!isPricing)}
        >
          {moneyText(priceOf(line))}
        </Button>
      </div>
      <div className={styles.end}>
        {props.worth}
        {props.deal && <div className="quiet small">{props.deal}</div>}
      </div>
      <ActionIcon
        className={styles.remove}
        aria-label={t('line.remove', { name: variant.itemName })}
        onClick={props.onRemove}
      >
        <Trash2 size={16} />
      </ActionIcon>
      {isPricing && <LinePrice line={line} onChange={props.onChange} onClose={() => setIsPricing(false)} />}
      {props.waits && (
        <div className={styles.more}>
          <WaitsAlready {...props.waits} />
        </div>
      )}
    </fieldset>
  );
}, isAsBefore);

/** What does something is new each time and does the same. */
function isAsBefore(before: EnteredRowProps, after: EnteredRowProps): boolean {
  return (
    (['line', 'supply', 'worth', 'deal', 'problem'] as const).every((name) => before[name] === after[name]) &&
    JSON.stringify([before.outcome, before.waits]) === JSON.stringify([after.outcome, after.waits])
  );
}

function OutcomeOf(props: { outcome: LineOutcome | null; problem: string | null; unitsPerCase: number }) {
  const { today } = useCompany();
  const { outcome, problem, unitsPerCase } = props;
  if (problem) return <span className={styles.error}>{problem}</span>;
  if (!outcome) return null;
  const isShort = outcome.later + outcome.undated > 0;
  return <span className={isShort ? styles.waits : 'quiet'}>{outcomeWords(outcome, unitsPerCase, today)}</span>;
}

function multipleProblem({ variant, quantity }: EnteredLine): string | null {
  if (quantity === 0) return t('entry.quantityNeeded');
  if (quantity === null || quantity % variant.orderMultiple === 0) return null;
  return t('line.notMultiple', { amount: amountText(variant.orderMultiple, variant.unitsPerCase) });
}
