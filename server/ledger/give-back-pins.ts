import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * What a receipt had served of lines it was bought for counts as not served any more, because the receipt was undone: when
 * the goods really come, those lines are first again (rule 10). The caller holds the stock rows.
 */
export async function giveBackPins(_viewer: Viewer, work: Work, receiptId: string): Promise<void> {
  await work.tx.rows(GIVE_BACK, [receiptId]);
}

const GIVE_BACK = `
  update pins p set served = greatest(0, p.served - d.quantity)
  from (
    select d.purchase_order_line_id, sum(d.quantity)::integer as quantity, d.queue_line_id
    from allocation_runs r join allocation_decisions d on d.run_id = r.id and d.claim = 'pinned'
    where r.cause_type = 'receipt' and r.cause_id = $1
    group by d.purchase_order_line_id, d.queue_line_id) d
  where p.purchase_order_line_id = d.purchase_order_line_id and p.queue_line_id = d.queue_line_id`;
