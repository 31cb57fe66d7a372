import { type AllocationPolicy, TIER_RANKS } from '#domain/allocation/rank.ts';
import { OPEN_STATUSES } from '#domain/backorders/backorder-status.ts';

/*
 * Rules that SQL has to say again, each once. `tests/database/sql-words.test.ts` compares every one with `domain/` on a real
 * database.
 */

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** Something of a backorder is outstanding, by the row of this name. Twin of `OPEN_STATUSES`. */
export const isOpen = (row = 'b') => `${row}.status in (${quoted(OPEN_STATUSES)})`;

/** The day promised for an open backorder has passed; `today` is a parameter. Twin of `isOverdue`. */
export const isOverdue = (today: string, row = 'b') => `coalesce(${row}.promised_on < ${today}::date, false)`;

/** A customer's tier as a rank. Twin of `TIER_RANKS`. */
export const tierRank = (tier: string) =>
  `case ${tier} ${Object.entries(TIER_RANKS)
    .map(([name, rank]) => `when '${name}' then ${rank}`)
    .join(' ')} end`;

const RANK_COLUMNS = {
  priority: ['manual_rank', 'priority_rank', 'tier_rank', 'queued_at', 'order_id', 'order_line_id', 'id'],
  fifo: ['manual_rank', 'queued_at', 'order_id', 'order_line_id', 'id'],
} as const satisfies Record<AllocationPolicy, readonly string[]>;

/** The columns of a row of `queue_lines` that say its rank, in order; one index holds them. Twin of `compareRank`. */
export const rankOf = (policy: AllocationPolicy, row = 'q') =>
  RANK_COLUMNS[policy].map((column) => `${row}.${column}`).join(', ');

/** What of an order line is wanted now: without what a change of the order took back. */
export const wantedQuantity = (row = 'l') => `(${row}.quantity - ${row}.taken_back)`;

/** What a part of an order line is worth, exact in whole numbers: no division is cut off. Twin of `valueOfPart`. */
export const valueOfPart = (part: string, row = 'l') =>
  `div(200 * ${row}.value * ${part} + ${row}.quantity, 2 * ${row}.quantity) * 0.01`;

/** The shortage rule of order line `l` of variant `v` for customer `c`. Twin of `shortageRule`. */
export const SHORTAGE_RULE = `coalesce(l.shortage_rule, v.shortage_rule,
  case when v.discontinued then 'cancel_shortage' else coalesce(c.shortage_rule, 'backorder') end)`;
