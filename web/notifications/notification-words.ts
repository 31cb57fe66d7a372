import type { ItemOf } from '#web/api/read.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

export type Notification = ItemOf<'listNotifications'>;
type Named = { id?: string; number?: string; customerName?: string };

/** A notification in one sentence. */
export function notificationSentence({ kind, facts }: Notification, today: string): string {
  const key = `bell.${kind}_one`;
  if (kind === 'stock_freed') return t('bell.stock_freed');
  if (kind === 'customer_answered') return answered(facts);
  if (kind === 'report_ready' || kind === 'report_failed') return t(`bell.${kind}`, { report: reportOf(facts, today) });
  if (kind === 'representative_left') {
    const { name, customers, backorders, followUps } = facts;
    return t('bell.representative_left', {
      rep: String(name),
      customers: String(customers),
      backorders: String(backorders),
      followUps: String(followUps),
    });
  }
  if (!hasWords(key)) return wordsOfCode(kind);
  const count = Number(facts.count ?? 0);
  return t(`bell.${kind as 'promise_broken'}`, {
    count,
    names: namesOf(facts, count),
    number: String(facts.number ?? ''),
    atRisk: String(facts.atRisk ?? 0),
    from: dayOr(facts.from, today),
    to: dayOr(facts.to, today),
  });
}

/** "Lines that were open, as of 10 Nov" */
function reportOf({ report, asOf }: Notification['facts'], today: string): string {
  const name = t(`reports.run.of.${String(report) as 'lines'}`);
  return typeof asOf === 'string' ? t('bell.reportAsOf', { name, day: dayText(asOf, today) }) : name;
}

/** "Corner Shop takes something else in its place (BO-1001)" */
function answered(facts: Notification['facts']): string {
  const key = `bell.answered.${String(facts.answer)}`;
  const words = hasWords(key) ? t(key as 'bell.answered.wait') : wordsOfCode(String(facts.answer));
  const number = namedIn(facts)[0]?.number;
  const sentence = t('bell.customer_answered', { name: String(facts.customerName ?? ''), answer: words });
  return number ? t('bell.about', { sentence, number }) : sentence;
}

const NAMES = 3;

/** "BO-1001 (The Anchor), BO-1004 (The Bell) and 4 more" */
function namesOf(facts: Notification['facts'], count: number): string {
  const named = namedIn(facts).slice(0, NAMES);
  const names = named.map(({ number, customerName }) => `${number ?? ''} (${customerName ?? ''})`).join(', ');
  return count > named.length ? t('bell.andMore', { names, count: count - named.length }) : names;
}

/** The records that a notification names. */
export function namedIn(facts: Notification['facts']): Named[] {
  const named = facts.backorders ?? facts.followUps;
  return Array.isArray(named) ? (named as Named[]) : [];
}

function dayOr(day: unknown, today: string): string {
  return typeof day === 'string' ? dayText(day, today) : t('bell.noDate');
}
