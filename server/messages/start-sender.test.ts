import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backorderOf, made } from '#tests/stories/acts.ts';
import { type MailServer, openMailServer } from '#tests/support/mail-server.ts';
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
    pace: FAST,
  });
  senders.push(sender);
  return sender;
}

/** Orders of customers of their own, told of but not yet sent. */
async function queue(count: number, customer: Record<string, unknown> = {}) {
  const admin = company.as('administrator');
  const placed: any[] = [];
  for (let index = 0; index < count; index += 1) {
    const customerId = await addCustomer(admin, customer);
    placed.push(await order(admin, { ...world, customerId }, { MALBEC: 5 }));
  }
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
    expect(mail?.text?.trim()).toBe(message.text.trim());
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
        lines: [{ variantId: world.variants.MALBEC, quantity: 10_000, expectedOn: '2999-03-01' }],
      }),
    );
    send();
    await allSent();
    const backorder = await backorderOf(admin, placed);
    expect(backorder.promises).toMatchObject([{ cause: 'message', promisedBy: 'system messages' }]);
    expect(backorder.promisedOn).toBe(backorder.projectedOn);
  });
});

describe('the mail server', () => {
  it.each(['slow', 'takes'] as const)('%s: every message comes once', async (mood) => {
    server.mood = () => mood;
    const placed = await queue(EVENTS);
    send();
    await allSent(120);
    expect(server.mails).toHaveLength(EVENTS);
    expectEachOnce(placed);
  });

  it('that now and then breaks off, before or after it has the mail, loses none and doubles none unmarked', async () => {
    let asked = 0;
    const moods = ['cuts_after_data', 'takes', 'not_now', 'takes', 'cuts_before_data', 'takes', 'takes'] as const;
    server.mood = () => moods[asked++ % moods.length] ?? 'takes';
    const placed = await queue(EVENTS);
    send();
    await allSent(120);
    expectEachOnce(placed);
    for (const one of placed) expect((await inMailbox(one)).status).toBe('sent');
  });

  it('that is dead is waited for: messages say so, business goes on, and all leave when it is back', async () => {
    await server.die();
    send(300);
    const placed = await queue(5);
    const mailbox = async () => (await company.as('administrator').get('/mailbox')).body.server;
    await until(async () => (await mailbox()).failingSince !== null);
    expect(await mailbox()).toMatchObject({ isSetUp: true, lastError: expect.stringContaining('ECONNREFUSED') });
    expect((await inMailbox(placed[0])).status).toBe('queued');
    const begun = performance.now();
    const more = await queue(3);
    expect(performance.now() - begun).toBeLessThan(15_000);
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
