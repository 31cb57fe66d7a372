// Long because what the sender bears is one list.
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chanceFrom } from '#tests/simulation/seeded-random.ts';
import { backorderOf, made } from '#tests/stories/acts.ts';
import { type MailServer, openMailServer } from '#tests/support/mail-server.ts';
import { addPersonOf } from '#tests/support/person.ts';
import { relayToMessages } from '#tests/support/tell-customers.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, type World } from '#tests/support/world.ts';
import { migrateJobs } from '../jobs/runner.ts';
import { openPost } from './post.ts';
import { type Pace, startSender } from './start-sender.ts';

const logger = pino({ level: 'silent' });
const FAST: Pace = { lookMilliseconds: 10, retryMilliseconds: [20, 40, 80], awayMilliseconds: [20, 200] };
/** How many messages leave in each round; `MAIL_EVENTS=2000` for the whole. */
const EVENTS = Number(process.env.MAIL_EVENTS ?? 30);

const LONG = 180_000 + EVENTS * 1_000;
const AT_ONCE = 6;

let company: TestCompany;
let server: MailServer;
let world: World;
beforeAll(async () => {
  company = await openTestCompany();
  await migrateJobs(company.databaseUrl, logger);
  server = await openMailServer();
  world = await buildWorld(company.as('administrator'), { MALBEC: 0 });
});
afterAll(async () => {
  await server.close();
  await company.close();
});
let senders: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  senders = [];
  server.mood = () => 'takes';
  server.mails.length = 0;
});

function send(silenceMilliseconds = 2_000) {
  const post = openPost({ smtpUrl: server.url, from: 'River Wines <orders@river.example>' }, { silenceMilliseconds });
  const sender = startSender({
    database: company.database,
    databaseUrl: company.databaseUrl,
    logger,
    post,
    publicUrl: company.origin,
    pace: FAST,
  });
  senders.push(sender);
  return sender;
}

/** Orders of customers of their own, told of but not yet sent. */
async function queue(count: number, customer: Record<string, unknown> = {}) {
  const admin = company.as('administrator');
  const placed: any[] = [];
  const place = async () => {
    const customerId = await addCustomer(admin, customer);
    placed.push(await order(admin, { ...world, customerId }, { MALBEC: 5 }));
  };
  for (let left = count; left > 0; left -= AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, place));
  await relayToMessages(company.database);
  return placed;
}

const inMailbox = async (placed: { id: string }) =>
  (await company.as('administrator').get(`/mailbox?orderId=${placed.id}`)).body.data[0];

async function until(condition: () => Promise<boolean> | boolean, seconds = 20) {
  const end = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it did not come to that');
    await new Promise((done) => setTimeout(done, 20));
  }
}
const queued = async () =>
  Number((await company.database.query(`select count(*) from messages where status = 'queued'`)).rows[0].count);
const allSent = (seconds?: number) => until(async () => (await queued()) === 0, seconds);

/** Each order is told by one message, and a mail that came twice says so by its Message-ID. */
function expectEachOnce(placed: readonly { number: string }[]): void {
  for (const { number } of placed) {
    const ids = server.mails.filter((mail) => mail.subject?.includes(number)).map(({ messageId }) => messageId);
    expect([number, new Set(ids).size]).toEqual([number, 1]);
  }
}

