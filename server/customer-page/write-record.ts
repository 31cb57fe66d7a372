import type { CustomerAnswer } from '#domain/customer-page/answers.ts';
import { consentDueOn } from '#domain/customer-page/second-slip.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { latest } from '#domain/messages/facts.ts';
import { sayExpected, sayQuantity } from '#domain/messages/say.ts';
import { LOCALES, sayDate } from '#domain/messages/say-date.ts';
import { sayWhy } from '#domain/messages/say-why.ts';
import type { Language } from '#domain/messages/words.ts';
import type { Money } from '#domain/money.ts';
import { addDays } from '#domain/time/calendar.ts';
import { dateIn } from '../platform/company.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import { fill, type PageWords } from './page-words.ts';
import type { PageInvoice, PageLine, PageRecord } from './read-records.ts';

/** What every part of a page is written with. */
export type Writing = {
  words: PageWords;
  language: Language;
  today: string;
  timeZone: string;
  consentWithinDays: number;
  /** `/c/…`, with the token. */
  path: string;
  /** The choice that a mail led to, opened. */
  choose: CustomerAnswer | null;
};

const LONGEST_NAME = 90;

/** A name as it stands in the page: not longer than people read. */
export function nameOf(text: string): string {
  const characters = [...text];
  return escapeHtml(characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : text);
}

/** An amount as people of a language write it. */
function amountOf(language: Language, { amount, currency }: Money): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }).format(Number(amount));
}

/** A day in words. */
export function dayOf({ language }: Writing, on: string): string {
  return sayDate(language, on);
}

/** The day of an instant in words. */
export function dayAt(writing: Writing, at: string): string {
  return dayOf(writing, dateIn(writing.timeZone, at));
}

/** When all that is open of a record is expected. */
export function expectedOf({ words, language }: Writing, { lines }: PageRecord): string {
  const expected = latest(lines.filter(({ open }) => open > 0).map((line) => line.expected));
  return expected.on === null ? words.noDate : fill(words.expected, { when: sayExpected(language, expected) });
}

/** What a record is called. */
export function titleOf({ words }: Writing, { backorderNumber, orderNumber }: PageRecord): string {
  const [sentence, values] =
    backorderNumber === null
      ? [words.record.order, { order: orderNumber }]
      : [words.record.backorder, { backorder: backorderNumber, order: orderNumber }];
  return escapeHtml(fill(sentence, values));
}

/** An invoice, with the way to its paper, what of it is freight, and what was credited of it. */
export function invoiceOf({ words, language, path }: Writing, invoice: PageInvoice): string {
  const { id, number, freight, credited } = invoice;
  const said = (sentence: string, amount: Money) => fill(sentence, { number, amount: amountOf(language, amount) });
  const more = [
    freight && ` ${said(words.withFreight, freight)}`,
    freight && credited && '.',
    credited && ` ${said(words.credited, credited)}`,
  ];
  return `<a href="${path}/invoices/${id}.pdf">${escapeHtml(said(words.invoice, invoice.amount))}</a>${escapeHtml(more.filter(Boolean).join(''))}`;
}

/** A record with all there is to say about it, and what its customer may choose. */
export function writeRecord(writing: Writing, record: PageRecord): string {
  const { words } = writing;
  const isOpen = record.outstanding > 0;
  const due = isOpen ? consentDue(writing, record) : null;
  return `<section${record.backorderId ? ` id="b${record.backorderId}"` : ''}>
<h2>${titleOf(writing, record)}</h2>
<p class="d">${isOpen ? escapeHtml(expectedOf(writing, record)) : words.closed}</p>
${due === null ? '' : `<p class="w">${fill(words.consent, { day: dayOf(writing, due) })}</p>\n`}<ul>${writeLines(writing, record.lines)}</ul>
<p class="q">${[escapeHtml(historyOf(writing, record)), ...record.invoices.map((one) => invoiceOf(writing, one))].join('<br>')}</p>
${decisionOf(writing, record)}${isOpen && record.backorderId !== null ? writeChoices(writing, record, record.backorderId) : ''}</section>`;
}

