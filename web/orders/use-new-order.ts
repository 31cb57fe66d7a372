import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { call } from '#web/api/call.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import type { Variant } from '#web/catalog/variant-picker.tsx';
import type { Customer } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type Decision, useOpenDemand } from './double-demand.tsx';
import { type BadRow, type EnteredLine, isLineReady, priceOf, withRows } from './entry/entered-lines.ts';
import { type PastedRow, pastedRows } from './entry/pasted-rows.ts';
import { useOutcomes, useSupply } from './entry/supply.ts';
import { useDeals } from './line-deals.ts';

export type NewOrderValues = {
  customer: Customer | null;
  warehouseId: string | null;
  requestedOn: string | null;
  shipBy: string | null;
  customerReference: string | null;
  notes: string | null;
  lines: readonly EnteredLine[];
  decisions: Record<string, Decision>;
  badRows: readonly BadRow[];
};

export type NewOrder = ReturnType<typeof useNewOrder>;

/** What is typed of a new order, what supply says to it, whether it can be sent, and what sends it. */
export function useNewOrder(first: Customer | null) {
  const form = useForm<NewOrderValues>(`order new ${first?.id ?? ''}`, {
    customer: first,
    ...{ warehouseId: null, requestedOn: null, shipBy: null, customerReference: null, notes: null },
    ...{ lines: [], decisions: {}, badRows: [] },
  });
  const { customer, warehouseId, requestedOn, lines, decisions } = form.values;
  const open = useOpenDemand(customer, warehouseId ?? '', lines);
  const supplyOf = useSupply(
    lines.map(({ variant }) => variant.id),
    {
      customerId: customer?.id,
      warehouseId: warehouseId ?? undefined,
      requestedOn: requestedOn ?? undefined,
    },
  );
  const entryRef = useRef<HTMLInputElement>(null);
  return {
    form,
    open,
    entryRef,
    supplyOf,
    outcomeOf: useOutcomes(lines, customer, supplyOf),
    dealOf: useDeals(customer, lines),
    askedOf: (id: string) =>
      total(
        lines.filter(({ variant }) => variant.id === id),
        ({ quantity }) => quantity ?? 0,
      ),
    isDecided: open.every(({ variantId }) => decisions[variantId] !== undefined),
    isReady: customer !== null && lines.length > 0 && lines.every(isLineReady),
    ...useManyLines(form),
    ...useSending(form, open),
  };
}

type OrderForm = ReturnType<typeof useForm<NewOrderValues>>;

/** Adds many lines at once, from a text or an earlier order, and says what came of it. */
function useManyLines(form: OrderForm) {
  const [said, say] = useState<string | null>(null);
  const [isAdding, setIsAdding] = useState(false);

  async function add(rows: readonly PastedRow[], words: (count: number) => string) {
    const variants = await variantsOf(rows.map(({ code }) => code));
    const outcome = withRows([], rows, variants);
    form.set((values) => {
      const { lines, bad } = withRows(values.lines, rows, variants);
      return { lines, badRows: bad };
    });
    say(words(outcome.added));
  }

  async function carefully(doing: () => Promise<void>) {
    setIsAdding(true);
    try {
      await doing();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      say(problemSentence(error));
    } finally {
      setIsAdding(false);
    }
  }

  return {
    said,
    say,
    isAdding,
    addText: (text: string) => carefully(() => add(pastedRows(text), (count) => t('entry.added', { count }))),
    copy: (id: string) =>
      carefully(async () => {
        const { number, lines } = await call('getOrder', { params: { id } });
        await add(toRows(lines), (count) => t('entry.copied', { count, number }));
      }),
    copyCancelled: (id: string) =>
      carefully(async () => {
        const { number, lines } = await call('getBackorder', { params: { id } });
        const rows = toRows(lines.map(({ sku, cancelled }) => ({ sku, quantity: cancelled })));
        await add(rows, (count) => t('entry.copied', { count, number }));
      }),
  };
}

const toRows = (lines: readonly { sku: string; quantity: number }[]): PastedRow[] =>
  lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ sku, quantity }, index) => ({ row: index + 1, code: sku, quantity: String(quantity) }));

/** The items of some codes, a hundred codes a question. */
async function variantsOf(codes: readonly string[]): Promise<Variant[]> {
  const all = [...new Set(codes.map((code) => code.replaceAll(',', ' ').slice(0, 64)))];
  const groups = Array.from({ length: Math.ceil(all.length / 100) }, (_, at) => all.slice(at * 100, (at + 1) * 100));
  const found = await Promise.all(
    groups.map((group) => call('listVariants', { query: { codes: group.join(','), limit: 200 } })),
  );
  return found.flatMap(({ data }) => data);
}

/** Its price is 0: asked about once, because it may be a price that nobody entered yet. */
export function isFree(line: EnteredLine): boolean {
  return Number(priceOf(line).amount) === 0;
}

function useSending(form: OrderForm, open: readonly { variantId: string }[]) {
  const navigate = useNavigate();
  const act = useAct('createOrder');
  const [confirms, setConfirms] = useState(true);
  const meant = useRef<Meant>({});

  async function save(confirm: boolean, now?: Meant) {
    // One doubt is asked after the other: what was meant before is meant still.
    meant.current = now ? { ...meant.current, ...now } : {};
    const { freeOfCharge = false, confirmed } = meant.current;
    const { customer, warehouseId, requestedOn, customerReference, notes, ...rest } = form.values;
    if (!customer) return;
    setConfirms(confirm);
    const asked = new Set(open.map(({ variantId }) => variantId));
    const order = await act.submit({
      body: {
        customerId: customer.id,
        lines: rest.lines.map((line) => lineSent(line, rest, asked, freeOfCharge)),
        confirm,
        ...(confirmed ? { confirmed } : {}),
        requestedOn,
        warehouseId: warehouseId ?? undefined,
        customerReference: customerReference?.trim() || null,
        notes: notes?.trim() || null,
      },
    });
    if (!order) return;
    form.forget();
    await navigate({ to: '/orders/$id', params: { id: order.id }, replace: true });
  }
  return { act, confirms, save };
}

/** What is asked once, and then meant: a price of 0, and a very large quantity. */
type Meant = { freeOfCharge?: boolean; confirmed?: boolean };

function lineSent(
  line: EnteredLine,
  { shipBy, decisions }: Pick<NewOrderValues, 'shipBy' | 'decisions'>,
  asked: ReadonlySet<string>,
  freeOfCharge: boolean,
) {
  const { variant, quantity, price, priceReason, priceValidUntil } = line;
  return {
    variantId: variant.id,
    quantity: quantity ?? 0,
    cancelIfNotShippedBy: shipBy,
    doubleDemand: asked.has(variant.id) ? (decisions[variant.id] ?? null) : null,
    ...(price == null ? {} : { unitPrice: priceOf(line), priceReason: priceReason?.trim() }),
    ...(priceValidUntil ? { priceValidUntil } : {}),
    ...(freeOfCharge && isFree(line) ? { freeOfCharge } : {}),
  };
}
