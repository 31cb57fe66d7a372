import type { CustomerAnswer } from '#domain/customer-page/answers.ts';
import { notifyAnswered } from '../notifications/notify-answered.ts';
import type { Work } from '../platform/work.ts';
import { ACTS, type CarriedOut, type Target } from './carry-out.ts';
import { lockLink, type OpenedLink, viewerOf } from './open-link.ts';
import type { AnswerProblem } from './page-words.ts';
import type { AnswerForm } from './read-form.ts';

/** What an answer led to: its record, and whether it had been given before; or why it changed nothing. */
export type Answered = { answerId: string; isAgain: boolean; backorderId: string | null } | { problem: AnswerProblem };

/** Answers that stand by themselves: each may be given again about the same. */
const MAY_REPEAT: readonly CustomerAnswer[] = ['ask'];

/**
 * Does what a customer decided on their page, at once and once: the same sent again answers what was decided then, unless its
 * sender had seen that and decides anew. Null where the link opens nothing, or the record is not one that it shows.
 */
export async function giveAnswer(work: Work, token: string, form: AnswerForm): Promise<Answered | null> {
  const link = await lockLink(work.tx, token, work.now);
  if (!link) return null;
  const target = await findTarget(work, link, form);
  if (!target) return null;
  const before = await findSame(work, link, target, form);
  if (before) return { answerId: before.id, isAgain: true, backorderId: target.backorderId };
  const isOfBackorder = !['not_received', 'ask'].includes(form.answer);
  if (isOfBackorder && target.backorderId === null) return { problem: 'unclear' };
  if (isOfBackorder && target.outstanding === 0) return { problem: 'nothing_left' };
  const done = await ACTS[form.answer]({ viewer: viewerOf(link), work, link, target, form });
  if ('problem' in done) return done;
  return {
    answerId: await record(work, link, { target, form, done }),
    isAgain: false,
    backorderId: target.backorderId,
  };
}

/** The record the answer is about, among those the link shows; a question without one is about the customer's newest order. */
async function findTarget(work: Work, link: OpenedLink, form: AnswerForm): Promise<Target | null> {
  const { customerId } = link;
  const backorderId = form.backorderId ?? link.backorderId;
  if (link.backorderId !== null && backorderId !== link.backorderId) return null;
  return work.tx.first<Target>(TARGET, [
    customerId,
    backorderId,
    form.fulfillmentId ?? null,
    form.answer === 'not_received',
  ]);
}

/** The same answer, given before: the last word about the record, or a missing delivery that was told of. */
async function findSame(
  work: Work,
  link: OpenedLink,
  { backorderId, fulfillmentId }: Target,
  { answer, quantity, notBefore, text, seen }: AnswerForm,
): Promise<{ id: string } | null> {
  const last = await work.tx.first<{ id: string; isSame: boolean }>(LAST, [
    link.customerId,
    backorderId,
    answer,
    quantity ?? null,
    notBefore ?? null,
    text?.trim() || null,
    answer === 'not_received' ? fulfillmentId : null,
    MAY_REPEAT.includes(answer) ? work.now : null,
  ]);
  if (!last?.isSame) return null;
  // Whoever saw the last decision and sends the like decides once more; a missing delivery is missing once.
  const sawIt = seen !== undefined && seen === last.id && answer !== 'not_received';
  return sawIt ? null : last;
}

async function record(
  work: Work,
  link: OpenedLink,
  { target, form, done }: { target: Target; form: AnswerForm; done: CarriedOut },
): Promise<string> {
  const { orderId, backorderId, fulfillmentId } = target;
  const { answer, notBefore = null, text = null } = form;
  const quantity = done.quantity ?? null;
  const { id } = await work.tx.row<{ id: string }>(INSERT, [
    link.id,
    link.customerId,
    orderId,
    backorderId,
    answer === 'not_received' ? fulfillmentId : null,
    answer,
    quantity,
    answer === 'not_before' ? notBefore : null,
    text?.trim() || null,
    done.outcome,
    done.followUpId ?? null,
    work.now,
  ]);
  await work.tx.rows('update customer_links set last_used_at = $2 where id = $1', [link.id, work.now]);
  work.audit({
    action: 'customer_answer.give',
    recordType: backorderId !== null ? 'backorder' : orderId !== null ? 'order' : 'customer',
    recordId: backorderId ?? orderId ?? link.customerId,
    orderId,
    changes: { answer, quantity, notBefore: answer === 'not_before' ? notBefore : null, text, outcome: done.outcome },
  });
  await notifyAnswered(work.tx, { customerId: link.customerId, orderId, backorderId, answer, source: id }, work.now);
  if (backorderId !== null) work.tell('backorder_answered', { backorderId, orderId });
  else if (orderId !== null) work.tell('order_answered', { orderId });
  return id;
}

const TARGET = `
  select c.id as "customerId", coalesce(b.order_id, f.order_id, newest.order_id) as "orderId", coalesce(b.id, f.backorder_id) as "backorderId", f.id as "fulfillmentId",
    coalesce(f.number, b.number) as number, c.sales_rep_id as "salesRepId", b.ship_policy as "shipPolicy",
    coalesce(b.outstanding, 0) as outstanding, coalesce(b.allocated, 0) as allocated,
    coalesce((select json_agg(json_build_object('id', l.id::text, 'outstanding', l.outstanding) order by l.id)
      from backorder_lines l where l.backorder_id = b.id), '[]') as lines,
    coalesce((select json_agg(json_build_object('id', s.id::text, 'acceptable', least(s.quantity, q.open - q.picked),
        'variantIds', (select json_agg(o.variant_id::text order by o.position) from substitution_offers o where o.substitution_id = s.id)) order by s.id)
      from substitutions s join queue_lines q on q.backorder_line_id = s.backorder_line_id
      where s.backorder_id = b.id and s.closed_at is null and q.open > q.picked), '[]') as proposals
  from customers c
  left join backorders b on b.id = $2 and b.customer_id = c.id
  left join lateral (
    select f.* from fulfillments f
    where $4 and f.customer_id = c.id and f.shipped_at is not null and f.voided_at is null
      and case when $3::bigint is not null then f.id = $3 else f.backorder_id = $2 end
    order by f.shipped_at desc, f.id desc limit 1) f on true
  left join lateral (select max(o.id) as order_id from orders o where o.customer_id = c.id) newest on true
  where c.id = $1 and ($2::bigint is null or b.id is not null) and ($3::bigint is null or not $4 or f.id is not null)
    and ($2::bigint is null or f.id is null or f.backorder_id = $2)`;

// A question sent twice within minutes was sent once.
const LAST = `
  select a.id, a.answer = $3 and a.not_before is not distinct from $5::date and a.text is not distinct from $6
      and ($4::integer is null or a.quantity = $4)
      and ($8::timestamptz is null or a.answered_at > $8::timestamptz - interval '10 minutes') as "isSame"
  from customer_answers a
  where a.customer_id = $1 and case when $7::bigint is not null then a.fulfillment_id = $7 else a.backorder_id is not distinct from $2 and a.fulfillment_id is null end
  order by a.id desc limit 1`;

const INSERT = `
  insert into customer_answers (link_id, customer_id, order_id, backorder_id, fulfillment_id, answer, quantity, not_before, text, outcome,
    follow_up_id, answered_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`;
