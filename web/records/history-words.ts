import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { dayText, instantText } from '#web/ui/date-words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { reasonText } from './reasons.ts';
import { movedWords, partsWords } from './supply-date-words.ts';

type Event = Answer<'getOrderHistory'>['data'][number];
export type HistoryEvent = Pick<Event, 'action' | 'changes'> & Partial<Pick<Event, 'recordId' | 'at' | 'items'>>;

/** What the page that shows a history knows, so that its events name things instead of counting them. */
export type Known = {
  /** Items by SKU. */
  items: ReadonlyMap<string, { itemName: string; unitsPerCase: number }>;
  /** Numbers of fulfillments and of backorders by id. */
  fulfillments: ReadonlyMap<string, string>;
  backorders: ReadonlyMap<string, string>;
};

type About = { today: string; timeZone: string; known: Known };
type Changes = HistoryEvent['changes'];
type Line = { sku?: string; quantity?: number; picked?: number; short?: number; from?: number; to?: number };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T.*Z$/;

/** What happened, in words: first what, then its details. An action without words of its own is said by its code. */
export function historySentences(event: HistoryEvent, on: About): string[] {
  const items = new Map([...Object.entries(event.items ?? {}), ...on.known.items]);
  const about = { ...on, known: { ...on.known, items } };
  return [headline(event, about), ...details(event, about)];
}

function headline({ action, changes, recordId }: HistoryEvent, { known }: About): string {
  const number = typeof changes.number === 'string' ? changes.number : '';
  const picked = { number: known.fulfillments.get(recordId ?? '') ?? '' };
  const count = numberOf(changes.quantity) ?? total(linesOf(changes), (line) => line.quantity ?? 0);
  const units = { count, units: numberText(count) };
  switch (action) {
    case 'order.unkeep':
      return t('history.action.order_unkeep', units);
    case 'order.keep':
      return t('history.action.order_keep', units);
    case 'order.cancel':
      // A draft is cancelled as it is: there is nothing to count.
      return count === 0 ? t('history.action.order_cancel') : t('history.action.order_cancel_units', units);
    case 'order.pick':
      if (isOnlyShort(changes)) return t('history.action.short');
      return t('history.action.pick', picked).trim();
    case 'backorder.pick':
      if (isOnlyShort(changes))
        return t('history.action.backorder_short', { backorder: String(changes.backorderNumber ?? '') });
      return t('history.action.backorder_pick', { ...picked, backorder: String(changes.backorderNumber ?? '') });
    case 'backorder.create':
      return t('history.action.backorder_create', { number });
    case 'backorder.promise':
      return promised(changes);
    case 'backorder.propose_substitute':
      return t('history.action.propose_substitute', units);
    case 'backorder.substitute':
      return t('history.action.substitute', { ...units, order: String(changes.substituteOrder ?? '') });
    case 'backorder.refuse_substitute':
      return t('history.action.refuse_substitute');
    case 'backorder.withdraw_substitute':
      return t('history.action.withdraw_substitute');
    case 'backorder.tell':
      return t('history.action.backorder_tell');
    case 'backorder.set_news_aside':
      return t('history.action.backorder_set_news_aside');
    case 'backorder.prioritize':
      return t('history.action.backorder_prioritize');
    case 'backorder.hold':
      return t('history.action.backorder_hold');
    case 'backorder.release':
      return t('history.action.backorder_release');
    case 'order.hold':
      return t('history.action.order_hold');
    case 'order.release':
      return t('history.action.order_release');
    case 'backorder.cancel':
      return t('history.action.backorder_cancel', { ...units, number: known.backorders.get(recordId ?? '') ?? '' });
    case 'fulfillment.pack':
      return t('history.action.fulfillment_pack', { number });
    case 'fulfillment.ship':
      return t('history.action.fulfillment_ship', { number });
    case 'fulfillment.deliver':
      return t('history.action.fulfillment_deliver', { number });
    case 'fulfillment.void':
      return t('history.action.fulfillment_void', { number });
    case 'purchase_order.create':
      return t('history.action.purchase_order_create', { number });
    case 'purchase_order.update':
      return t(
        isChange(changes.closed) ? 'history.action.purchase_order_close' : 'history.action.purchase_order_update',
      );
    case 'purchase_order.receive':
      return t('history.action.purchase_order_receive', { ...units, receipt: String(changes.receipt ?? '') });
    case 'purchase_order.reverse_receipt':
      return t('history.action.purchase_order_reverse', { ...units, receipt: String(changes.receipt ?? '') });
    case 'put_back.create':
      return t('history.action.put_back_create', units);
    case 'put_back.complete':
      return t('history.action.put_back_complete', units);
    case 'allocation.decide':
      return reserved(changes, known);
    default:
      return plainWords(action, number);
  }
}