function consentDue({ consentWithinDays, timeZone }: Writing, { slips, slippedAt, agreedAt }: PageRecord) {
  const slippedOn = slippedAt === null ? null : dateIn(timeZone, slippedAt);
  return consentDueOn({ slips, slippedAt, slippedOn, agreedAt }, consentWithinDays);
}

const LINES_SHOWN = 24;

function writeLines(writing: Writing, lines: readonly PageLine[]): string {
  const rest = lines.length - LINES_SHOWN;
  const more = rest > 0 ? `<li>${fill(writing.words.more, { count: rest })}</li>` : '';
  return (
    lines
      .slice(0, LINES_SHOWN)
      .map((line) => writeLine(writing, line))
      .join('') + more
  );
}

function writeLine(writing: Writing, line: PageLine): string {
  const { words, language } = writing;
  const say = (quantity: number) => sayQuantity(language, line, quantity);
  const isPartAside = line.allocated > 0 && line.allocated < line.open;
  const facts = [
    line.open > 0 ? fill(words.of, { quantity: say(line.open), ordered: say(line.ordered) }) : '',
    line.shipped > 0 ? fill(words.shipped, { quantity: say(line.shipped) }) : '',
    line.cancelled > 0 ? fill(words.cancelled, { quantity: say(line.cancelled) }) : '',
    line.substituted > 0 ? fill(words.substituted, { quantity: say(line.substituted) }) : '',
    isPartAside ? fill(words.aside, { quantity: say(line.allocated) }) : '',
    sayWhy(language, line.why),
    line.placeInQueue !== null && line.open > line.allocated ? fill(words.place, { place: line.placeInQueue }) : '',
  ];
  return `<li><b>${nameOf(line.item)}</b> <small>${nameOf(line.sku)}</small><br><span class="q">${facts.filter(Boolean).join(' ')}</span></li>`;
}

/** What was said when, and why it moved. */
function historyOf(writing: Writing, { orderedOn, firstTold, moved, insteadOf }: PageRecord): string {
  const { words } = writing;
  const instead = insteadOf ? fill(words.insteadOf, { item: insteadOf.item, order: insteadOf.orderNumber }) : '';
  const told =
    firstTold === undefined
      ? ''
      : firstTold.on === null
        ? words.firstToldNoDate
        : fill(words.firstTold, { day: dayOf(writing, firstTold.on) });
  const from = moved && dayOf(writing, moved.from);
  const move = !moved
    ? ''
    : moved.to === null
      ? fill(words.movedAway, { from: from as string })
      : fill(words.moved, { from: from as string, to: dayOf(writing, moved.to) });
  const reason = sentence([...(moved?.reason ?? '')].slice(0, 300).join('').trim());
  return [instead, fill(words.ordered, { day: dayOf(writing, orderedOn) }), told, move, reason]
    .filter(Boolean)
    .join(' ');
}

/** What somebody wrote, ended as a sentence. */
const sentence = (text: string) => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);

function decisionOf(writing: Writing, record: PageRecord): string {
  if (record.decision === null) return '';
  return `<p class="n">${escapeHtml(sayDecision(writing, record.decision, record.lines))}</p>\n`;
}

/** What was decided, and what came of it, in a sentence. */
export function sayDecision(
  writing: Writing,
  { answer, answeredAt, quantity, notBefore, outcome }: NonNullable<PageRecord['decision']>,
  lines: readonly Pick<PageLine, 'baseUnit' | 'unitsPerCase'>[],
): string {
  const { words, language } = writing;
  const [line] = lines;
  const decided = fill(words.decided[answer], {
    at: dayAt(writing, answeredAt),
    day: notBefore === null ? '' : dayOf(writing, notBefore),
    quantity: quantity === null || !line ? '' : sayQuantity(language, line, quantity),
  });
  const isUnsent = answer === 'send_available' && outcome === 'noted';
  return [decided, outcome === 'asked' ? words.asked : '', isUnsent ? words.noted : ''].filter(Boolean).join(' ');
}

