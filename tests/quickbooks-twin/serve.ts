import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Books } from './books.ts';
import { startQuickbooksTwin } from './twin.ts';

const SHOPS = new URL('../../database/demo/shops.csv.gz', import.meta.url);

/** `npm run quickbooks-twin`: a QuickBooks to look at and to connect the demo to. */
const twin = await startQuickbooksTwin({ port: Number(process.env.PORT ?? 3090) });
addShops(twin.books);
console.log(`QuickBooks twin: ${twin.url}

Start Makegood beside it with:

  QUICKBOOKS_BASE_URL=${twin.url} QUICKBOOKS_AUTH_URL=${twin.url} \\
  QUICKBOOKS_CLIENT_ID=${twin.tokens.clientId} QUICKBOOKS_CLIENT_SECRET=${twin.tokens.clientSecret} npm start
`);

/** Twenty shops of the demo company, three of them under another name: something to match. */
function addShops(books: Books): void {
  const shops: string[][] = parse(gunzipSync(readFileSync(SHOPS)));
  for (const [at, [accountNumber = '', name = '']] of shops.slice(0, 20).entries())
    books.create('Customer', at < 3 ? { DisplayName: `${name} LLC` } : { DisplayName: name, AcctNum: accountNumber });
}