describe('mail leaves', () => {
  it('as it was written, from the company, and answers go to the representative', async () => {
    const admin = company.as('administrator');
    const rep = made(await admin.post('/users', { name: 'Ada Bell', email: 'ada@river.example', role: 'sales_rep' }));
    const [placed] = await queue(1, { name: '<img src=x> {{7*7}}', email: 'shop@example.com', salesRepId: rep.id });
    send();
    await allSent();
    const [mail] = server.mails;
    const message = await inMailbox(placed);
    expect(message).toMatchObject({ status: 'sent', to: 'shop@example.com', messageId: mail?.messageId });
    expect(message.sentAt).not.toBeNull();
    expect(mail?.from?.text).toBe('"River Wines" <orders@river.example>');
    expect(mail?.replyTo?.text).toBe('ada@river.example');
    expect(mail?.subject).toBe(`We have your order ${placed.number}`);
    const kept = mail?.text?.replace(/http:\S+\/c\/\S+/, 'https://private-link.invalid/');
    expect(kept?.trim()).toBe(message.text.trim());
    expect(mail?.text).toContain('<img src=x> {{7*7}}');
    expect(mail?.html).not.toContain('<img');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('and what it says of a backorder without a promise is its first promise', async () => {
    const [placed] = await queue(1);
    const admin = company.as('administrator');
    made(
      await admin.post('/purchase-orders', {
        supplierId: world.supplierId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.MALBEC, quantity: 9_000, expectedOn: '2035-03-01' }],
      }),
    );
    send();
    await allSent();
    const backorder = await backorderOf(admin, placed);
    expect(backorder.promises).toMatchObject([{ cause: 'message', promisedBy: 'system messages' }]);
    expect(backorder.promisedOn).toBe(backorder.projectedOn);
  });
});

it('what somebody was asked to tell is closed by the mail that tells it after all', async () => {
  const admin = company.as('administrator');
  const [placed] = await queue(1, { email: null });
  send();
  await allSent();
  const backorder = await backorderOf(admin, placed);
  const promise = async (promisedOn: string) =>
    made(
      await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn, reason: 'Late', notifyCustomer: true }),
    );
  const followUps = async () => {
    const about = `/follow-ups?backorderId=${backorder.id}`;
    const both = [await admin.get(about), await admin.get(`${about}&due=closed`)].flatMap(({ body }) => body.data);
    return both.map(({ cause, outcome, closedBy }) => [cause, outcome, closedBy]);
  };
  await promise('2999-01-31');
  expect(await followUps()).toEqual([['tell_promised', null, null]]);
  await relayToMessages(company.database);
  await allSent();
  expect(await followUps()).toEqual([['tell_promised', null, null]]);
  await admin.patch(`/customers/${placed.customerId}`, { email: 'new@example.com' });
  await promise('2999-02-28');
  await relayToMessages(company.database);
  await allSent();
  expect(server.mails.map(({ to }) => [to].flat()[0]?.text)).toEqual(['new@example.com']);
  expect(await followUps()).toEqual([['tell_promised', 'message', 'system messages']]);
});