/** Of an action that says its number at most. */
function plainWords(action: string, number: string): string {
  const key = `history.action.${action.replace('.', '_')}`;
  return hasWords(key) ? t(key as 'history.action.order_create', { number }) : wordsOfCode(action);
}

/** "Reserved 5 units of Chablis for BO-101" */
function reserved(changes: Changes, known: Known): string {
  const item = known.items.get(String(changes.sku));
  const amount = amountText(numberOf(changes.quantity) ?? 0, item?.unitsPerCase ?? 1);
  const name = item?.itemName ?? String(changes.sku);
  const backorder = known.backorders.get(String(changes.backorderId));
  const moved = MOVED[String(changes.reason)];
  if (moved) return t(`history.${moved}`, { amount, name });
  if (changes.outcome === 'released') return t('history.released', { amount, name });
  return backorder ? t('history.reservedFor', { amount, name, backorder }) : t('history.reserved', { amount, name });
}

/** Decisions that followed from a change of rank, or from what is missing elsewhere. */
const MOVED: Record<string, 'reversed' | 'letGo' | 'lent' | 'givenBack' | 'raised' | 'returned'> = {
  receipt_reversed: 'reversed',
  count_reversed: 'reversed',
  cannot_ship_whole: 'letGo',
  lent_to_raised: 'lent',
  given_back: 'givenBack',
  raised: 'raised',
  returned: 'returned',
};

function promised({ promisedOn }: Changes): string {
  const isWithdrawn = isChange(promisedOn) && promisedOn.to === null;
  return isWithdrawn ? t('history.action.backorder_no_date') : t('history.action.backorder_promise');
}

/** Fields that the headline says, or that say nothing to a person. */
const SAID: Record<string, readonly string[]> = {
  'allocation.decide': ['sku', 'claim', 'rank', 'outcome', 'reason', 'waiting', 'backorderId'],
  'backorder.pick': ['backorderNumber'],
  'backorder.create': ['orderNumber'],
  'purchase_order.receive': ['receipt'],
  'purchase_order.reverse_receipt': ['receipt'],
  'purchase_order.update': ['closed'],
  'order.confirm': ['doubleDemand'],
  'customer_link.create': ['customerId', 'backorderId'],
  'backorder.substitute': ['substituteOrder', 'priceKind', 'unitPrice'],
};

function details(event: HistoryEvent, about: About): string[] {
  const { action, changes } = event;
  const said = ['number', 'quantity', ...(SAID[action] ?? [])];
  return Object.entries(changes).flatMap(([field, value]) => {
    if (said.includes(field) || value === null || value === '' || value === false) return [];
    if (field === 'closedLines')
      return listOf<Line>(value).map((line) => t('history.closedLine', { line: lineWords(line, about.known) }));
    if (field === 'expectedOn') return movedWords(listOf(value), about.known.items, about.today);
    if (field === 'deliveries') return partsWords(listOf(value), about.known.items, about.today);
    if (field === 'sku') return about.known.items.get(String(value))?.itemName ?? String(value);
    if (field === 'rules') return ruleWords(value, about);
    const substituted = substituteWords(field, value, changes, about.known);
    if (substituted) return substituted;
    if (field === 'lines') return linesOf(changes).map((line) => lineWords(line, about.known));
    if (field === 'followedBy')
      return [t('history.fact', { field: fieldName(field), value: listOf<string>(value).join(', ') })];
    if (field === 'deliveredAt' && isAbout(value, event.at)) return [];
    if (action === 'backorder.create' && field === 'reason' && changes.cause !== 'manual') return [];
    return detail(field, value, about) ?? [];
  });
}

function detail(field: string, value: unknown, about: About): string | null {
  const label = fieldName(field);
  if (isChange(value)) {
    return value.from === null
      ? t('history.set', { field: label, to: valueWords(field, value.to, about) })
      : t('history.changed', {
          field: label,
          from: valueWords(field, value.from, about),
          to: valueWords(field, value.to, about),
        });
  }
  return isPlain(value) ? t('history.fact', { field: label, value: valueWords(field, value, about) }) : null;
}

