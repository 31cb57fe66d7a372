import { useEffect, useRef } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import type { Decision } from '#web/orders/double-demand.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { problemOfRow } from '#web/ui/problem-words.ts';
import { parseQuantity, quantityText } from '#web/ui/quantity-text.ts';
import { lineWorth } from '../line-deals.ts';
import type { NewOrder } from '../use-new-order.ts';
import { BadRows } from './bad-rows.tsx';
import { type EnteredLine, firstQuantity, withItem } from './entered-lines.ts';
import { EnteredRow } from './entered-row.tsx';
import { ItemEntry } from './item-entry.tsx';
import { ManyAtOnce } from './many-at-once.tsx';
import styles from './order-entry.module.css';

/** The lines of an order being taken. Enter goes from an item to its quantity and back, so that hands stay on the keys. */
export function OrderEntry({ order, error }: { order: NewOrder; error: ProblemError | null }) {
  const { form, entryRef } = order;
  const { lines, customer, warehouseId, badRows } = form.values;
  const fields = useRef(new Map<string, HTMLInputElement>());
  const goTo = useRef<string | null>(null);
  const typed = useRef(new Map<string, string>());
  useEffect(() => {
    const field = goTo.current && fields.current.get(goTo.current);
    if (!field) return;
    field.focus();
    if (typed.current.get(goTo.current ?? '')) field.setSelectionRange(field.value.length, field.value.length);
    goTo.current = null;
  });

  const change = (key: number, changed: Partial<EnteredLine>) =>
    form.set(({ lines: all }) => ({ lines: all.map((line) => (line.key === key ? { ...line, ...changed } : line)) }));

  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      {lines.length > 0 && (
        <div className={styles.lines}>
          <Head />
          <ul aria-label={t('order.lines')}>
            {lines.map((line, row) => (
              <li key={line.key}>
                <EnteredRow
                  line={line}
                  supply={order.supplyOf(line.variant.id)}
                  outcome={order.outcomeOf(line)}
                  {...worthOf(line, order)}
                  problem={problemOfRow(error, row)}
                  waits={waitsOf(line, order)}
                  startText={typed.current.get(line.variant.id)}
                  quantityRef={(field) => {
                    if (field) fields.current.set(line.variant.id, field);
                  }}
                  onChange={(changed) => change(line.key, changed)}
                  onEnter={() => entryRef.current?.focus()}
                  onRemove={() => {
                    form.set(({ lines: all }) => ({ lines: all.filter(({ key }) => key !== line.key) }));
                    entryRef.current?.focus();
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      <BadRows rows={badRows} onDismiss={() => form.set({ badRows: [] })} />
      <ItemEntry
        inputRef={entryRef}
        warehouseId={warehouseId ?? undefined}
        onRows={(text) => void order.addText(text)}
        onItem={(variant, typedAhead) => {
          const quantity = parseQuantity(typedAhead, variant.unitsPerCase) || firstQuantity(variant);
          const all = withItem(lines, variant, quantity);
          if (all.length === lines.length) {
            const sum = all.find((line) => line.variant.id === variant.id)?.quantity ?? 0;
            order.say(t('entry.addsUp', { name: variant.itemName, amount: quantityText(sum, variant.unitsPerCase) }));
          } else order.say(null);
          goTo.current = variant.id;
          typed.current.set(variant.id, typedAhead);
          form.set({ lines: all });
        }}
      />
      <p role="status" className="small">
        {order.said}
      </p>
      <ManyAtOnce
        customer={customer}
        isBusy={order.isAdding}
        onCopy={(id) => void order.copy(id)}
        onRows={(text) => void order.addText(text)}
      />
    </div>
  );
}

function Head() {
  return (
    <div className={styles.head} aria-hidden="true">
      <span>{t('line.item')}</span>
      <span>{t('entry.supply')}</span>
      <span>{t('line.quantity')}</span>
      <span>{t('entry.outcome')}</span>
      <span className={styles.end}>{t('line.price')}</span>
      <span className={styles.end}>{t('line.value')}</span>
    </div>
  );
}

function worthOf(line: EnteredLine, { dealOf }: NewOrder) {
  const deal = dealOf(line);
  return { worth: moneyText(lineWorth(line, deal?.amount ?? null)), deal: deal?.name ?? null };
}

function waitsOf({ variant }: EnteredLine, { form, open, askedOf }: NewOrder) {
  const waiting = open.filter(({ variantId }) => variantId === variant.id);
  if (waiting.length === 0) return null;
  const { decisions } = form.values;
  return {
    waiting,
    asked: askedOf(variant.id),
    decision: decisions[variant.id],
    onDecide: (decision: Decision) =>
      form.set(({ decisions: others }) => ({ decisions: { ...others, [variant.id]: decision } })),
  };
}
