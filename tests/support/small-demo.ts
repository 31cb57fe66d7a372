import { randomBytes } from 'node:crypto';
import { addSignIn } from '#server/accounts/sign-in.ts';
import { loadDemo } from '#server/demo/load-demo.ts';
import { type DemoData, readDemoData } from '#server/demo/read-demo-data.ts';
import type { Database } from '#server/platform/database.ts';

/** A Wednesday afternoon in Des Moines. */
const DEMO_NOW = '2026-07-15T20:00:00.000Z';

const SHOPS = 7;
/** Enough where only is asked whether a company was made, not what is in it. */
export const FEW_SHOPS = 2;
const WINES = 12;

/** The demo company with a few of its shops and what they order, so that a test can make it in seconds. */
async function smallDemoData(count: number): Promise<DemoData> {
  const data = await readDemoData();
  const shops = data.shops.filter(({ orders }) => orders).slice(0, count);
  const numbers = new Set(shops.map(({ number }) => number));
  const orders = data.orders.filter(({ shop }) => numbers.has(shop));
  const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  const wines = data.variants.filter(({ sku }) => sku.startsWith('W')).slice(0, WINES);
  return { ...data, shops, orders, variants: [...data.variants.filter(({ sku }) => sold.has(sku)), ...wines] };
}

/** Makes it in a database whose company is a demo; says whether it was made now. */
export async function loadSmallDemo(
  { database, url }: { database: Database; url: string },
  { onProgress = () => undefined, shops = SHOPS }: { onProgress?: (message: string) => void; shops?: number } = {},
): Promise<boolean> {
  const signIn = await addSignIn({ database, databaseUrl: url, secret: randomBytes(32).toString('hex') });
  try {
    return await loadDemo({ database, signIn, now: DEMO_NOW, data: await smallDemoData(shops), onProgress });
  } finally {
    await signIn.close();
  }
}

/** The template's company works for real, and nothing but its owner's hand makes a demo of it. */
export async function makeDemo(database: Database): Promise<void> {
  await database.query(`begin; alter table company disable trigger company_demo_final; update company set demo = true;
    alter table company enable trigger company_demo_final; commit`);
}

/** Columns that no two loads have alike: what is drawn, and the order in which the database read the lines of a run. */
const OWN: Record<string, string> = { users: 'sign_in_id', audit_events: 'transaction_id', allocation_runs: 'inputs' };

/** When a row changed last goes by the clock of the database, which no two loads share. */
const STAMP = 'updated_at';

/** What stands in every table of a company, sign-ins apart. */
export async function fingerprint(database: Database): Promise<Record<string, string>> {
  const { rows: tables } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('migrations', 'idempotency_keys', 'readiness', 'audit_sealing') order by 1`,
  );
  const prints = tables.map(async ({ name }) => {
    const { rows } = await database.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(text, ',' order by text)), '') as print
       from (select (to_jsonb(t) - $1::text[])::text as text from ${name} t) t`,
      [[STAMP, OWN[name] ?? '']],
    );
    return [name, rows[0].print as string] as const;
  });
  return Object.fromEntries(await Promise.all(prints));
}
