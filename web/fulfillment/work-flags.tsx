import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { Flags } from '#web/ui/flags.tsx';
import { TwoLines } from '#web/ui/two-lines.tsx';

type Work = ItemOf<'listFulfillmentWork'>;

export function WorkFlags({ row }: { row: Work }) {
  return (
    <Flags
      of={{
        overdue: row.isLate,
        noSale: row.held?.by === 'no_sale',
        cashOnly: row.held?.by === 'cash_only',
        onHold: row.held?.by === 'hold',
        highPriority: row.highPriority,
        vip: row.customerTier === 'vip',
        whole: row.shipsWhole,
      }}
    />
  );
}

/** What holds it, and why. */
export function HeldBecause({ held }: { held: Work['held'] }) {
  if (!held) return null;
  const { by, reason } = held;
  return by === 'hold' ? (
    <TwoLines first={t('flag.onHold.name')} second={reason && reasonText(reason)} />
  ) : (
    <TwoLines first={t(`customer.hold.${by}`)} second={reason} />
  );
}