/** What was offered, what is sent, and what a new order stands in for; null for any other field. */
function substituteWords(field: string, value: unknown, changes: Changes, { items }: Known): string[] | null {
  const name = (sku: unknown) => items.get(String(sku))?.itemName ?? String(sku);
  if (field === 'offers')
    return listOf<{ sku: string; unitPrice?: string }>(value).map(({ sku, unitPrice }) =>
      unitPrice === undefined ? name(sku) : t('history.offered', { name: name(sku), price: unitPrice }),
    );
  const of = value as { sku?: string; backorder?: string; order?: string };
  if (field === 'substitute')
    return [t('history.sentInstead', { name: name(of.sku), price: String(changes.unitPrice) })];
  if (field === 'standsInFor')
    return [t('history.standsInFor', { name: name(of.sku), backorder: of.backorder ?? '', order: of.order ?? '' })];
  return null;
}

/** What lines were told about their shortage and their last day. */
function ruleWords(rules: unknown, about: About): string[] {
  if (!Array.isArray(rules)) return [];
  return (rules as Record<string, unknown>[]).flatMap(({ sku, ...told }) =>
    Object.entries(told).flatMap(([field, value]) => {
      // What was said again and stayed as it was is no change.
      const what = value === null ? null : detail(field, isChange(value) ? value : { from: null, to: value }, about);
      const name = about.known.items.get(String(sku))?.itemName ?? String(sku);
      return what === null ? [] : t('history.lineRule', { name, what });
    }),
  );
}

/** Nothing was picked: what is missing was recorded. */
function isOnlyShort(changes: Changes): boolean {
  const lines = linesOf(changes);
  return lines.length > 0 && lines.every(({ picked }) => picked === 0);
}

function lineWords({ sku = '', quantity, picked, short, from, to }: Line, { items }: Known): string {
  const item = items.get(sku);
  const name = item?.itemName ?? sku;
  const amount = (units: number) => amountText(units, item?.unitsPerCase ?? 1);
  if (from !== undefined && to !== undefined)
    return t('history.lineChanged', { name, from: amount(from), to: amount(to) });
  if (picked === 0 && short) return t('history.onlyShort', { short: amount(short), name });
  const line = t('history.line', { amount: amount(quantity ?? picked ?? 0), name });
  return short ? t('history.lineShort', { line, short: amount(short) }) : line;
}

function fieldName(field: string): string {
  const key = `history.field.${field}`;
  return hasWords(key) ? t(key as 'history.field.reason') : wordsOfCode(field.replace(/([A-Z])/g, '_$1').toLowerCase());
}

function valueWords(field: string, value: unknown, { today, timeZone }: About): string {
  if (value === null || value === undefined || value === '') return t('history.nothing');
  if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
  if (field === 'manualRank' && typeof value === 'number')
    return t(`history.rank.${value === 0 ? 'normal' : value < 0 ? 'ahead' : 'behind'}`);
  if (typeof value === 'string' && DAY.test(value)) return dayText(value, today);
  if (typeof value === 'string' && INSTANT.test(value)) return instantText(value, timeZone).short;
  if (field === 'reason' && typeof value === 'string') return reasonText(value);
  if (field === 'shortageRule' && hasWords(`shortageRule.${value}`)) return t(`shortageRule.${value as 'ask'}`);
  if (field === 'cause' && hasWords(`backorder.causes.${value}`)) return t(`backorder.causes.${value as 'manual'}`);
  if (/^ship_?policy$/i.test(field) && hasWords(`shipPolicy.${value}`)) return t(`shipPolicy.${value as 'partial'}`);
  if (field === 'ownTerms' && Array.isArray(value))
    return value.map((term) => fieldName(String(term))).join(', ') || t('history.nothing');
  if (isAddress(value)) return Object.values(value).filter(Boolean).join(', ');
  return isPlain(value) ? String(value) : t('history.changedValue');
}

function linesOf({ lines }: Changes): Line[] {
  return listOf(lines);
}

function listOf<Item>(value: unknown): Item[] {
  return Array.isArray(value) ? (value as Item[]) : [];
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Within a minute of when it was recorded: then the one says both. */
function isAbout(value: unknown, at: string | undefined): boolean {
  return at !== undefined && Math.abs(Date.parse(String(value)) - Date.parse(at)) < 60_000;
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isAddress(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && ('line1' in value || 'city' in value);
}

function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}
