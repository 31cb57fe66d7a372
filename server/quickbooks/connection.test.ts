import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { comeBack, configurationOf, connectToTwin } from '#tests/quickbooks-twin/connect-company.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { type Quickbooks, setUpQuickbooks } from './open-quickbooks.ts';
import { openVault } from './vault.ts';

let twin: QuickbooksTwin;
let company: TestCompany;
let admin: Client;
let logged = '';
const log = new Writable({
  write(chunk, _, done) {
    logged += chunk;
    done();
  },
});

beforeAll(async () => {
  twin = await startQuickbooksTwin();
  company = await openTestCompany({ quickbooks: configurationOf(twin), logger: pino({ level: 'trace' }, log) });
  admin = company.as('administrator');
});
beforeEach(() => {
  twin.faults.clear();
  twin.tokens.refreshSeconds = 8_726_400;
});
afterAll(async () => {
  await company.close();
  await twin.stop();
});

const health = async () => (await admin.get('/quickbooks')).body.health;
/** Whatever was let in with is no longer fresh. */
const letAccessEnd = () => company.database.query(`update quickbooks_connection set access_expires_at = '2020-01-01'`);

describe('connecting', () => {
  it('is not offered where no app is known, and nothing is an error', async () => {
    const without = await openTestCompany();
    const client = without.as('administrator');
    expect((await client.get('/quickbooks')).body).toMatchObject({ health: 'not_set_up', problem: null });
    expect((await client.get('/quickbooks/matches?kind=customer')).body).toEqual({ data: [], nextCursor: null });
    expect((await client.post('/quickbooks/connections', {})).body.code).toBe('quickbooks_not_set_up');
    expect((await client.post('/quickbooks/checks')).body.code).toBe('ledger_not_connected');
    await without.close();
  });

  it('leads a person to Intuit and back, and the company is known by name', async () => {
    expect(await health()).toBe('not_connected');
    expect(await connectToTwin(company, twin)).toBe('made');
    const { body } = await admin.get('/quickbooks');
    expect(body).toMatchObject({ health: 'works', companyName: 'River Wines & Spirits', itemAccountId: '79' });
    expect(body.lastSuccessAt).not.toBeNull();
  });

  it('is for whoever began it, once, and within a quarter of an hour', async () => {
    const begin = async () => twin.consent((await admin.post('/quickbooks/connections', {})).body.authorizeUrl);
    const location = await begin();
    expect(await comeBack(company, location, company.keys.manager)).toBe('expired');
    await company.database.query(`update api_keys set role = 'administrator' where role = 'manager'`);
    expect(await comeBack(company, location, company.keys.manager)).toBe('expired');
    await company.database.query(`update api_keys set role = 'manager' where name = 'manager'`);
    expect(await comeBack(company, location)).toBe('made');
    expect(await comeBack(company, location)).toBe('expired');
    const late = await begin();
    await company.database.query(`update quickbooks_states set created_at = created_at - interval '16 minutes'`);
    expect(await comeBack(company, late)).toBe('expired');
    const forged = new URL(await begin());
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await comeBack(company, forged.href)).toBe('expired');
    expect(await comeBack(company, '/api/v1/quickbooks/callback')).toBe('expired');
  });

  it('ends without a connection when the person says no, or the code is another', async () => {
    const begun = async () => new URL((await admin.post('/quickbooks/connections', {})).body.authorizeUrl);
    const state = (await begun()).searchParams.get('state');
    expect(await comeBack(company, `/api/v1/quickbooks/callback?error=access_denied&state=${state}`)).toBe('refused');
    const wrong = new URL(await twin.consent((await begun()).href));
    wrong.searchParams.set('code', 'another');
    expect(await comeBack(company, wrong.href)).toBe('refused');
    const noRealm = new URL(await twin.consent((await begun()).href));
    noRealm.searchParams.set('realmId', '../1');
    expect(await comeBack(company, noRealm.href)).toBe('refused');
  });

  it('sends a proof of who began it', async () => {
    const url = new URL((await admin.post('/quickbooks/connections', {})).body.authorizeUrl);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'com.intuit.quickbooks.accounting',
      code_challenge_method: 'S256',
      redirect_uri: 'https://orders.example.com/api/v1/quickbooks/callback',
    });
  });
});

