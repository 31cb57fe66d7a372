import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import type { LineColumn } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import type { OrderRow } from './order-rows.ts';

/** What a row costs and is worth, with its deal. */
export function moneyColumns(): LineColumn<OrderRow>[] {
  return [
    { name: t('line.price'), align: 'end', cell: (row) => <PriceOf row={row} /> },
    {
      name: t('line.value'),
      align: 'end',
      cell: (row) => (
        <>
          <Money of={row.orderedValue} />
          <DealOf row={row} />
        </>
      ),
    },
  ];
}

function DealOf({ row }: { row: OrderRow }) {
  if (row.dealName)
    return (
      <div className="quiet small">{t('deal.frozen', { name: row.dealName, amount: moneyText(row.dealAmount) })}</div>
    );
  if (!row.dealToCome) return null;
  const { name, amount } = row.dealToCome;
  return <div className="quiet small">{t('deal.toCome', { name, amount: moneyText(amount) })}</div>;
}

/** What one unit costs, and why where it is another price than the list's. */
function PriceOf({ row }: { row: OrderRow }) {
  return (
    <>
      <Money of={row.unitPrice} />
      {row.priceReason && <div className="quiet small">{row.priceReason}</div>}
      {row.priceValidUntil && <PriceUntil row={row} on={row.priceValidUntil} />}
    </>
  );
}

/** The last day of its price, or that a person let it go after that. */
function PriceUntil({ row, on }: { row: OrderRow; on: string }) {
  const { today } = useCompany();
  const day = dayText(on, today);
  return (
    <div className="quiet small">
      {row.priceReleasedAt ? t('line.priceKept', { day }) : t('line.priceUntil', { day })}
    </div>
  );
}
