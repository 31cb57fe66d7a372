import type { Rank } from '#domain/allocation/rank.ts';
import type { Quantity } from '#domain/quantity.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

/** A line of demand that stands in the queue of one stock, as allocation sees it. */
export type WaitingLine = Rank & {
  /** The stock it waits for: one variant in one warehouse. */
  stockId: string;
  /** What it still asks for and has no stock allocated for. Above 0. */
  waiting: Quantity;
  /** Only whole multiples of this may be allocated. */
  orderMultiple: number;
  /** Set when the ship policy is `complete`: the lines with the same id are served all at once or not at all. */
  completeGroupId: string | null;
  isOnHold: boolean;
  /** "Not before" this day; stock is allocated from the company's lead days before it. */
  requestedOn: CalendarDate | null;
  /** Units bought for this line on purchase-order lines and not yet served from them. */
  pins: readonly { purchaseOrderLineId: number; quantity: Quantity }[];
  /** Units the company owes this line because it gave them to another customer. */
  owed: Quantity;
};

/** Why a line takes no stock for now although it keeps its place. */
export type Exclusion = 'on_hold' | 'not_before';

/** The first day stock may be allocated to a line; null when it never had to wait for a day. */
export function reservableFrom(line: Pick<WaitingLine, 'requestedOn'>, reserveAheadDays: number): CalendarDate | null {
  return line.requestedOn === null ? null : addDays(line.requestedOn, -reserveAheadDays);
}

/** Whether a line is excluded on a day, and why; null when it may be served. */
export function exclusion(
  line: Pick<WaitingLine, 'isOnHold' | 'requestedOn'>,
  on: { today: CalendarDate; reserveAheadDays: number },
): Exclusion | null {
  if (line.isOnHold) return 'on_hold';
  const from = reservableFrom(line, on.reserveAheadDays);
  return from !== null && from > on.today ? 'not_before' : null;
}