describe('the mail server', () => {
  it.each(['slow', 'takes'] as const)('%s: every message comes once', { timeout: LONG }, async (mood) => {
    server.mood = () => mood;
    const placed = await queue(EVENTS);
    const begun = performance.now();
    const used = process.cpuUsage();
    send();
    await allSent(240 + EVENTS);
    const seconds = (performance.now() - begun) / 1_000;
    const { user, system } = process.cpuUsage(used);
    console.log(
      `${mood}: ${EVENTS} mails in ${seconds.toFixed(1)} s, ${Math.round(EVENTS / seconds)} a second; ` +
        `${((user + system) / 1_000 / EVENTS).toFixed(1)} ms of processor each, the server that takes them included`,
    );
    expect(server.mails).toHaveLength(EVENTS);
    expectEachOnce(placed);
  });

  it('that now and then breaks off, before or after it has the mail, loses none and doubles none unmarked', {
    timeout: LONG,
  }, async () => {
    // By chance: in turn, what is tried again meets the same moods for ever.
    const chance = chanceFrom(EVENTS);
    const often = <Kind>(kind: Kind, times: number) => Array.from({ length: times }, () => kind);
    const failing = [...often('cuts_after_data' as const, 3), 'cuts_before_data' as const, 'not_now' as const];
    const moods = [...failing, ...often('takes' as const, 7)];
    server.mood = () => chance.one(moods) ?? 'takes';
    const placed = await queue(EVENTS);
    send();
    await allSent(240 + EVENTS);
    expectEachOnce(placed);
    for (const one of placed) expect((await inMailbox(one)).status).toBe('sent');
    // What it had and did not say so came again.
    expect(server.mails.length).toBeGreaterThan(EVENTS);
    console.log(
      `breaks off: ${EVENTS} messages, each told, ${server.mails.length - EVENTS} mails came again with their Message-ID`,
    );
  });

  it('that is dead is waited for: messages say so, business goes on, and all leave when it is back', async () => {
    await server.die();
    send(300);
    const placed = await queue(5);
    const mailbox = async () => (await company.as('administrator').get('/mailbox')).body.server;
    await until(async () => (await mailbox()).failingSince !== null);
    expect(await mailbox()).toMatchObject({ isSetUp: true, lastError: expect.stringContaining('ECONNREFUSED') });
    expect((await inMailbox(placed[0])).status).toBe('queued');
    const more = await queue(3);
    await server.rise();
    await allSent();
    expectEachOnce([...placed, ...more]);
    expect((await mailbox()).failingSince).toBeNull();
  });

  it('that knows nobody of the address has the mail bounce, which is an exception until it is sent again', async () => {
    const [placed] = await queue(1);
    server.mood = () => 'refuses_recipient';
    const sender = send();
    await allSent();
    const admin = company.as('administrator');
    const message = await inMailbox(placed);
    expect(message).toMatchObject({ status: 'bounced', reason: expect.stringContaining('nobody of this name') });
    expect((await admin.post('/mailbox/999999999/resends')).body.code).toBe('not_found');
    const timeline = (await admin.get(`/orders/${placed.id}/timeline?about=contact`)).body.data;
    expect(timeline[0]).toMatchObject({ action: 'message.bounced', changes: { event: 'order_confirmed' } });
    const exceptions = async () => (await admin.get('/exceptions?kind=message_refused')).body.data;
    expect(await exceptions()).toMatchObject([{ recordId: message.id, facts: { orderNumber: placed.number } }]);

    await sender.stop();
    server.mood = () => 'takes';
    const again = made(await admin.post(`/mailbox/${message.id}/resends`));
    expect(again).toMatchObject({ status: 'queued', event: 'order_confirmed' });
    expect(made(await admin.post(`/mailbox/${message.id}/resends`)).id).toBe(again.id);
    expect((await admin.post(`/mailbox/${again.id}/resends`)).body.code).toBe('message_not_refused');
    expect(await exceptions()).toEqual([]);
    send();
    await allSent();
    expect((await inMailbox(placed)).status).toBe('sent');
  });
});

it('of two processes one sends, and the other goes on when it ends', async () => {
  const first = send();
  send();
  const placed = await queue(6);
  await allSent();
  expectEachOnce(placed);
  expect(server.mails).toHaveLength(6);
  await first.stop();
  const more = await queue(3);
  await allSent();
  expectEachOnce(more);
});

