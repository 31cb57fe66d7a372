import type { Matches } from '#domain/invoicing/compose-document.ts';
import type { ConnectedLedger } from '#server/invoicing/connected-ledger.ts';
import type { Queries } from '#server/platform/transaction.ts';
import { openQuickbooks } from '#server/quickbooks/open-ledger.ts';
import type { QuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';

/** The twin as the company's accounting, in which every customer and item of ours is matched with one of the same name. */
export function connectTwin(twin: QuickbooksTwin, timeoutMilliseconds = 400): ConnectedLedger {
  let token = twin.tokens.issue().accessToken;
  const ledger = openQuickbooks(
    { baseUrl: twin.url, timeoutMilliseconds },
    {
      realmId: twin.realmId,
      token: async () => ({ is: 'done', value: token }),
      async renew() {
        token = twin.tokens.issue().accessToken;
        return { is: 'done', value: token };
      },
      take: async () => 0,
      note: async () => undefined,
    },
  );
  return { name: 'QuickBooks', ledger, match: (queries, asked) => matchAll(twin, queries, asked) };
}

async function matchAll(
  twin: QuickbooksTwin,
  queries: Queries,
  { customerId, variantIds }: { customerId: string; variantIds: readonly string[] },
): Promise<Matches> {
  const { name } = await queries.row<{ name: string }>('select name from customers where id = $1', [customerId]);
  const variants = await queries.rows<{ id: string; sku: string }>(
    'select id, sku from variants where id = any($1::bigint[])',
    [variantIds],
  );
  return {
    customer: { id: twinRecord(twin, 'Customer', { DisplayName: name }), taxCode: 'NON', termsId: '3' },
    items: new Map(variants.map(({ id, sku }) => [id, twinRecord(twin, 'Item', { Name: sku })])),
    dealItemId: twinRecord(twin, 'Item', { Name: 'Deals' }),
    freightItemId: twinRecord(twin, 'Item', { Name: 'Freight' }),
  };
}

function twinRecord({ books }: QuickbooksTwin, kind: 'Customer' | 'Item', named: Record<string, string>): string {
  const [field, name] = Object.entries(named)[0] as [string, string];
  const found = books.all(kind).find((record) => record[field] === name);
  if (found) return found.Id;
  const isItem = kind === 'Item' ? { Type: 'NonInventory', IncomeAccountRef: { value: '79' } } : {};
  return books.create(kind, { ...named, ...isItem }).Id;
}

/** What the twin's books hold of a kind, in the order it was written: number, amount, and per line quantity and amount. */
export function writtenInto({ books }: QuickbooksTwin, kind: 'Invoice' | 'CreditMemo') {
  return books.all(kind).map((sale) => ({
    number: sale.DocNumber as string,
    amount: (sale.TotalAmt as number).toFixed(2),
    lines: (sale.Line as { Amount: number; SalesItemLineDetail?: { Qty: number } }[]).flatMap(
      ({ Amount, SalesItemLineDetail: detail }) => (detail ? [[detail.Qty, Amount.toFixed(2)] as const] : []),
    ),
  }));
}
