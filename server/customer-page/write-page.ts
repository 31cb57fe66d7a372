import { createHash } from 'node:crypto';
import type { CustomerAnswer } from '#domain/customer-page/answers.ts';
import { sayQuantity } from '#domain/messages/say.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import type { Reading } from '../platform/work.ts';
import type { OpenedLink } from './open-link.ts';
import { styleOf } from './page-style.ts';
import { type AnswerProblem, fill, PAGE_WORDS } from './page-words.ts';
import type { Delivery } from './read-deliveries.ts';
import type { Decision, PageRecord } from './read-records.ts';
import {
  dayAt,
  dayOf,
  expectedOf,
  invoiceOf,
  nameOf,
  sayDecision,
  titleOf,
  type Writing,
  writeRecord,
} from './write-record.ts';

/** What a page shows. `records` are those of this sheet of it, of `count` in all. */
export type PageContent = {
  link: OpenedLink;
  token: string;
  records: readonly PageRecord[];
  deliveries: readonly Delivery[];
  count: number;
  offset: number;
  /** One record that was chosen from a list. */
  only: string | null;
  /** What was answered just now; `isAgain` where it had been answered before. */
  said: { decision: Decision; isAgain: boolean } | null;
  problem: AnswerProblem | null;
  /** The choice that a mail led to; of several records none is opened. */
  choose: CustomerAnswer | null;
};

/** A page and the policy that allows its own style and nothing else. */
export type WrittenPage = { html: string; policy: string };

/** As much as a page may weigh, style included. */
const MOST_BYTES = 15_000;
const FEW_DELIVERIES = 2;

/** Writes the page of a customer: every record with its choices where they fit, else a list that leads to each. */
export function writePage(reading: Reading, content: PageContent): WrittenPage {
  const fewer = { ...content, deliveries: content.deliveries.slice(0, FEW_DELIVERIES) };
  const forms = content.records.length > 1 ? (['whole', 'list'] as const) : (['whole'] as const);
  const tries = [content, fewer].flatMap((shown) => forms.map((form) => () => write(reading, shown, form)));
  let page = (tries.shift() as () => WrittenPage)();
  for (const next of tries) {
    if (Buffer.byteLength(page.html) <= MOST_BYTES) break;
    page = next();
  }
  return page;
}

function write(reading: Reading, content: PageContent, form: 'whole' | 'list'): WrittenPage {
  const { link, records, token } = content;
  const { company } = reading;
  const words = PAGE_WORDS[link.language];
  const writing: Writing = {
    words,
    language: link.language,
    today: reading.today,
    timeZone: company.timeZone,
    consentWithinDays: reading.settings.consentWithinDays,
    path: `/c/${token}`,
    choose: records.length === 1 ? content.choose : null,
  };
  const asOf = fill(words.asOf, { customer: link.customerName, day: dayOf(writing, reading.today) });
  const hasDates = records.some(({ lines }) => lines.some(({ open, expected }) => open > 0 && expected.on !== null));
  const body = [
    `<h1>${words.title}</h1>`,
    `<p class="q">${nameOf(asOf)}</p>`,
    writeNotice(writing, content),
    form === 'whole' ? records.map((record) => writeRecord(writing, record)).join('\n') : writeList(writing, records),
    records.length === 0 ? `<section><p>${words.nothing}</p></section>` : '',
    writeSheets(writing, content),
    hasDates ? `<p><a href="${writing.path}/expected.ics">${words.calendar}</a></p>` : '',
    writeDeliveries(writing, content.deliveries),
    writeContact(writing, link, company.name),
  ];
  return sheet({
    language: link.language,
    title: words.title,
    company: company.name,
    color: company.color,
    body: body.filter(Boolean).join('\n'),
  });
}

function writeNotice(writing: Writing, { said, problem, records }: PageContent): string {
  const { words } = writing;
  if (problem !== null) return `<p class="w" role="alert">${words.problem[problem]}</p>`;
  if (said === null) return '';
  const lines = records.find(({ decision }) => decision?.id === said.decision.id)?.lines ?? [];
  const sentence = `${said.isAgain ? words.again : words.thanks} ${sayDecision(writing, said.decision, lines)}`;
  return `<p class="n" role="status">${escapeHtml(sentence)}</p>`;
}

function writeList(writing: Writing, records: readonly PageRecord[]): string {
  const rows = records.map((record) => {
    const [line, ...others] = record.lines.filter(({ open }) => open > 0);
    const what = line ? `${sayQuantity(writing.language, line, line.open)} ${line.item}` : '';
    const rest = others.length > 0 ? ` ${fill(writing.words.more, { count: others.length })}` : '';
    const choices = record.backorderId
      ? `<br><a href="${writing.path}?b=${record.backorderId}">${writing.words.choices}</a>`
      : '';
    return `<li><b>${titleOf(writing, record)}</b><br>${nameOf(what)}${rest}<br><span class="q">${escapeHtml(record.outstanding > 0 ? expectedOf(writing, record) : writing.words.closed)}</span>${choices}</li>`;
  });
  return `<section><ul>${rows.join('\n')}</ul></section>`;
}

function writeSheets({ words, path }: Writing, { count, offset, records, only }: PageContent): string {
  if (only !== null) return `<p><a href="${path}">${words.all}</a></p>`;
  const size = records.length;
  const before = offset > 0 ? `<a href="${path}?from=${Math.max(0, offset - SHEET)}">${words.earlier}</a>` : '';
  const after = offset + size < count ? `<a href="${path}?from=${offset + size}">${words.later}</a>` : '';
  return before || after ? `<p>${[before, after].filter(Boolean).join(' · ')}</p>` : '';
}

