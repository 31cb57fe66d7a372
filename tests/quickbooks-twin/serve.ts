import { startQuickbooksTwin } from './twin.ts';

/** `npm run quickbooks-twin`: a QuickBooks to look at and to connect the demo to. */
const twin = await startQuickbooksTwin({ port: Number(process.env.PORT ?? 3090) });
console.log(`QuickBooks twin: ${twin.url}

Start Makegood beside it with:

  QUICKBOOKS_BASE_URL=${twin.url} QUICKBOOKS_AUTH_URL=${twin.url} \\
  QUICKBOOKS_CLIENT_ID=${twin.tokens.clientId} QUICKBOOKS_CLIENT_SECRET=${twin.tokens.clientSecret} npm start
`);
