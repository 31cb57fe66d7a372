import { setTimeout as pause } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, type World } from '#tests/support/world.ts';
import { relayBatch } from '../jobs/relay.ts';
import { inTransaction } from '../platform/transaction.ts';

let company: TestCompany;
let world: World;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  company = await openTestCompany();
  await runMigrations({ connectionString: company.databaseUrl });
  world = await buildWorld(company.as('administrator'), { MALBEC: 0 });
  ada = await addPersonOf(company, 'Ada', 'sales_rep');
  bob = await addPersonOf(company, 'Bob', 'sales_rep');
});
afterAll(() => company.close());

type Stream = {
  status: number;
  text(): string;
  events(): { type: string; id: string }[];
  close(): void;
  ended: Promise<void>;
};
const streams: Stream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await pause(50);
});

async function open(headers: Record<string, string>): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${company.origin}/api/v1/events`, { headers, signal: abort.signal });
  let text = '';
  const ended = (async () => {
    if (!response.body) return;
    const decoder = new TextDecoder();
    for await (const chunk of response.body) text += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  const stream: Stream = {
    status: response.status,
    text: () => text,
    events: () => [...text.matchAll(/event: changed\ndata: (.*)\n/g)].flatMap(([, data]) => JSON.parse(data as string)),
    close: () => abort.abort(),
    ended,
  };
  streams.push(stream);
  return stream;
}
const streamOf = (person: Person, headers = {}) => open({ cookie: person.cookie, ...headers });

/** Waits until something is so; fails when it never is. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await pause(25);
  expect(isSo()).toBe(true);
}

const relay = () => inTransaction(company.database, (tx) => relayBatch(tx, new Date().toISOString()));
async function backorderFor(person: Person): Promise<{ orderId: string; backorderId: string }> {
  const customerId = await addCustomer(company.as('administrator'), { salesRepId: person.id });
  const placed = await order(company.as('administrator'), world, { MALBEC: 5 }, { customerId });
  return { orderId: placed.id, backorderId: placed.backorders[0].id };
}
const listening = async () =>
  (
    await company.database.query(
      `select pid from pg_stat_activity where application_name = 'makegood events' and datname = current_database()`,
    )
  ).rows;

describe('live events', () => {
  it('are for whoever is signed in', async () => {
    expect((await open({})).status).toBe(401);
    expect((await open({ authorization: `Bearer ${company.keys.read_only}` })).status).toBe(200);
  });

  it('tell two viewers what each may read, by type, id and version only', async () => {
    await company.as('administrator').patch('/settings', { repsReadAll: false });
    const [adas, bobs] = [await streamOf(ada), await streamOf(bob)];
    const boss = await open({ authorization: `Bearer ${company.keys.manager}` });
    await until(() => adas.text().includes('here') && bobs.text().includes('here'));
    await pause(200);
    await relay();
    const [hers, his] = [await backorderFor(ada), await backorderFor(bob)];
    await relay();
    await until(() => adas.events().some(({ id, type }) => type === 'backorder' && id === hers.backorderId));
    await until(() => bobs.events().some(({ id, type }) => type === 'backorder' && id === his.backorderId));
    const about = (stream: Stream) => stream.events().map(({ type, id }) => `${type} ${id}`);
    expect(about(adas)).toContain(`order ${hers.orderId}`);
    expect(about(adas)).not.toContain(`order ${his.orderId}`);
    expect(about(adas)).not.toContain(`backorder ${his.backorderId}`);
    expect(about(bobs)).not.toContain(`backorder ${hers.backorderId}`);
    await until(() => about(boss).includes(`backorder ${his.backorderId}`));
    expect(about(boss)).toContain(`backorder ${hers.backorderId}`);
    for (const event of adas.events()) expect(Object.keys(event).sort()).toEqual(['id', 'type', 'version']);
    expect(await listening()).toHaveLength(1);
    await company.as('administrator').patch('/settings', { repsReadAll: true });
  });

  it('come again when the connection that listens is killed, and say to read anew', async () => {
    const stream = await streamOf(ada);
    await until(() => stream.text().includes('here'));
    await pause(200);
    const [{ pid }] = await listening();
    await company.database.query('select pg_terminate_backend($1)', [pid]);
    await until(() => stream.text().includes('event: refetch'));
    const { backorderId } = await backorderFor(ada);
    await relay();
    await until(() => stream.events().some(({ id }) => id === backorderId));
  });

  it('tell whoever comes back to read anew, because nothing is kept', async () => {
    const fresh = await streamOf(ada);
    const back = await streamOf(ada, { 'last-event-id': '1' });
    await until(() => back.text().includes('event: refetch'));
    expect(fresh.text()).not.toContain('refetch');
  });

  it('are eight streams to a person, and others have theirs', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => streamOf(bob)));
    expect(opened.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await streamOf(bob)).status).toBe(429);
    expect((await streamOf(ada)).status).toBe(200);
    opened[0]?.close();
    await pause(100);
    expect((await streamOf(bob)).status).toBe(200);
  });

  it('end at once with the right to hear them: deactivated, revoked, another role, another password, narrowed', async () => {
    const admin = company.as('administrator');
    const key = (await admin.post('/api-keys', { name: 'screen', role: 'read_only' })).body;
    const [leaver, mover, forgetful, rep] = await Promise.all([
      addPersonOf(company, 'Leaver', 'warehouse'),
      addPersonOf(company, 'Mover', 'manager'),
      addPersonOf(company, 'Forgetful', 'manager'),
      addPersonOf(company, 'Rep', 'sales_rep'),
    ]);
    const streams = {
      leaver: await streamOf(leaver),
      mover: await streamOf(mover),
      forgetful: await streamOf(forgetful),
      key: await open({ authorization: `Bearer ${key.key}` }),
      rep: await streamOf(rep),
    };
    const stays = await open({ authorization: `Bearer ${company.keys.manager}` });
    await pause(200);
    const ended = new Set<string>();
    for (const [name, stream] of Object.entries(streams)) void stream.ended.then(() => ended.add(name));
    await Promise.all([
      admin.patch(`/users/${leaver.id}`, { active: false }),
      admin.patch(`/users/${mover.id}`, { role: 'read_only' }),
      admin.post(`/users/${forgetful.id}/password-resets`, {}),
      admin.post(`/api-keys/${key.id}/revocations`, {}),
      admin.patch('/settings', { repsReadAll: false }),
    ]);
    await until(() => ended.size === 5);
    let isOver = false;
    void stays.ended.then(() => {
      isOver = true;
    });
    await pause(50);
    expect(isOver).toBe(false);
    expect((await streamOf(leaver)).status).toBe(401);
    expect((await streamOf(forgetful)).status).toBe(401);
    expect((await open({ authorization: `Bearer ${key.key}` })).status).toBe(401);
    await admin.patch('/settings', { repsReadAll: true });
  });

  it('end also when word of it was missed while nothing listened', async () => {
    const person = await addPersonOf(company, 'Missed', 'warehouse');
    const stream = await streamOf(person);
    await pause(200);
    let isOver = false;
    void stream.ended.then(() => {
      isOver = true;
    });
    await company.database.query('update users set active = false where id = $1', [person.id]);
    const [{ pid }] = await listening();
    await company.database.query('select pg_terminate_backend($1)', [pid]);
    await until(() => isOver);
  });

  it('end with the server at once', async () => {
    const other = await openTestCompany();
    const response = await fetch(`${other.origin}/api/v1/events`, {
      headers: { authorization: `Bearer ${other.keys.manager}` },
    });
    const ended = Promise.all([response.text().catch(() => ''), other.close()]).then(() => 'ended');
    expect(await Promise.race([ended, pause(30_000, 'still open')])).toBe('ended');
  });
});
