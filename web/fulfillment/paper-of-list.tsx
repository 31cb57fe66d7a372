import { Button } from '@mantine/core';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { packingSlips, pickList } from '#web/paper/paper-links.ts';
import { PrintPaper } from '#web/paper/print-paper.tsx';
import type { WorkTab } from './fulfill-address.ts';

type Work = ItemOf<'listFulfillmentWork'>;

/** As many as one file holds. */
const AT_ONCE = 200;

/** One print run for what the list shows: a pick list of what can go, packing slips of what was picked. */
export function PaperOfList({ rows, tab }: { rows: readonly Work[]; tab: WorkTab }) {
  const shown = rows.slice(0, AT_ONCE);
  // Nobody picks what is held.
  if (shown.length === 0 || tab === 'held') return null;
  if (tab === 'ready')
    return (
      <Button variant="default" component="a" href={pickList(shown)} target="_blank">
        {t('paper.pickList')}
      </Button>
    );
  const ids = shown.flatMap(({ fulfillment }) => (fulfillment ? [fulfillment.id] : []));
  return <PrintPaper document="packing_slip" fulfillmentIds={ids} href={packingSlips(ids)} />;
}
