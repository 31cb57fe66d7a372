import { escapeHtml } from '#server/platform/escape-html.ts';
import type { Answering, Exchange, TwinAnswer } from './exchange.ts';
import type { Fault } from './faults.ts';
import type { Entity } from './query.ts';
import type { SaleLine } from './sales.ts';

/** Answers what a browser or the sign-in asks for: consent, tokens, and the books to look at. */
export function answerPage(twin: Answering, exchange: Exchange, fault: Fault | null): TwinAnswer {
  const { method, url, body, authorization } = exchange;
  switch (`${method} ${url.pathname}`) {
    case 'GET /':
      return { status: 200, html: booksPage(twin) };
    case 'POST /closings':
      twin.books.closedUntil = new URLSearchParams(body).get('closedUntil') || null;
      return { status: 303, location: '/' };
    case 'POST /faults':
      twin.faults.next((new URLSearchParams(body).get('fault') ?? 'slow') as Fault, 'POST invoice');
      return { status: 303, location: '/' };
    case 'POST /changes':
      changeSale(twin, new URLSearchParams(body));
      return { status: 303, location: '/' };
    case 'GET /connect/oauth2':
      return { status: 200, html: consentPage(twin, url) };
    case 'POST /connect/oauth2/consents':
      return { status: 303, location: consented(twin, url) };
    case 'POST /oauth2/v1/tokens/bearer':
      if (fault === 'refresh_stale') twin.tokens.endRefresh();
      if (fault === 'server_error') return { status: 500, body: { error: 'server_error' } };
      return twin.tokens.exchange(authorization, new URLSearchParams(body));
    case 'POST /v2/oauth2/tokens/revoke':
      return twin.tokens.revoke(authorization, revokedToken(body));
    default:
      return { status: 404, html: frame('Nothing here', '<p>There is nothing at this address.</p>') };
  }
}

function consented({ tokens, realmId }: Answering, url: URL): string {
  const redirectUri = url.searchParams.get('redirect_uri') ?? '';
  const back = new URL(redirectUri);
  back.searchParams.set('code', tokens.grant(redirectUri, url.searchParams.get('code_challenge')));
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  back.searchParams.set('realmId', realmId);
  return back.href;
}

function revokedToken(body: string): string {
  return body.startsWith('{') ? String(JSON.parse(body).token) : (new URLSearchParams(body).get('token') ?? '');
}

function consentPage({ books, tokens }: Answering, url: URL): string {
  const query = url.searchParams;
  if (query.get('client_id') !== tokens.clientId || !query.get('redirect_uri') || !query.get('state'))
    return frame('This app is not known', '<p>The client id, the address to return to or the state is missing.</p>');
  const refused = new URL(query.get('redirect_uri') as string);
  refused.searchParams.set('error', 'access_denied');
  refused.searchParams.set('state', query.get('state') as string);
  return frame(
    'Connect Makegood to QuickBooks',
    `<p>Makegood asks to read and write the books of <b>${escapeHtml(books.companyName)}</b>.</p>
     <form method="post" action="/connect/oauth2/consents${escapeHtml(url.search)}"><button>Connect</button></form>
     <p><a href="${escapeHtml(refused.href)}">No, not now</a></p>`,
  );
}

function booksPage({ books, url }: Answering): string {
  const sales = [...books.all('Invoice'), ...books.all('CreditMemo')].reverse();
  return frame(
    books.companyName,
    `<p>The QuickBooks twin at ${escapeHtml(url)}. ${books.all('Customer').length} customers, ${books.all('Item').length} items.</p>
     <form method="post" action="/closings"><label>Books closed until
       <input type="date" name="closedUntil" value="${books.closedUntil ?? ''}"></label><button>Save</button></form>
     <form method="post" action="/faults"><label>The next invoice
       <select name="fault">${faultChoices()}</select></label><button>Order</button></form>
     <table><thead><tr><th>Number</th><th>Day</th><th>Customer</th><th>Lines</th><th>Tax</th><th>Total</th><th>Change</th></tr></thead>
     <tbody>${sales.map(saleRow).join('') || '<tr><td colspan="7">No invoices yet.</td></tr>'}</tbody></table>`,
  );
}

function faultChoices(): string {
  return Object.entries({
    commits_then_silent: 'is written and never answered',
    commits_then_cuts: 'is written and the connection breaks',
    half_json: 'is written and half answered',
    server_error: 'fails in QuickBooks',
    too_many: 'is one too many (429)',
    unauthorized: 'comes with a token that ended (401)',
    slow: 'is answered after 30 seconds',
  } satisfies Partial<Record<Fault, string>>)
    .map(([fault, words]) => `<option value="${fault}">${words}</option>`)
    .join('');
}

function saleRow(sale: Entity): string {
  const lines = (sale.Line as { Description?: string; Amount: number; DetailType: string }[])
    .filter(({ DetailType }) => DetailType === 'SalesItemLineDetail')
    .map(({ Description, Amount }) => `${escapeHtml(Description ?? '')} ${Amount.toFixed(2)}`);
  const tax = (sale.TxnTaxDetail as { TotalTax: number }).TotalTax;
  const cells = [
    escapeHtml(String(sale.DocNumber ?? '')),
    escapeHtml(String(sale.TxnDate)),
    escapeHtml((sale.CustomerRef as { name: string }).name),
    lines.join('<br>'),
    tax.toFixed(2),
    Number(sale.TotalAmt).toFixed(2),
  ];
  const change = `<form method="post" action="/changes"><input type="hidden" name="number" value="${cells[0]}">
    <button name="to" value="half">Half</button><button name="to" value="void">Void</button></form>`;
  return `<tr>${[...cells, change].map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** What somebody does in QuickBooks itself: every line of a document at half its price, or the document void. */
function changeSale({ books }: Answering, said: URLSearchParams): void {
  for (const kind of ['Invoice', 'CreditMemo'] as const) {
    const sale = books.all(kind).find(({ DocNumber }) => DocNumber === said.get('number'));
    if (!sale) continue;
    if (said.get('to') === 'void') books.void(kind, sale);
    else books.edit(kind, sale.Id, { Line: (sale.Line as SaleLine[]).flatMap(halved) });
  }
}

function halved({ SalesItemLineDetail: detail, ...line }: SaleLine): SaleLine[] {
  if (!detail) return [];
  const Amount = Math.round((line.Amount ?? 0) * 50) / 100;
  return [{ ...line, Amount, SalesItemLineDetail: { ...detail, Qty: 1, UnitPrice: Amount } }];
}

function frame(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
    <meta name="viewport" content="width=device-width">
    <style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}table{width:100%;border-collapse:collapse}
    td,th{text-align:left;vertical-align:top;border-top:1px solid #999;padding:.3rem .6rem .3rem 0}button{font:inherit;margin-left:.5rem}</style>
    </head><body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;
}
