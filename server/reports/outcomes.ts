import { sql } from 'kysely';
import { outstandingChange } from '../ledger/sql-words.ts';

/** Beside entries `e` of the demand ledger: the delivery that an entry was made by, which may have been earlier than its record. */
export const DELIVERY = sql`
  left join deliveries d on e.kind = 'delivered' and e.quantity > 0 and e.cause_type = 'fulfillment'
    and d.fulfillment_id = e.cause_id and d.recorded_at = e.at`;

/**
 * How what the entries `e` are grouped by has ended: `outstanding`, `filled`, `left_at` for the last that left, and `arrived_at` for the
 * last that was delivered, or left where no delivery is known.
 */
export const OUTCOME = sql`
  sum(${sql.raw(outstandingChange())}) as outstanding,
  sum(case e.kind when 'shipped' then e.quantity when 'lost' then -e.quantity else 0 end) as filled,
  max(e.at) filter (where e.kind = 'shipped') as left_at,
  greatest(max(e.at) filter (where e.kind = 'shipped'),
    max(coalesce(d.delivered_at, e.at)) filter (where e.kind = 'delivered' and e.quantity > 0)) as arrived_at`;

/** Of such a row, nothing is outstanding and some of it came: what was only cancelled or substituted never does. */
export const isDone = (row: string) => sql.raw(`(${row}.outstanding = 0 and ${row}.filled > 0)`);
