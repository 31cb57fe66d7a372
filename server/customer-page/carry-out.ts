import { isRefused, type Refusal } from '#contract/errors.ts';
import type { AnswerOutcome } from '#domain/customer-page/answers.ts';
import { addDays } from '#domain/time/calendar.ts';
import { cancelBackorder } from '../backorders/cancel-backorder.ts';
import { updateBackorder } from '../backorders/update-backorder.ts';
import { addFollowUp } from '../follow-ups/add-follow-up.ts';
import { reopenFulfillment } from '../fulfillment/reopen-fulfillment.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { acceptSubstitution } from '../substitutions/accept-substitution.ts';
import { refuseSubstitution } from '../substitutions/close-substitution.ts';
import type { OpenedLink } from './open-link.ts';
import type { AnswerProblem } from './page-words.ts';
import type { AnswerForm } from './read-form.ts';

/** The backorder, delivery or customer that an answer is about, as it is before. */
export type Target = {
  customerId: string;
  orderId: string | null;
  backorderId: string | null;
  fulfillmentId: string | null;
  number: string | null;
  salesRepId: string | null;
  shipPolicy: string | null;
  outstanding: number;
  allocated: number;
  lines: { id: string; outstanding: number }[];
  /** Other variants that were offered and not answered yet. */
  proposals: { id: string; acceptable: number; variantIds: string[] }[];
};

/** What came of an answer: for how many, and the follow-up of who has to act. */
export type CarriedOut = { outcome: AnswerOutcome; quantity?: number; followUpId?: string };
type Act = (given: {
  viewer: Viewer;
  work: Work;
  link: OpenedLink;
  target: Target;
  form: AnswerForm;
}) => Promise<CarriedOut | { problem: AnswerProblem }>;

const FARTHEST_DAYS = 730;

/** What each answer does. Those about a backorder are asked only while something of it is outstanding. */
export const ACTS: Record<AnswerForm['answer'], Act> = {
  /** Agrees to the date, and takes nothing else in its place. */
  wait: async ({ viewer, work, target, form }) => {
    for (const { id } of target.proposals) {
      const refused = await refuseSubstitution(viewer, { params: { id }, body: { note: form.text ?? null } }, work);
      if (isRefused(refused)) return { problem: problemOf(refused.refusal) };
    }
    return { outcome: 'done' };
  },

  /** Takes the offered variant that is named, or the one that was offered first. */
  substitute: async ({ viewer, work, target, form }) => {
    const { variantId } = form;
    const proposal = target.proposals.find(
      ({ variantIds }) => variantId === undefined || variantIds.includes(variantId),
    );
    if (!proposal) return { problem: 'not_offered' };
    const quantity = form.quantity ?? proposal.acceptable;
    const body = {
      variantId: variantId ?? (proposal.variantIds[0] as string),
      quantity,
      acceptedBy: 'customer' as const,
      note: form.text ?? null,
    };
    const accepted = await acceptSubstitution(viewer, { params: { id: proposal.id }, body }, work);
    return isRefused(accepted) ? { problem: problemOf(accepted.refusal) } : { outcome: 'done', quantity };
  },

  /** Ships in parts from now on, so that what is there is ready; where it did so already, somebody sends it. */
  send_available: async ({ viewer, work, target, form }) => {
    if (target.shipPolicy === 'complete') {
      const params = { id: target.backorderId as string };
      const changed = await updateBackorder(viewer, { params, body: { shipPolicy: 'partial' } }, work);
      return isRefused(changed) ? { problem: problemOf(changed.refusal) } : { outcome: 'done' };
    }
    if (target.allocated === 0) return { outcome: 'noted' };
    return ask({ viewer, work, target, cause: 'send_available', text: form.text ?? null });
  },

  cancel_rest: async ({ viewer, work, link, target, form }) => {
    const lines = linesToCancel(target, form.quantity);
    if (lines === null) return { problem: 'quantity' };
    const body = {
      reason: 'customer_requested' as const,
      notes: form.text ?? null,
      // They know it; a mail confirms it, and nobody has to call them about it.
      notifyCustomer: link.isReachedByMail,
      settlement: form.settlement,
      lines,
    };
    const cancelled = await cancelBackorder(viewer, { params: { id: target.backorderId as string }, body }, work);
    if (isRefused(cancelled)) return { problem: problemOf(cancelled.refusal) };
    return { outcome: 'done', quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0) };
  },

  not_before: async ({ viewer, work, target, form }) => {
    const requestedOn = form.notBefore;
    if (requestedOn === undefined) return { problem: 'unclear' };
    if (requestedOn <= work.today) return { problem: 'past_day' };
    if (requestedOn > addDays(work.today, FARTHEST_DAYS)) return { problem: 'far_day' };
    const changed = await updateBackorder(
      viewer,
      { params: { id: target.backorderId as string }, body: { requestedOn } },
      work,
    );
    return isRefused(changed) ? { problem: problemOf(changed.refusal) } : { outcome: 'done' };
  },

  /** The delivery is open again, an exception until somebody settles it. */
  not_received: async ({ viewer, work, target, form }) => {
    if (target.fulfillmentId === null) return { problem: 'nothing_sent' };
    const given = {
      params: { id: target.fulfillmentId },
      body: { reportedBy: 'customer' as const, note: form.text ?? null },
    };
    const reopened = await reopenFulfillment(viewer, given, work);
    return isRefused(reopened) ? { problem: problemOf(reopened.refusal) } : { outcome: 'asked' };
  },

  ask: async ({ viewer, work, target, form }) =>
    form.text === undefined
      ? { problem: 'no_text' }
      : ask({ viewer, work, target, cause: 'customer_asked', text: form.text }),
};