describe('what lets us in', () => {
  it('is renewed once, whoever asks at the same time', async () => {
    await connectToTwin(company, twin);
    await letAccessEnd();
    const refreshes = countRefreshes();
    const ledgers = Array.from({ length: 8 }, () => anotherProcess().ledgerOf(twin.realmId));
    const answers = await Promise.all(ledgers.map((ledger) => ledger.readCompany()));
    expect(answers.map(({ is }) => is)).toEqual(Array(8).fill('done'));
    expect(refreshes()).toBe(1);
  });

  it('is renewed when QuickBooks ends it before its time', async () => {
    twin.faults.next('unauthorized', 'GET companyinfo');
    expect((await anotherProcess().ledgerOf(twin.realmId).readCompany()).is).toBe('done');
    expect(await health()).toBe('works');
  });

  it('waits where Intuit does not answer, and nothing has ended', async () => {
    await letAccessEnd();
    twin.faults.next('server_error', 'POST token');
    expect((await anotherProcess().ledgerOf(twin.realmId).readCompany()).is).toBe('later');
    expect(await health()).toBe('away');
    expect((await anotherProcess().ledgerOf(twin.realmId).readCompany()).is).toBe('done');
  });

  it.each(['refresh_lost', 'refresh_stale'] as const)(
    'that is lost (%s) ends the connection, and connecting again mends it',
    async (fault) => {
      await letAccessEnd();
      twin.faults.next(fault, 'POST token');
      await anotherProcess().ledgerOf(twin.realmId).readCompany();
      expect((await anotherProcess().ledgerOf(twin.realmId).readCompany()).is).toBe('unauthorized');
      expect((await admin.get('/quickbooks')).body).toMatchObject({ health: 'ended', endedBecause: 'refused' });
      expect((await admin.post('/quickbooks/checks')).body.code).toBe('ledger_not_connected');
      expect(await connectToTwin(company, twin)).toBe('made');
      expect(await health()).toBe('works');
    },
  );

  it('ends with the secret that sealed it', async () => {
    const wire = setUpQuickbooks({ ...setUp(), secret: 'y'.repeat(32) });
    expect((await wire.ledgerOf(twin.realmId).readCompany()).is).toBe('unauthorized');
    expect(openVault('y'.repeat(32)).open('v1.x', 'any')).toBeNull();
    expect((await admin.get('/quickbooks')).body).toMatchObject({ health: 'ended', endedBecause: 'key_changed' });
    await connectToTwin(company, twin);
  });

  it('ends within 14 days: people are told', async () => {
    twin.tokens.refreshSeconds = 13 * 86_400;
    await connectToTwin(company, twin);
    expect(await health()).toBe('ends_soon');
  });
});

it('QuickBooks is left alone for as long as it asks, and after so many calls', async () => {
  await connectToTwin(company, twin);
  const ledger = anotherProcess().ledgerOf(twin.realmId);
  twin.faults.next('too_many', 'GET companyinfo');
  expect((await ledger.readCompany()).is).toBe('later');
  const seen = twin.calls.length;
  expect(await ledger.readCompany()).toMatchObject({ is: 'later', afterSeconds: 1 });
  expect(twin.calls.length).toBe(seen);
  expect(await health()).toBe('away');
  await company.database.query(`update quickbooks_calls set rest_until = null, calls_left = 40, counted_at = now()`);
  const answers = await Promise.all(Array.from({ length: 60 }, () => ledger.readCompany()));
  expect(answers.filter(({ is }) => is === 'later').length).toBeGreaterThan(0);
  await company.database.query(`update quickbooks_calls set counted_at = now() - interval '1 minute'`);
  expect((await ledger.readCompany()).is).toBe('done');
});

it('disconnecting takes back what lets us in, here and there, and is done once', async () => {
  await connectToTwin(company, twin);
  expect((await admin.post('/quickbooks/disconnections')).body).toMatchObject({ health: 'not_connected' });
  expect((await admin.post('/quickbooks/disconnections')).body.code).toBe('ledger_not_connected');
  const { rows } = await company.database.query('select access_token, refresh_token from quickbooks_connection');
  expect(rows).toEqual([{ access_token: null, refresh_token: null }]);
  expect((await anotherProcess().ledgerOf(twin.realmId).readCompany()).is).toBe('unauthorized');
});

it('who may not set rules does not connect, and who keeps no books does not look', async () => {
  expect((await company.as('manager').post('/quickbooks/connections', {})).status).toBe(403);
  expect((await company.as('sales_rep').get('/quickbooks')).status).toBe(403);
});

it('no token and no secret stands in a table, a log or an answer', async () => {
  await connectToTwin(company, twin);
  await letAccessEnd();
  await anotherProcess().ledgerOf(twin.realmId).readCompany();
  const tables = await company.database.query(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const kept = await Promise.all(
    tables.rows.map(async ({ name }) => (await company.database.query(`select t::text from ${name} t`)).rows),
  );
  const answers = await Promise.all(['/quickbooks', '/audit-events?limit=200'].map((path) => admin.get(path)));
  const all = JSON.stringify([kept, answers.map(({ body }) => body)]) + logged;
  expect(all).toContain('quickbooks.connect');
  expect(all).not.toMatch(/twin\.access\.|TWIN-REFRESH-|twincode|twinclientsecret/);
});

const setUp = () => ({
  configuration: configurationOf(twin),
  secret: company.secret,
  publicUrl: 'https://orders.example.com',
  database: company.database,
});

/** The same installation in another process. */
function anotherProcess(): Quickbooks {
  return setUpQuickbooks(setUp());
}

function countRefreshes(): () => number {
  let count = 0;
  twin.faults.decide = ({ name }) => {
    if (name === 'POST token') count += 1;
    return null;
  };
  return () => count;
}
