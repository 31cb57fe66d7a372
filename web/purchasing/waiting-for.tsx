import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';

type Row = ItemOf<'listBackorders'>;

/** The backorders that have their date from a purchase order, those whose promise it breaks first, and the way to promise anew. */
export function WaitingFor({ purchaseOrder: { id, remaining } }: { purchaseOrder: Answer<'getPurchaseOrder'> }) {
  const { rows } = useList('listBackorders', { query: { purchaseOrderId: id, sort: 'promisedOn', limit: 50 } });
  if (remaining === 0 || !rows || rows.length === 0) return null;
  const sorted = [...rows].sort((a, b) => Number(b.isAtRisk) - Number(a.isAtRisk));
  const broken = rows.filter(({ isAtRisk }) => isAtRisk).length;
  return (
    <Section
      title={t('purchasing.waiting')}
      note={broken > 0 ? t('purchasing.waitingBreaks', { count: broken }) : undefined}
      actions={<Ways id={id} hasBroken={broken > 0} />}
      flush
    >
      <Waiting rows={sorted} />
    </Section>
  );
}

function Ways({ id, hasBroken }: { id: string; hasBroken: boolean }) {
  return (
    <>
      {hasBroken && (
        <Link to="/orders/backorders" search={{ purchaseOrderId: id, isAtRisk: 'true' }}>
          {t('purchasing.waitingRepromise')}
        </Link>
      )}
      <Link to="/orders/backorders" search={{ purchaseOrderId: id }}>
        {t('purchasing.waitingAll')}
      </Link>
    </>
  );
}

function Waiting({ rows }: { rows: readonly Row[] }) {
  return (
    <LinesTable
      label={t('purchasing.waiting')}
      lines={rows}
      item={{
        name: t('backorders.title'),
        cell: (row) => (
          <>
            <Link to="/backorders/$id" params={{ id: row.id }}>
              {row.number}
            </Link>{' '}
            {row.customerName} <Flags of={{ atRisk: row.isAtRisk }} />
          </>
        ),
      }}
      columns={[
        {
          name: t('purchasing.waitingPromised'),
          cell: (row) => <DayOr on={row.promisedOn} otherwise={t('backorders.noDate')} />,
        },
        {
          name: t('purchasing.waitingProjected'),
          cell: (row) => <DayOr on={row.projectedOn} otherwise={t('backorders.noDate')} />,
        },
      ]}
    />
  );
}
