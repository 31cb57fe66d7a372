import type { Request } from '#contract/operations.ts';
import { requeueOrder } from '../ledger/change-rank.ts';
import { followOrder, type OrderTerms, TERM_COLUMNS } from '../ledger/follow-order.ts';
import type { WholeRecord } from '../ledger/let-go.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import { redirectShipments } from '../ledger/redirect-shipments.ts';
import type { Work } from '../platform/work.ts';

/** What changing the terms of an order led to. */
export type ChangedHeader = {
  changes: Record<string, unknown>;
  movesStock: boolean;
  requestedOn: string | null;
  shipComplete: boolean;
  /** What ships only as a whole from now on: the order, and the backorders that follow it. */
  nowWhole: WholeRecord[];
};

/**
 * Writes the terms of an order that change: notes, delivery address, requested day, ship policy. Its open backorders follow,
 * except in what they were given for themselves (rule 20); the change names them. What is planned to leave goes to the new address.
 */
export async function changeHeader(
  work: Work,
  order: LockedOrder,
  body: Request<'updateOrder'>['body'],
): Promise<ChangedHeader> {
  const before = await work.tx.row<OrderTerms>(TERMS, [order.id]);
  const terms = withTerms(before, body);
  const changed = FIELDS.filter((field) => JSON.stringify(terms[field]) !== JSON.stringify(before[field]));
  const { requestedOn } = terms;
  const shipComplete = terms.shipPolicy === 'complete';
  if (changed.length === 0) return { changes: {}, movesStock: false, requestedOn, shipComplete, nowWhole: [] };
  const { shipPolicy, deliveryAddress, notes } = terms;
  await work.tx.rows(UPDATE, [order.id, requestedOn, shipPolicy, JSON.stringify(deliveryAddress), notes]);
  const followed = order.isConfirmed ? await followOrder(work, { id: order.id, changed, terms }) : [];
  if (changed.includes('deliveryAddress')) await redirectShipments(work, order.id);
  const movesStock = changed.includes('requestedOn') || changed.includes('shipPolicy');
  if (movesStock) await requeueOrder(work, { id: order.id, requestedOn, shipComplete });
  const isWholeNow = changed.includes('shipPolicy') && shipComplete;
  return {
    changes: {
      ...Object.fromEntries(changed.map((field) => [TERM_COLUMNS[field], { from: before[field], to: terms[field] }])),
      ...(followed.length > 0 ? { followedBy: followed.map(({ number }) => number) } : {}),
    },
    movesStock,
    requestedOn,
    shipComplete,
    nowWhole: isWholeNow ? wholeOf(order.id, followed) : [],
  };
}

/** What is left out stays. */
function withTerms(before: OrderTerms, body: Request<'updateOrder'>['body']): OrderTerms {
  return {
    requestedOn: body.requestedOn === undefined ? before.requestedOn : body.requestedOn,
    shipPolicy: body.shipPolicy ?? before.shipPolicy,
    deliveryAddress: body.deliveryAddress === undefined ? before.deliveryAddress : body.deliveryAddress,
    notes: body.notes === undefined ? before.notes : body.notes,
  };
}

function wholeOf(orderId: string, backorders: readonly { id: string }[]): WholeRecord[] {
  return [null, ...backorders.map(({ id }) => id)].map((backorderId) => ({ orderId, backorderId }));
}

const FIELDS = Object.keys(TERM_COLUMNS) as (keyof OrderTerms)[];

const TERMS = `
  select requested_on as "requestedOn", ship_policy as "shipPolicy", delivery_address as "deliveryAddress", notes
  from orders where id = $1`;

const UPDATE = `
  update orders set requested_on = $2, ship_policy = $3, delivery_address = $4, notes = $5, version = version + 1 where id = $1`;