/** So many records stand on one sheet at most. */
export const SHEET = 20;
const ITEMS_SHOWN = 4;

function writeDeliveries(writing: Writing, deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return '';
  const { words } = writing;
  return `<section><h2>${words.deliveries}</h2><ul>${deliveries.map((one) => writeDelivery(writing, one)).join('')}</ul></section>`;
}

function writeDelivery(writing: Writing, delivery: Delivery): string {
  const { words, language } = writing;
  const items = delivery.lines
    .slice(0, ITEMS_SHOWN)
    .map((line) => `${sayQuantity(language, line, line.quantity)} ${line.item}`);
  const rest = delivery.lines.length - items.length;
  const receivedBy = delivery.receivedBy ? `, ${fill(words.receivedBy, { name: delivery.receivedBy })}` : '';
  const arrival = delivery.deliveredAt
    ? `${fill(words.delivered, { day: dayAt(writing, delivery.deliveredAt) })}${receivedBy}.`
    : delivery.estimatedDeliveryOn
      ? `${fill(words.arrives, { day: dayOf(writing, delivery.estimatedDeliveryOn) })}.`
      : '';
  const facts = [
    items.map(nameOf).join(', ') + (rest > 0 ? ` ${fill(words.more, { count: rest })}` : ''),
    tracking(words.tracking, delivery),
    escapeHtml(arrival),
    ...delivery.invoices.map((one) => invoiceOf(writing, one)),
    `<a href="${writing.path}/packing-slips/${delivery.fulfillmentId}.pdf">${words.slip}</a>`,
  ];
  return `<li><b>${escapeHtml(fill(words.sent, { day: dayAt(writing, delivery.shippedAt) }))}</b> <small>${escapeHtml(delivery.orderNumber)}</small><br>${facts.filter(Boolean).join('<br>')}${missing(writing, delivery)}</li>`;
}

function missing({ words, path, ...writing }: Writing, { fulfillmentId, backorderId, missedAt }: Delivery): string {
  if (missedAt !== null)
    return `<p class="n">${fill(words.missed, { day: dayAt({ words, path, ...writing }, missedAt) })}</p>`;
  const of = backorderId ? `<input type="hidden" name="backorderId" value="${backorderId}">` : '';
  return `<form method="post" action="${path}/answers">${of}<input type="hidden" name="fulfillmentId" value="${fulfillmentId}"><button class="l" name="answer" value="not_received">${words.act.not_received}</button></form>`;
}

function tracking(words: string, { carrier, trackingNumber, trackingUrl }: Delivery): string {
  const said = [carrier, trackingNumber && `${words} ${trackingNumber}`].filter(Boolean).join(', ');
  return trackingUrl === null
    ? nameOf(said)
    : `<a href="${escapeHtml(trackingUrl)}" rel="noreferrer noopener">${nameOf(said)}</a>`;
}

function writeContact({ words }: Writing, { rep }: OpenedLink, company: string): string {
  if (rep === null) return `<p class="q">${escapeHtml(fill(words.house, { company }))}</p>`;
  const ways = [
    rep.phone ? escapeHtml(rep.phone) : '',
    `<a href="mailto:${escapeHtml(rep.email)}">${escapeHtml(rep.email)}</a>`,
  ];
  return `<p class="q">${escapeHtml(fill(words.rep, { name: rep.name }))}, ${ways.filter(Boolean).join(', ')}</p>`;
}

/** A whole page around its body. */
function sheet(page: { language: string; title: string; company: string; color: string; body: string }): WrittenPage {
  const style = styleOf(page.color);
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    policy: `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${page.title} · ${page.company}`)}</title>
<style>${style}</style></head>
<body><header><div>${nameOf(page.company)}</div></header>
<main>
${page.body}
</main></body></html>
`,
  };
}

/** What every link answers that opens nothing, whatever the reason. */
export function writeNoPage(): WrittenPage {
  return ownSheet(
    'This link does not work',
    `<p>It may have expired, or not have been copied whole. Please open the newest mail you have from us, or ask your representative for a new link.</p>`,
    `<b>Este enlace no funciona.</b> Puede que haya vencido, o que no se haya copiado completo. Abra el correo más reciente que tenga de nosotros, o pida un enlace nuevo a su representante.`,
  );
}

/** What a page says that cannot be read or written just now: whose it is is not known either. */
export function writeTroublePage(): WrittenPage {
  return ownSheet(
    'One moment, please',
    `<p>Something is not working on our side. Please try again in a minute. If you were sending us an answer and are not sure that it arrived, open your page again: it shows what we noted.</p>`,
    `<b>Un momento, por favor.</b> Algo no funciona de nuestro lado. Inténtelo otra vez en un minuto. Si nos estaba enviando una respuesta y no sabe si llegó, abra su página otra vez: ahí se ve lo que anotamos.`,
  );
}

/** A page of no customer, in both languages. */
function ownSheet(title: string, english: string, spanish: string): WrittenPage {
  return sheet({
    language: 'en',
    title,
    company: 'Makegood',
    color: '#3a4345',
    body: `<h1>${title}</h1>
<section>${english}</section>
<section lang="es"><p>${spanish}</p></section>`,
  });
}
