import type { LiveEvent } from '../jobs/relay.ts';
import type { Queries } from '../platform/transaction.ts';

/** Of records that belong to customers: whose they are, and their version. */
export type Parties = ReadonlyMap<string, { salesRepIds: string[]; version: number | null }>;

/**
 * Finds whose customers' records some events are about, once for all who listen. Events about stock, purchase orders and
 * rules are nobody's in particular, and are not among the answers.
 */
export async function findParties(queries: Queries, events: readonly LiveEvent[]): Promise<Parties> {
  const idsOf = (type: string) =>
    events.flatMap((event) => (event.type === type && event.id !== null ? [event.id] : []));
  const types = Object.keys(PARTIES);
  const found = await Promise.all(
    types.map(async (type) => {
      const ids = [...new Set(idsOf(type))];
      if (ids.length === 0) return [];
      const rows = await queries.rows<{ id: string; sales_rep_ids: string[]; version: number | null }>(
        PARTIES[type] as string,
        [ids],
      );
      // One that is gone, or is nobody's, is told to whoever reads everything.
      const known = new Map(rows.map((row) => [row.id, row]));
      return ids.map(
        (id) =>
          [
            `${type} ${id}`,
            { salesRepIds: known.get(id)?.sales_rep_ids ?? [], version: known.get(id)?.version ?? null },
          ] as const,
      );
    }),
  );
  return new Map(found.flat());
}

const REPS = `array_remove(array_agg(distinct c.sales_rep_id::text), null) as sales_rep_ids`;

const PARTIES: Record<string, string> = {
  order: `select o.id, o.version, ${REPS} from orders o join customers c on c.id = o.customer_id
    where o.id = any($1::bigint[]) group by o.id`,
  backorder: `select b.id, b.version, ${REPS} from backorders b join customers c on c.id = b.customer_id
    where b.id = any($1::bigint[]) group by b.id`,
  fulfillment: `select f.id, f.version, ${REPS} from fulfillments f join customers c on c.id = f.customer_id
    where f.id = any($1::bigint[]) group by f.id`,
  follow_up: `select f.id, f.version, ${REPS} from follow_ups f join orders o on o.id = f.order_id
    join customers c on c.id = o.customer_id where f.id = any($1::bigint[]) group by f.id`,
  customer: `select c.id, c.version, ${REPS} from customers c where c.id = any($1::bigint[]) group by c.id`,
  allocation_run: `select d.run_id as id, null::integer as version, ${REPS} from allocation_decisions d
    join queue_lines q on q.id = d.queue_line_id join customers c on c.id = q.customer_id
    where d.run_id = any($1::bigint[]) group by d.run_id`,
  notification: `select n.id, null::integer as version, array_remove(array[n.user_id::text], null) as sales_rep_ids
    from notifications n where n.id = any($1::bigint[])`,
};
