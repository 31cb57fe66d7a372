import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { isWhole } from '#domain/allocation/let-go.ts';
import { groupBy } from '#domain/group-by.ts';
import { Changes } from '../ledger/changes.ts';
import { keepFirm } from '../ledger/keep-firm.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import { openBackorder } from '../ledger/open-backorder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * What an edit added to an order that ships only as a whole, and that has no stock, would keep the rest from shipping. Whoever
 * adds it says what happens: it ships by itself, on a backorder of its own, or what is allocated becomes firm and waits with it
 * (rule 11). Refused with `addition_undecided` when nothing was said, with what waits and what is allocated.
 */
export async function settleAdditions(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  added: { joined: ReadonlySet<string>; decision: Request<'updateOrder'>['body']['additions'] },
): Promise<{ refusal: Refusal } | null> {
  const lines = await loadLines(work, { orderId: order.id, withBackorders: true });
  const groups = groupBy(lines, ({ backorderId }) => backorderId);
  const stuck = [...groups.values()].filter((group) => !isWhole(group) && group.some(isHeldSoftly));
  if (stuck.length === 0) return null;

  const waiting = stuck.flat().filter(({ open, allocated }) => open > allocated);
  const held = stuck.flat().filter(isHeldSoftly);
  if (added.decision === undefined) return undecided(waiting, held);
  if (added.decision === 'wait_with_rest') await keepWithRest(work, order, held);
  else await shipApart(viewer, work, order, { waiting, joined: added.joined });
  return null;
}

function undecided(waiting: readonly LoadedLine[], held: readonly LoadedLine[]): { refusal: Refusal } {
  return refuse('addition_undecided', {
    facts: {
      waiting: waiting.map(({ open, allocated, ...line }) => ({ ...itemOf(line), quantity: open - allocated })),
      allocated: held.map(({ allocated, ...line }) => ({ ...itemOf(line), quantity: allocated })),
    },
  });
}

/** What is allocated becomes firm. */
async function keepWithRest(work: Work, { id }: LockedOrder, held: readonly LoadedLine[]): Promise<void> {
  const queueLineIds = held.map(({ queueLineId }) => queueLineId);
  const quantity = await keepFirm(work, queueLineIds);
  work.audit({
    action: 'order.keep',
    recordType: 'order',
    recordId: id,
    orderId: id,
    changes: { quantity, lines: held.map(({ sku, allocated }) => ({ sku, quantity: allocated })) },
  });
}

/** What was added goes on a backorder of its own. */
async function shipApart(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  { waiting, joined }: { waiting: readonly LoadedLine[]; joined: ReadonlySet<string> },
): Promise<void> {
  const apart = waiting.filter(({ orderLineId, backorderId }) => backorderId === null && joined.has(orderLineId));
  if (apart.length === 0) return;
  const changes = new Changes({ type: 'order_change', id: order.id });
  await openBackorder(viewer, work, changes, {
    orderId: order.id,
    orderNumber: order.number,
    cause: 'manual',
    reason: 'ships_by_itself',
    lines: apart.map((line) => ({ line, quantity: line.open })),
  });
  await changes.write(viewer, work);
}

function itemOf({ sku, itemName, unitsPerCase }: Pick<LoadedLine, 'sku' | 'itemName' | 'unitsPerCase'>) {
  return { sku, itemName, unitsPerCase };
}

const isHeldSoftly = ({ allocated, picked, firm }: LoadedLine) => allocated - picked - firm > 0;
