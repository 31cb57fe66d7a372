import type { Answer } from '#contract/operations.ts';
import type { en } from '#web/i18n/en.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { reasonWords } from '#web/messages/message-status.tsx';
import { historySentences } from '#web/records/history-words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

export type TimelineEntry = Answer<'getOrderTimeline'>['data'][number];

/** What an entry says: its headline, the words a person wrote, and the details below them. */
export type TimelineWords = { headline: string; body: string | null; details: string[] };

type About = Parameters<typeof historySentences>[1];
type Group = readonly [TimelineEntry, ...TimelineEntry[]];

/** Entries in their order; what one run decided of several lines stands together. */
export function gathered(entries: readonly TimelineEntry[]): Group[] {
  const groups: [TimelineEntry, ...TimelineEntry[]][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last && isOfOneRun(last[0], entry)) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function isOfOneRun(one: TimelineEntry, other: TimelineEntry): boolean {
  return one.action === 'allocation.decide' && other.action === one.action && one.recordId === other.recordId;
}

/** What one entry says, or several of one run: each then is a detail. */
export function wordsOfGroup(group: Group, about: About): TimelineWords {
  const [first, ...others] = group.map((entry) => timelineWords(entry, about));
  if (!first || others.length === 0) return first ?? { headline: '', body: null, details: [] };
  const details = [first, ...others].map(({ headline }) => headline);
  return { headline: t('timeline.decided', { count: group.length }), body: null, details };
}

/** An entry of the timeline in words. What the history has words for is said in its words. */
export function timelineWords(entry: TimelineEntry, about: About): TimelineWords {
  const { action, changes } = entry;
  const text = (field: string) => (typeof changes[field] === 'string' ? (changes[field] as string) : null);
  if (action.startsWith('message.')) return messageWords(action.replace('message.', '') as 'sent', text);
  switch (action) {
    case 'communication.record':
      return {
        headline: t(`contact.done.${text('method') as 'phone'}_${text('direction') as 'outbound'}`),
        body: text('text'),
        details: [
          fact('contact.agreement', text('agreement')),
          fact('contact.preference', text('preference')),
          fact('contact.arrangements', text('arrangements')),
          fact('contact.reaction', reactionWords(text('reaction'))),
          fact('contact.followUpOn', dayWords(text('nextFollowUpOn'), about.today)),
        ].filter((detail) => detail !== null),
      };
    case 'customer_answer.give':
      return answerWords(changes, text, about);
    case 'note.add':
      return { headline: t('contact.done.note'), body: text('text'), details: [] };
    case 'follow_up.plan':
      return {
        headline: plannedWords(text('cause') ?? '', dayWords(text('dueOn'), about.today) ?? ''),
        body: null,
        details: text('subject') ? [text('subject') as string] : [],
      };
    case 'follow_up.close':
      return {
        headline: t('timeline.followUp.close', { outcome: outcomeWords(text('outcome') ?? '') }),
        body: text('notes'),
        details: [],
      };
    case 'follow_up.snooze':
      return {
        headline: t('timeline.followUp.snooze', {
          day: dayWords((changes.dueOn as { to?: string } | undefined)?.to ?? null, about.today) ?? '',
        }),
        body: null,
        details: [],
      };
    case 'notification.tell':
      return {
        headline: t('timeline.told', { who: whoWords(changes), what: toldWords(text('kind') ?? '') }),
        body: null,
        details: [],
      };
    case 'backorder.review':
      return { headline: t('timeline.reviewed'), body: text('note'), details: [] };
    case 'backorder.review_withdrawal':
      return { headline: t('timeline.reviewWithdrawn'), body: null, details: [] };
    default: {
      const [headline = '', ...details] = historySentences(entry, about);
      return { headline, body: null, details };
    }
  }
}

/** What a customer decided on their page. */
function answerWords(
  { quantity }: TimelineEntry['changes'],
  text: (field: string) => string | null,
  { today }: About,
): TimelineWords {
  const count = typeof quantity === 'number' ? quantity : 0;
  return {
    headline: t(`customerPage.said.${text('answer') as 'wait'}`, {
      day: dayWords(text('notBefore'), today) ?? '',
      count,
      units: numberText(count),
    }),
    body: text('text'),
    details: text('outcome') === 'asked' ? [t('customerPage.asked')] : [],
  };
}

/** That a follow-up was planned, proposed, or that somebody asked for the customer to be told. */
function plannedWords(cause: string, day: string): string {
  const key = `timeline.followUp.${cause}`;
  if (hasWords(key)) return t(key as 'timeline.followUp.tell_created');
  return t(cause === 'delivery' ? 'timeline.followUp.plan_delivery' : 'timeline.followUp.plan', { day });
}

/** A message to the customer: its subject, to whom it went, and why not. */
function messageWords(
  status: keyof (typeof en)['messages']['did'],
  text: (field: string) => string | null,
): TimelineWords {
  const to = text('to');
  const reason = text('reason');
  return {
    headline:
      status === 'resend'
        ? t('messages.did.resend')
        : t(`messages.did.${status}`, { event: t(`messages.event.${text('event') as 'shipped'}`).toLowerCase() }),
    body: text('subject'),
    details: [to && t('messages.to', { address: to }), reason && reasonWords(reason)].filter(
      (detail) => detail !== null,
    ),
  };
}

/** An outcome in words: ours by their names, anything else as it was written. */
export function outcomeWords(outcome: string): string {
  const key = `followUps.outcomes.${outcome}`;
  return hasWords(key) ? t(key as 'followUps.outcomes.reached') : outcome;
}

function fact(
  name: 'contact.agreement' | 'contact.preference' | 'contact.arrangements' | 'contact.reaction' | 'contact.followUpOn',
  value: string | null,
) {
  return value === null ? null : t('timeline.fact', { name: t(name), value });
}

function reactionWords(reaction: string | null): string | null {
  return reaction === null ? null : t(`contact.${reaction as 'neutral'}`);
}

function dayWords(day: string | null, today: string): string | null {
  return day === null ? null : dayText(day, today);
}

function whoWords({ to, isRole }: TimelineEntry['changes']): string {
  const key = `role.${String(to)}`;
  return isRole && hasWords(key) ? t(key as 'role.warehouse') : String(to);
}

function toldWords(kind: string): string {
  const key = `timeline.toldWhat.${kind}`;
  return hasWords(key) ? t(key as 'timeline.toldWhat.backorders_ready') : wordsOfCode(kind).toLowerCase();
}
