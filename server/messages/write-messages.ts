import { groupBy } from '#domain/group-by.ts';
import { latest, linesOf, type MessageFacts, toComeOf, toldBy } from '#domain/messages/facts.ts';
import { PRIVATE_LINK, type Said, say } from '#domain/messages/say.ts';
import { whyNotSend } from '#domain/messages/why-not.ts';
import {
  GATHERED,
  type Language,
  type MessageEvent,
  type Suppression,
  type TemplateName,
} from '#domain/messages/words.ts';
import type { Reading } from '../platform/work.ts';
import { readLastTold } from './last-told.ts';
import type { MessageRules } from './message-rules.ts';
import { readFacts } from './read-facts.ts';
import { defaultTexts, render, TemplateMistake, type Texts } from './template-engine.ts';
import { type CompanyTexts, readTexts } from './templates.ts';

/** A message that is due. */
export type Due = {
  id: string;
  event: TemplateName;
  customerId: string;
  orderId: string | null;
  backorderId: string | null;
  fulfillmentId: string | null;
  cancellationId: string | null;
  substitutionId: string | null;
  facts: { before?: string | null; creditNoteId?: string; expects?: Expects[]; isTest?: true };
  isFixed: boolean;
  messageId: string | null;
  attempts: number;
  to: string | null;
  language: Language | null;
  subject: string | null;
  text: string | null;
  html: string | null;
  replyTo: string | null;
};

/** What a message tells of a backorder's date. */
export type Expects = { backorderId: string; orderId: string; on: string | null };

/** A message with its words, to whom it goes, and what it tells. */
export type Written = Texts & {
  due: Due;
  language: Language;
  to: string;
  replyTo: string | null;
  told: object;
  expects: Expects[];
};

/** What is to be done with messages that are due. */
export type Decided = {
  suppressed: { due: Due; reason: Suppression }[];
  written: Written[];
  /** News of one customer that go in one mail. */
  digests: { parts: Written[]; mail: Texts; language: Language }[];
};

type Judged = { due: Due; facts: MessageFacts };

/**
 * Writes what is due from the records as they are now, leaves out what is not so any more or not to be told, and puts together
 * what one customer should hear in one mail.
 */
export async function writeMessages(reading: Reading, rules: MessageRules, due: readonly Due[]): Promise<Decided> {
  const written: Written[] = due.filter(({ isFixed }) => isFixed).map(asItStands);
  const suppressed: Decided['suppressed'] = [];
  const anew = due.filter(({ isFixed }) => !isFixed);
  const [facts, lastTold, texts] = await Promise.all([
    readFacts(reading, anew.map(askedOf)),
    readLastTold(reading.queries, [...new Set(anew.map(({ orderId }) => orderId as string))]),
    readTexts(reading.queries),
  ]);
  const telling: Judged[] = [];
  for (const [index, one] of anew.entries()) {
    const known = facts[index];
    if (!known) continue;
    const orderId = one.orderId as string;
    const reason = whyNotSend(known, { eventsOff: rules.eventsOff, lastTold: lastTold.get(orderId) ?? null });
    if (reason) {
      suppressed.push({ due: one, reason });
      continue;
    }
    telling.push({ due: one, facts: known });
    // What leaves before it has told so much by then.
    lastTold.set(orderId, { ...lastTold.get(orderId), ...toldBy(known) });
  }
  const together = rules.gathers ? groups(telling) : [];
  const alone = telling.filter((one) => !together.some((group) => group.includes(one)));
  // In turn: each has a time of its own, and others that are written beside it would use it up.
  for (const one of alone) written.push(await writeOne(texts, one));
  const digests = await Promise.all(together.map((group) => writeDigest(texts, group)));
  return { suppressed, written, digests };
}

/** Several news of one customer, each of a backorder. */
function groups(telling: readonly Judged[]): Judged[][] {
  const gathered = telling.filter(({ due }) => GATHERED.includes(due.event));
  return [...groupBy(gathered, ({ due }) => due.customerId).values()].filter((group) => group.length > 1);
}

function askedOf({ event, orderId, backorderId, fulfillmentId, cancellationId, substitutionId, facts }: Due) {
  return {
    event: event as MessageEvent,
    orderId: orderId as string,
    backorderId,
    fulfillmentId,
    cancellationId,
    substitutionId,
    creditNoteId: facts.creditNoteId ?? null,
    ...(facts.before === undefined ? {} : { before: facts.before }),
  };
}

async function writeOne(texts: CompanyTexts, { due, facts }: Judged): Promise<Written> {
  const { language } = facts;
  return { ...about({ due, facts }), ...(await renderSafely(texts, due.event, language, say(facts))) };
}

async function writeDigest(texts: CompanyTexts, group: readonly Judged[]): Promise<Decided['digests'][number]> {
  const parts = await Promise.all(group.map((one) => writeOne(texts, one)));
  const { facts } = group[0] as Judged;
  const said = group.map((one) => say(one.facts));
  return {
    parts,
    language: facts.language,
    mail: await renderSafely(
      texts,
      'digest',
      facts.language,
      gather(
        said,
        parts.map(({ subject }) => subject),
      ),
    ),
  };
}

/** What one mail says of several news, each under the subject it would have alone. Its link leads to all of them. */
export function gather(said: readonly Said[], titles: readonly string[]) {
  return {
    ...(said[0] as Said),
    link: PRIVATE_LINK,
    waiting: said.flatMap(({ waiting }) => waiting),
    news: said.map((one, index) => ({ ...one, title: titles[index] ?? '' })),
  };
}

/** A text that was changed so that it fails on some record must not keep the customer from hearing: then the product's own is used. */
async function renderSafely(
  texts: CompanyTexts,
  event: TemplateName,
  language: Language,
  variables: Said & { news?: unknown },
) {
  try {
    return await render(texts.inForce(event, language), language, variables);
  } catch (error) {
    if (!(error instanceof TemplateMistake)) throw error;
    return render(defaultTexts(event, language), language, variables);
  }
}

function about({ due, facts }: Judged): Omit<Written, keyof Texts> {
  const { language, customer, rep } = facts;
  return {
    due,
    language,
    to: due.to ?? (customer.email as string),
    replyTo: rep?.email ?? null,
    told: toldBy(facts),
    expects: expectsOf(facts, due.orderId as string),
  };
}

/** By backorder, the date that the message states. */
function expectsOf(facts: MessageFacts, orderId: string): Expects[] {
  const open = linesOf(facts).filter(
    (line) => line.backorderId !== null && line.isWrittenAbout && toComeOf(facts.event, line) > 0,
  );
  return [...new Set(open.map(({ backorderId }) => backorderId as string))].map((backorderId) => ({
    backorderId,
    orderId,
    on: latest(open.filter((line) => line.backorderId === backorderId).map(({ expected }) => expected)).on,
  }));
}

function asItStands(due: Due): Written {
  return {
    due,
    language: due.language ?? 'en',
    to: due.to as string,
    replyTo: due.replyTo,
    subject: due.subject as string,
    text: due.text as string,
    html: due.html as string,
    told: {},
    expects: due.facts.expects ?? [],
  };
}