describe('the link of a mail', () => {
  it('opens the page of its customer, is kept nowhere, and stays away from a mail that is only a test', async () => {
    const [placed] = await queue(1);
    send();
    await until(() => server.mails.length === 1);
    const [mail] = server.mails;
    const [address, token] = /http:\/\/127[^\s"]+\/c\/([\w-]{43})/.exec(mail?.text ?? '') ?? [];
    expect(String(mail?.html)).toContain(`href="${address}"`);
    const page = await fetch(address as string);
    expect([page.status, (await page.text()).includes(placed.number)]).toEqual([200, true]);
    const message = await inMailbox(placed);
    expect(message.text).toContain('https://private-link.invalid/');
    expect(JSON.stringify(message)).not.toContain(token);
    const { data } = (await company.as('administrator').get(`/customers/${message.customerId}/customer-links`)).body;
    expect(data).toMatchObject([{ messageId: message.id, backorderId: null, lastUsedAt: null }]);
    await company
      .as('administrator')
      .post('/message-templates/shipped/tests', { to: 'me@example.com', orderId: placed.id });
    await until(() => server.mails.length === 2);
    expect(server.mails[1]?.text).toContain('https://private-link.invalid/');
  });
});

describe('who forgot their password', () => {
  const emailOf = async ({ id }: { id: string }) =>
    (await company.as('administrator').get(`/users/${id}`)).body.email as string;
  const reset = async (path: string, body: object) => {
    const response = await fetch(`${company.origin}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: company.origin },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as any };
  };

  it('gets a link by mail that works once, ends every session, and tells nobody whose address it is', async () => {
    const person = await addPersonOf(company, 'Zoe Hart', 'manager');
    const email = await emailOf(person);
    send();
    const asked = await reset('request-password-reset', { email });
    expect(asked).toEqual({ status: 200, body: { requested: true, mailLeaves: true } });
    expect(await reset('request-password-reset', { email: 'nobody@example.com' })).toEqual(asked);
    await reset('request-password-reset', { email });
    await until(() => server.mails.length === 1);
    const [, token] = /reset-password#([\w-]{43})/.exec(server.mails[0]?.text ?? '') ?? [];
    expect(server.mails[0]?.to).toMatchObject({ text: email });
    const { rows } = await company.database.query('select r::text as row from password_resets r');
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(token);

    const weak = await reset('reset-password', { token, newPassword: 'password12' });
    expect(weak.body.errors).toMatchObject([{ pointer: '#/newPassword' }]);
    const set = { token, newPassword: 'corner lamp river 9' };
    const [one, other] = await Promise.all([reset('reset-password', set), reset('reset-password', set)]);
    expect([one.status, other.status].sort()).toEqual([200, 422]);
    expect((await reset('reset-password', set)).body.errors).toMatchObject([{ pointer: '#/token' }]);
    expect((await person.client.get('/me')).status).toBe(401);
    expect((await reset('sign-in/email', { email, password: set.newPassword })).status).toBe(200);
    const { data } = (await company.as('administrator').get('/audit-events?recordType=user&limit=20')).body;
    expect(data.map(({ action }: any) => action)).toContain('user.reset_password_by_mail');
  });

  it('has an hour, and is nobody once they left', async () => {
    const person = await addPersonOf(company, 'Yan', 'manager');
    const email = await emailOf(person);
    send();
    await reset('request-password-reset', { email });
    await until(() => server.mails.length === 1);
    const [, token] = /reset-password#([\w-]{43})/.exec(server.mails[0]?.text ?? '') ?? [];
    await company.database.query(
      `update password_resets set requested_at = requested_at - interval '2 hours', expires_at = expires_at - interval '61 minutes'`,
    );
    const late = await reset('reset-password', { token, newPassword: 'corner lamp river 9' });
    expect(late.body.errors).toMatchObject([{ pointer: '#/token' }]);
    await company.database.query('update users set active = false where id = $1', [person.id]);
    await reset('request-password-reset', { email });
    const { rows } = await company.database.query('select from password_resets where user_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
  });
});

it('a server that is dead costs the business nothing: orders take as long as beside one that takes mail', async () => {
  const confirmed = async (count: number) => {
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const customerId = await addCustomer(company.as('administrator'));
      const begun = performance.now();
      await order(company.as('administrator'), { ...world, customerId }, { MALBEC: 5 });
      times.push(performance.now() - begun);
      await relayToMessages(company.database);
    }
    return times.sort((a, b) => a - b)[Math.floor(count / 2)] as number;
  };
  const count = Math.max(20, Math.round(EVENTS / 10));
  send(300);
  const alive = await confirmed(count);
  await server.die();
  const dead = await confirmed(count);
  await server.rise();
  await allSent(120);
  console.log(
    `an order beside a server that takes mail ${alive.toFixed(1)} ms, beside a dead one ${dead.toFixed(1)} ms`,
  );
  expect(dead).toBeLessThan(2 * alive + 20);
});
