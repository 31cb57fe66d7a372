import { Button } from '@mantine/core';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { CancelAll, FulfillAll, LogForAll, PrioritizeAll, ReviewAll } from './bulk-forms.tsx';
import type { BulkProps } from './do-for-all.tsx';
import { PromiseTable } from './promise-table.tsx';

export type BulkAct = 'fulfill' | 'promise' | 'message' | 'priority' | 'review' | 'cancel';

/** What can be done with several backorders at once, as far as the viewer's role and their state allow. */
export function BulkButtons({ rows, onAct }: { rows: BackorderRow[]; onAct: (act: BulkAct) => void }) {
  const may = useMay();
  return possibleActs(rows, may).map((act) => (
    <Button key={act} variant={act === 'cancel' ? 'subtle' : 'default'} onClick={() => onAct(act)}>
      {t(`bulk.${act}`)}
    </Button>
  ));
}

/** The acts that make sense for some of these rows. */
export function possibleActs(rows: readonly BackorderRow[], may: ReturnType<typeof useMay>): BulkAct[] {
  const isOpen = rows.some(({ outstanding }) => outstanding > 0);
  return [
    ...(may('fulfillment.write') && rows.some(({ isReady }) => isReady) ? (['fulfill'] as const) : []),
    ...(may('backorders.write') && isOpen ? (['promise', 'message', 'priority', 'review', 'cancel'] as const) : []),
  ];
}

/** Asks what an act needs to know, does it for all of them, and says what was left as it was. */
export function BulkDialog({ act, ...props }: BulkProps & { act: BulkAct }) {
  const { rows } = props;
  const open = rows.filter(({ outstanding }) => outstanding > 0);
  if (act === 'promise') return <PromiseTable {...props} rows={open} />;
  if (act === 'message') return <LogForAll {...props} rows={open} />;
  if (act === 'priority') return <PrioritizeAll {...props} rows={open} />;
  if (act === 'review') return <ReviewAll {...props} rows={open} />;
  if (act === 'cancel') return <CancelAll {...props} rows={open} />;
  return <FulfillAll {...props} rows={open.filter(({ isReady }) => isReady)} />;
}