function writeChoices(writing: Writing, record: PageRecord, backorderId: string): string {
  const { words, language, today, path, choose } = writing;
  const form = (inner: string, style = '') =>
    `<form method="post" action="${path}/answers"${style}><input type="hidden" name="backorderId" value="${backorderId}"><input type="hidden" name="seen" value="${record.decision?.id ?? 0}">${inner}</form>`;
  const idOf = (answer: CustomerAnswer) => (answer === choose ? ` id="${answer}"` : '');
  const button = (answer: CustomerAnswer, style = '') =>
    `<button name="answer" value="${answer}"${style}>${words.act[answer]}</button>`;
  const more = (answer: CustomerAnswer, title: string, inner: string) =>
    `<details${answer === choose ? ` open${idOf(answer)}` : ''}><summary>${title}</summary>${form(inner)}</details>`;
  const offers = writeOffers(writing, record, form);
  const [line, ...others] = record.lines.filter(({ open }) => open > 0) as [PageLine, ...PageLine[]];
  const count = others.length > 0 ? '' : howMany(words, line);
  const quantity = [line, ...others].map((one) => sayQuantity(language, one, one.open)).join(` ${words.and} `);
  return `${offers && `<div${idOf('substitute')}>${offers}</div>`}${form(button('wait', idOf('wait')) + button('send_available', idOf('send_available')), ' class="a"')}
${more('not_before', words.notBefore, `<label>${words.notBeforeDay}<input type="date" name="notBefore" min="${addDays(today, 1)}" required></label>${button('not_before', ' class="o"')}`)}
${more('cancel_rest', words.cancel, `<p>${escapeHtml(fill(words.cancelWarning, { quantity }))}</p>${count}${record.invoices.length > 0 ? writeSettlements(words) : ''}${button('cancel_rest', ' class="x"')}`)}
${more('ask', words.ask, `<label>${words.question}<textarea name="text" maxlength="2000" required></textarea></label>${button('ask', ' class="o"')}`)}
`;
}

/** What may be taken instead, each with a button of its own. */
function writeOffers({ words, language }: Writing, { offers }: PageRecord, form: (inner: string) => string): string {
  if (offers.length === 0) return '';
  const rows = offers.map((offer) => {
    const price = fill(words.atPrice, { amount: amountOf(language, offer.price) });
    const quantity = `<label>${words.howMany}<input type="number" name="quantity" value="${offer.acceptable}" min="1" max="${offer.acceptable}" required></label>`;
    const button = `<input type="hidden" name="variantId" value="${offer.variantId}"><button name="answer" value="substitute">${words.act.substitute}</button>`;
    return `<li><b>${nameOf(offer.item)}</b> <small>${nameOf(offer.sku)}</small><br><span class="q">${escapeHtml(`${sayQuantity(language, offer, offer.acceptable)}, ${price}`)}</span>${form(quantity + button)}</li>`;
  });
  return `<p>${words.instead}</p><ul>${rows.join('')}</ul>`;
}

/** What they would like for what was invoiced in advance. */
function writeSettlements(words: PageWords): string {
  const choice = (value: Settlement, isChosen: boolean) =>
    `<label><input type="radio" name="settlement" value="${value}"${isChosen ? ' checked' : ''}> ${words.settlement[value]}</label>`;
  return `<fieldset><legend>${words.chargedInAdvance}</legend>${choice('credit', true)}${choice('refund', false)}</fieldset>`;
}

/** A line alone may be cancelled in part. */
function howMany(words: PageWords, { open, orderMultiple }: PageLine): string {
  if (open <= orderMultiple) return '';
  return `<label>${words.howMany}<input type="number" name="quantity" value="${open}" min="${orderMultiple}" max="${open}" step="${orderMultiple}" required></label>`;
}