/** Asks the customer's representative to act, today. */
async function ask({
  viewer,
  work,
  target,
  cause,
  text,
}: {
  viewer: Viewer;
  work: Work;
  target: Target;
  cause: 'customer_asked' | 'send_available';
  text: string | null;
}): Promise<CarriedOut> {
  // Somebody who never ordered has no record that a follow-up could be about: the answer itself is on record.
  if (target.orderId === null) return { outcome: 'asked' };
  const { orderId, backorderId, salesRepId } = target;
  const party = { orderId, backorderId, salesRepId, number: target.number ?? '', customerId: target.customerId };
  const subject = text === null ? null : [...text.replace(/\s+/g, ' ').trim()].slice(0, 500).join('') || null;
  const assignedToId = salesRepId;
  const followUpId = await addFollowUp(viewer, work, party, { cause, dueOn: work.today, subject, assignedToId });
  return { outcome: 'asked', followUpId };
}

/** All of it, or so many of the only line; null where that cannot be. */
function linesToCancel({ lines }: Target, quantity: number | undefined) {
  const open = lines.filter(({ outstanding }) => outstanding > 0);
  const whole = open.map(({ id, outstanding }) => ({ backorderLineId: id, quantity: outstanding }));
  const [only, ...others] = whole;
  if (quantity === undefined || !only) return whole;
  if (others.length > 0) return quantity === whole.reduce((sum, line) => sum + line.quantity, 0) ? whole : null;
  return quantity <= only.quantity ? [{ ...only, quantity }] : null;
}

/** Why the records did not let it be done, for the customer. */
function problemOf({ code }: Refusal): AnswerProblem {
  switch (code) {
    case 'nothing_to_cancel':
    case 'nothing_outstanding':
      return 'nothing_left';
    case 'substitute_not_in_stock':
      return 'gone';
    case 'substitution_closed':
    case 'substitute_not_offered':
      return 'not_offered';
    case 'already_reopened':
      return 'known';
    case 'fulfillment_not_delivered':
    case 'fulfillment_voided':
      return 'nothing_sent';
    case 'on_hold':
      return 'on_hold';
    default:
      return 'quantity';
  }
}
