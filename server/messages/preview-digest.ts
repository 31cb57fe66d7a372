import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer } from '#contract/operations.ts';
import type { MessageFacts } from '#domain/messages/facts.ts';
import { say } from '#domain/messages/say.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Proposal, readProposals } from './proposals.ts';
import { readFacts } from './read-facts.ts';
import { render } from './template-engine.ts';
import { readTexts } from './templates.ts';
import { refuseMistake } from './update-template.ts';
import { gather } from './write-messages.ts';

/**
 * The one mail that would tell a customer of several backorders what is proposed to tell. Refusals, in this order: `not_found` where
 * one of them has no proposal the viewer may read, or is another customer's, then `template_mistake`.
 */
export async function previewDigest(
  viewer: Viewer,
  work: Work,
  backorderIds: readonly string[],
): Promise<Answer<'previewMessageTemplate'> | { refusal: Refusal }> {
  const reading = { ...work, queries: work.tx };
  const proposals = await readProposals(reading, { readsOnly: readsOnlyCustomersOf(viewer), backorderIds });
  const [first] = proposals;
  if (!first || proposals.length < backorderIds.length) return refuse('not_found');
  if (proposals.some(({ customerId }) => customerId !== first.customerId)) return refuse('not_found');
  const facts = (await readFacts(reading, proposals.map(askedOf))) as MessageFacts[];
  const texts = await readTexts(work.tx);
  const [{ language, customer }] = facts as [MessageFacts];
  const said = facts.map(say);
  try {
    const parts = await Promise.all(
      facts.map(({ event }, index) =>
        render(texts.inForce(event, language), language, said[index] as (typeof said)[0]),
      ),
    );
    const titles = parts.map(({ subject }) => subject);
    const mail = await render(texts.inForce('digest', language), language, gather(said, titles));
    return { language, to: customer.email, ...mail, whyNot: first.whyNot };
  } catch (error) {
    return refuseMistake(error);
  }
}

/** A moved date is told as if it were promised. */
function askedOf({ event, orderId, backorderId, promisedOn, projectedOn }: Proposal) {
  const about = { event, orderId, backorderId, fulfillmentId: null, cancellationId: null, substitutionId: null };
  return event === 'date_moved'
    ? { ...about, creditNoteId: null, before: promisedOn, promisedOn: projectedOn, reason: null }
    : { ...about, creditNoteId: null };
}
