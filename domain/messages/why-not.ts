import { linesOf, type MessageFacts, type Told, toldBy } from '#domain/messages/facts.ts';
import type { MessageEvent, Suppression } from '#domain/messages/words.ts';

/**
 * Why a message is not sent after all, judged by the records at the moment it would leave; null when it is. `lastTold` is
 * what the last message about the order said is to come. What moved back, was filled or cancelled meanwhile tells nobody
 * (rule 27), and nobody is told twice of what did not change since (rule 33).
 */
export function whyNotSend(
  facts: MessageFacts,
  { eventsOff, lastTold }: { eventsOff: readonly MessageEvent[]; lastTold: Told | null },
): Suppression | null {
  if (eventsOff.includes(facts.event)) return 'event_off';
  if (!facts.customer.receivesMessages) return 'customer_opted_out';
  const lines = linesOf(facts);
  if (lines.length > 0 && lines.every(({ isWrittenAbout }) => !isWrittenAbout)) return 'product_not_written_about';
  if (!isStillTrue(facts)) return 'no_longer_true';
  const knows = KNOWS[facts.event];
  if (knows && lastTold && saysNothingNew(knows, toldBy(facts), lastTold)) return 'already_told';
  return facts.customer.email === null ? 'no_address' : null;
}

/** Whether what is to be told is so by now. */
function isStillTrue({ event, backorder, order, before, today, substitution }: MessageFacts): boolean {
  switch (event) {
    case 'date_moved':
      return isOpen(backorder) && backorder.promisedOn !== before;
    case 'stock_arrived':
      return isOpen(backorder) && backorder.isReady;
    case 'delayed':
      return isOpen(backorder) && backorder.promisedOn !== null && backorder.promisedOn < today;
    case 'substitute_proposed':
      return isOpen(backorder) && (substitution?.isOpen ?? false);
    case 'backorder_created':
    case 'weekly_status':
      return isOpen(backorder);
    case 'rescheduled':
      return !order.isCancelled && order.requestedOn !== before;
    case 'order_confirmed':
      return !order.isCancelled;
    default:
      return true;
  }
}

function isOpen(backorder: MessageFacts['backorder']): backorder is NonNullable<MessageFacts['backorder']> {
  return backorder !== null && backorder.outstanding > 0;
}

type Line = Told[string];
type Knows = (line: Line, known: Line | undefined) => boolean;

/** What makes news of a line no news: as many on the same day; of stock that arrived, as many here. Other events are always news. */
const KNOWS: Partial<Record<MessageEvent, Knows>> = {
  backorder_created: ({ toCome, on }, known) => known !== undefined && known.toCome === toCome && known.on === on,
  stock_arrived: ({ here = 0 }, known) => here === (known?.here ?? 0),
};

/** Whether the customer knows all of it. */
function saysNothingNew(knows: Knows, told: Told, lastTold: Told): boolean {
  return Object.entries(told).every(([orderLineId, line]) => knows(line, lastTold[orderLineId]));
}
