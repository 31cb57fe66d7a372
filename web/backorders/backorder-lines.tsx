import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { amountText, numberText, quantityText } from '#web/ui/quantity-text.ts';
import styles from './backorder-lines.module.css';
import { coverageText, projectionReason, rangeText } from './waiting-words.ts';

type Line = Backorder['lines'][number];

/** What became of every backordered unit, what covers the rest, and where each line stands in its queue. */
export function BackorderLines({ backorder: { lines } }: { backorder: Backorder }) {
  const wanted = lines.filter((line) => line.quantity > 0);
  return (
    <LinesTable
      label={t('order.lines')}
      lines={wanted.length > 0 ? wanted : lines}
      isSettled={({ outstanding }) => outstanding === 0}
      item={{ name: t('line.item'), cell: (line) => <Item of={line} />, brief: ({ itemName }) => itemName }}
      columns={[...quantityColumns(lines), ...moneyColumns()]}
      detail={(line) => (
        <>
          <LineFacts line={line} />
          {line.outstanding > 0 && <LineSupply line={line} />}
        </>
      )}
    />
  );
}

type Column = { name: string; align: 'end'; cell: (line: Line) => ReactNode; isNeeded?: boolean };

function quantityColumns(lines: readonly Line[]): Column[] {
  type Figure = 'ordered' | 'filledFromOrder' | 'fulfilled' | 'cancelled' | 'substituted' | 'allocated';
  const any = (name: Figure) => lines.some((line) => line[name] > 0);
  const figure = (name: Figure, isNeeded = true): Column => ({
    name: t(`line.${name}`),
    align: 'end',
    cell: (line) => <QuantityOrDash of={line[name]} unitsPerCase={line.unitsPerCase} />,
    isNeeded,
  });
  return [
    figure('ordered'),
    figure('filledFromOrder', any('filledFromOrder')),
    {
      name: t('line.backordered'),
      align: 'end',
      cell: (line) => <Quantity of={line.quantity} unitsPerCase={line.unitsPerCase} />,
    },
    figure('fulfilled'),
    figure('cancelled', any('cancelled')),
    figure('substituted', any('substituted')),
    {
      name: t('line.outstanding'),
      align: 'end',
      cell: (line) => (
        <strong>
          <QuantityOrDash of={line.outstanding} unitsPerCase={line.unitsPerCase} />
        </strong>
      ),
    },
    figure('allocated'),
  ];
}

function moneyColumns(): Column[] {
  return [
    { name: t('line.price'), align: 'end', cell: (line) => <Money of={line.unitPrice} /> },
    {
      name: t('line.value'),
      align: 'end',
      cell: (line) => (
        <>
          <Money of={line.outstandingValue} />
          {line.deals.map((deal) => (
            <div key={deal.name} className="quiet small nowrap" title={moneyText(deal.amount)}>
              {deal.name}
            </div>
          ))}
        </>
      ),
    },
  ];
}

/** What was decided about a line besides its supply: its last day, and other orders for the same. */
function LineFacts({ line }: { line: Line }) {
  const isRaise = line.increaseOfId !== null;
  const hasLastDay = line.cancelIfNotShippedBy !== null && line.outstanding > 0;
  if (!isRaise && !hasLastDay && line.takenBack === 0 && line.alsoOrderedOn.length === 0) return null;
  return (
    <p className={styles.facts}>
      {isRaise && <span>{t('backorder.raise')}</span>}
      {hasLastDay && line.cancelIfNotShippedBy !== null && (
        <span className={line.isPastShipBy ? styles.past : undefined}>
          {line.isPastShipBy ? t('line.pastShipBy') : t('line.shipBy')} <DayText on={line.cancelIfNotShippedBy} />
          {line.isPastShipBy && `. ${t('line.proposed')}`}
        </span>
      )}
      {line.takenBack > 0 && (
        <details>
          <summary>{t('line.changed')}</summary>
          {t('line.ledger', {
            recorded: amountText(line.quantity + line.takenBack, line.unitsPerCase),
            takenBack: amountText(line.takenBack, line.unitsPerCase),
          })}
        </details>
      )}
      {line.alsoOrderedOn.map((also) => (
        <span key={also.orderId}>
          {t('doubleDemand.orderedAgain', { amount: amountText(also.quantity, line.unitsPerCase) })}{' '}
          <Link to="/orders/$id" params={{ id: also.orderId }}>
            {also.number}
          </Link>
        </span>
      ))}
    </p>
  );
}

function LineSupply({ line }: { line: Line }) {
  return (
    <dl className={styles.supply}>
      {line.outstanding > 0 && (
        <>
          <div>
            <dt>{t('supply.coveredBy')}</dt>
            <dd>
              <CoveredBy line={line} />
            </dd>
          </div>
          <div>
            <dt>{t('supply.projected')}</dt>
            <dd>
              <Projected line={line} />
            </dd>
          </div>
          <div>
            <dt>{t('supply.place')}</dt>
            <dd>{placeWords(line)}</dd>
          </div>
        </>
      )}
      <div>
        <dt>
          <Link to="/stock/$variantId" params={{ variantId: line.variantId }}>
            {t('supply.stock')}
          </Link>
        </dt>
        <dd>
          {t('supply.levels', {
            onHand: quantityText(line.onHand, line.unitsPerCase),
            available: quantityText(line.available, line.unitsPerCase),
            onOrder: quantityText(line.onOrder, line.unitsPerCase),
          })}
        </dd>
      </div>
    </dl>
  );
}

function CoveredBy({ line }: { line: Line }) {
  const { today } = useCompany();
  const amount = amountText(line.uncovered, line.unitsPerCase);
  return (
    <ul>
      {line.coveredBy.map((coverage) => (
        <li key={`${coverage.source} ${coverage.purchaseOrderLineId}`}>
          {coverageText(coverage, line.unitsPerCase, today)}
        </li>
      ))}
      {line.uncovered > 0 && (
        <li>{t(line.noDateBecause === 'on_hold' ? 'coverage.held' : 'coverage.uncovered', { amount })}</li>
      )}
    </ul>
  );
}

function Projected({ line }: { line: Line }) {
  const { today } = useCompany();
  const reason = projectionReason(line, today);
  return (
    <>
      {line.projectedOn ? <DayText on={line.projectedOn} /> : t('backorders.noDate')}
      {reason && <span className="quiet"> · {reason}</span>}
      <Likely line={line} />
    </>
  );
}

/** Between which days it will likely ship, or that history is too short to say. */
function Likely({ line: { likelyBetween, noRangeBecause } }: { line: Line }) {
  const { today } = useCompany();
  if (noRangeBecause === 'not_enough_history' || noRangeBecause === 'expected_later') {
    return <div className="quiet small">{t(`reliability.why.${noRangeBecause}`)}</div>;
  }
  if (!likelyBetween) return null;
  return (
    <div className="small">
      {rangeText(likelyBetween, today)}{' '}
      <span className="quiet">· {t('reliability.likelyFrom', { count: likelyBetween.receipts })}</span>
    </div>
  );
}

function placeWords({ placeInQueue, quantityAhead, unitsPerCase }: Line): string {
  if (placeInQueue === null) return t('supply.notWaiting');
  if (quantityAhead === 0) return t('supply.first');
  return t('supply.placeAndAhead', { place: numberText(placeInQueue), ahead: amountText(quantityAhead, unitsPerCase) });
}
