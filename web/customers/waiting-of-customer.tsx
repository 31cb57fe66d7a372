import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';

type Situation = Answer<'getCustomerSituation'>;
type Line = Situation['waiting'][number];

/** Every line that has not shipped: what is owed, what they were told, when it can ship and what is ready. */
export function WaitingOfCustomer({ of }: { of: Situation }) {
  const { waiting, moreWaiting } = of;
  return (
    <Section title={t('situation.waiting')} note={moreWaiting > 0 && t('situation.more', { count: moreWaiting })} flush>
      {waiting.length === 0 ? (
        <EmptyState title={t('customer.noBackorders')} />
      ) : (
        <LinesTable
          label={t('situation.waiting')}
          lines={waiting}
          item={{ name: t('line.item'), cell: (line) => <ItemOf line={line} /> }}
          columns={[
            {
              name: t('situation.owed'),
              align: 'end',
              cell: (line) => <Quantity of={line.outstanding} unitsPerCase={line.unitsPerCase} />,
            },
            { name: t('situation.told'), cell: (line) => <Told line={line} /> },
            {
              name: t('situation.projected'),
              cell: (line) =>
                line.projectedOn ? (
                  <DayText on={line.projectedOn} />
                ) : (
                  <span className="quiet">
                    {line.noDateBecause ? t(`situation.because.${line.noDateBecause}`) : '—'}
                  </span>
                ),
            },
            { name: t('situation.ready'), align: 'end', cell: (line) => <Ready line={line} /> },
          ]}
        />
      )}
    </Section>
  );
}

function ItemOf({ line }: { line: Line }) {
  return (
    <>
      <div>{line.itemName}</div>
      <div className="quiet small">
        {line.sku} · <WayTo line={line} />
      </div>
    </>
  );
}

function WayTo({ line }: { line: Line }) {
  return line.backorderId ? (
    <Link to="/backorders/$id" params={{ id: line.backorderId }}>
      {line.backorderNumber}
    </Link>
  ) : (
    <Link to="/orders/$id" params={{ id: line.orderId }}>
      {line.orderNumber}
    </Link>
  );
}

/** What they were told, which an overdue promise is no more. */
function Told({ line }: { line: Line }) {
  const { told, promisedOn, isOverdue } = line;
  const day = promisedOn ?? told?.on ?? null;
  if (day === null && told === null) return <span className="quiet">{t('situation.nothingTold')}</span>;
  return (
    <span className="beside">
      <DayOr on={day} otherwise={t('situation.toldNoDate')} />
      <Flags of={{ overdue: isOverdue }} />
    </span>
  );
}

function Ready({ line }: { line: Line }) {
  const { ready, picked, unitsPerCase } = line;
  return (
    <>
      {ready > 0 ? <Quantity of={ready} unitsPerCase={unitsPerCase} /> : <span className="quiet">—</span>}
      {picked > 0 && (
        <div className="quiet small">{t('situation.picked', { amount: quantityText(picked, unitsPerCase) })}</div>
      )}
    </>
  );
}
