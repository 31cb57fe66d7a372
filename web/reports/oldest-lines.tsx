import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import type { BackorderPanel } from '#web/backorders/backorder-address.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { linesAsked } from './lines-address.ts';
import styles from './reports.module.css';
import { type ReportsAddress, reportFilters } from './reports-address.ts';
import { SupplierMessage } from './supplier-message.tsx';

type Line = ItemOf<'listReportLines'>;

/** So many are shown to act on; the list has all. */
const SHOWN = '10';
const ACTS = ['promise', 'priority', 'substitute', 'cancel'] as const satisfies readonly BackorderPanel[];

/** What waits longest, each with what can be done about it. */
export function OldestLines({ address }: { address: ReportsAddress }) {
  const asked = linesAsked(reportFilters(address));
  const { data } = useRead('listReportLines', { query: { ...asked.query, limit: SHOWN } } as typeof asked);
  const [written, setWritten] = useState<Line | null>(null);
  const may = useMay();
  if (!data || data.data.length === 0) return null;
  return (
    <section className={styles.oldest} aria-labelledby="oldest">
      <h2 id="oldest">{t('reports.aging.oldest')}</h2>
      <LinesTable
        label={t('reports.aging.oldest')}
        lines={data.data}
        item={{ name: t('backorders.column.item'), cell: (line) => <Item line={line} /> }}
        columns={[
          { name: t('backorders.column.customer'), cell: (line) => line.customerName },
          {
            name: t('reports.lines.outstanding'),
            align: 'end',
            cell: ({ quantity, unitsPerCase }) => amountText(quantity, unitsPerCase),
          },
          { name: t('backorders.column.value'), align: 'end', cell: ({ value }) => <Money of={value} /> },
          {
            name: t('backorders.column.promised'),
            cell: ({ promisedOn }) => <DayOr on={promisedOn} otherwise={t('backorders.noDate')} />,
          },
          {
            name: t('backorders.column.age'),
            align: 'end',
            cell: ({ ageDays }) => <span className={styles.whole}>{t('reports.lines.days', { count: ageDays })}</span>,
          },
        ]}
        detail={may('backorders.write') ? (line) => <Acts line={line} onWrite={() => setWritten(line)} /> : undefined}
      />
      {written && <SupplierMessage line={written} onClose={() => setWritten(null)} />}
    </section>
  );
}

function Item({ line }: { line: Line }) {
  const unit = t('reports.lines.unit', { sku: line.sku, variant: line.variantName });
  return (
    <TwoLines
      first={
        <Link to="/backorders/$id" params={{ id: line.backorderId }}>
          {line.backorderNumber}
        </Link>
      }
      second={`${line.productName} · ${unit}`}
    />
  );
}

/** Every act where it is done: its form open on the page of the backorder. */
function Acts({ line, onWrite }: { line: Line; onWrite: () => void }) {
  const way = { to: '/backorders/$id', params: { id: line.backorderId }, className: 'small' } as const;
  return (
    <span className={styles.acts}>
      <Link {...way}>{t('reports.aging.followUp')}</Link>
      {ACTS.map((act) => (
        <Link key={act} {...way} search={{ [act]: 1 }}>
          {t(`reports.aging.acts.${act}`)}
        </Link>
      ))}
      <button type="button" className="link small" onClick={onWrite}>
        {t('reports.aging.write')}
      </button>
    </span>
  );
}
