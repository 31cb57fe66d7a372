import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { toManyBackorders } from '../backorders/many-backorders.ts';
import { promiseBackorder } from '../backorders/promise-backorder.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { wakeSender } from '../platform/wake-sender.ts';
import type { Work } from '../platform/work.ts';
import { whenItLeaves } from './message-rules.ts';
import { type Proposal, readProposals } from './proposals.ts';

type Reviewed = Request<'sendMessageProposals'>['body']['proposals'][number];

const many = (items: readonly Reviewed[]) => ({
  items,
  pointer: (index: number) => `#/proposals/${index}/backorderId`,
});

/**
 * Tells customers what was proposed: a moved date is promised at the projected day, with its message; the rest is a message
 * of how it stands. Each is told, or refused: `not_your_customer`, `nothing_to_tell` where what was looked at is not so any
 * more or was told meanwhile, `not_written_to`, and as `promiseBackorder` refuses. The whole is refused as
 * `unknown_reference` where an id names no backorder the viewer may read.
 */
export function sendMessageProposals(
  viewer: Viewer,
  { body }: Request<'sendMessageProposals'>,
  work: Work,
): Promise<Answer<'sendMessageProposals'> | { refusal: Refusal }> {
  return toManyBackorders(viewer, work, { ...many(body.proposals), field: 'told' }, async (own, reviewed) => {
    const proposal = await stillProposed(viewer, own, reviewed);
    if (isRefused(proposal)) return proposal;
    if (proposal.whyNot) return refuse('not_written_to', { facts: { why: proposal.whyNot } });
    const told =
      proposal.event === 'date_moved' ? await promise(viewer, own, proposal) : await write(viewer, own, proposal);
    return isRefused(told) ? told : { event: proposal.event };
  });
}

/** Sets news aside: the same is not proposed again. Refuses as `sendMessageProposals` does, who is written to or not. */
export function setNewsAside(
  viewer: Viewer,
  { body }: Request<'setNewsAside'>,
  work: Work,
): Promise<Answer<'setNewsAside'> | { refusal: Refusal }> {
  return toManyBackorders(viewer, work, { ...many(body.proposals), field: 'setAside' }, async (own, reviewed) => {
    const proposal = await stillProposed(viewer, own, reviewed);
    if (isRefused(proposal)) return proposal;
    await own.tx.rows(SET_ASIDE, [proposal.backorderId, proposal.news, own.now, viewer.actor]);
    own.audit({
      action: 'backorder.set_news_aside',
      recordType: 'backorder',
      recordId: proposal.backorderId,
      orderId: proposal.orderId,
      changes: { news: proposal.news },
    });
    return { news: proposal.news };
  });
}

/** The proposal as it is now; the caller holds the backorder, so that of two people one tells. */
async function stillProposed(
  viewer: Viewer,
  work: Work,
  { backorderId, news }: Reviewed,
): Promise<Proposal | { refusal: Refusal }> {
  const owner = await work.tx.row<{ salesRepId: string | null }>(
    'select c.sales_rep_id as "salesRepId" from backorders b join customers c on c.id = b.customer_id where b.id = $1',
    [backorderId],
  );
  if (!mayChangeCustomerOf(viewer, owner.salesRepId)) return refuse('not_your_customer');
  const whose = { readsOnly: readsOnlyCustomersOf(viewer), backorderIds: [backorderId] };
  const [proposal] = await readProposals({ ...work, queries: work.tx }, whose);
  return proposal?.news === news ? proposal : refuse('nothing_to_tell');
}

function promise(viewer: Viewer, work: Work, { backorderId, projectedOn }: Proposal) {
  return promiseBackorder(
    viewer,
    { params: { id: backorderId }, body: { promisedOn: projectedOn, notifyCustomer: true } },
    work,
  );
}

async function write(viewer: Viewer, work: Work, proposal: Proposal): Promise<object> {
  const { id } = await work.tx.row<{ id: string }>(QUEUE, [
    proposal.backorderId,
    `proposed:${proposal.backorderId}:${proposal.news}:${work.now}`,
    { news: proposal.news },
    work.now,
    viewer.actor,
    await whenItLeaves(work.tx, work.now),
  ]);
  await wakeSender(work.tx);
  work.audit({
    action: 'backorder.tell',
    recordType: 'backorder',
    recordId: proposal.backorderId,
    orderId: proposal.orderId,
    changes: { event: proposal.event, messageId: id },
  });
  return { id };
}

const SET_ASIDE = `
  insert into news_set_aside (backorder_id, news, set_aside_at, set_aside_by) values ($1, $2, $3, $4) on conflict do nothing`;

const QUEUE = `
  with made as (
    insert into messages (event, customer_id, order_id, backorder_id, cause, facts, queued_at, queued_by, next_try_at)
    select 'weekly_status', b.customer_id, b.order_id, b.id, $2, $3, $4, $5, $6 from backorders b where b.id = $1
    returning id, backorder_id), about as (
    insert into message_backorders (backorder_id, message_id) select backorder_id, id from made)
  select id from made`;
