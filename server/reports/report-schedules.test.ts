import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPost, type Post } from '#server/messages/post.ts';
import { made } from '#tests/stories/acts.ts';
import { type MailServer, openMailServer } from '#tests/support/mail-server.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { sendScheduledReports } from './send-scheduled.ts';

let company: TestCompany;
let admin: Client;
let ann: Person;
let max: Person;
let bar: string;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  await admin.patch('/settings', { backorderCreation: 'at_confirmation', repsReadAll: false });
  ann = await addPersonOf(company, 'Ann', 'sales_rep');
  max = await addPersonOf(company, 'Max', 'manager');
  const world = await buildWorld(admin, { MALBEC: 0 });
  bar = await addCustomer(admin, { name: 'Bar', salesRepId: ann.id });
  await order(admin, world, { MALBEC: 4 }, { customerId: bar });
  await order(admin, world, { MALBEC: 9 });
});
afterAll(() => company.close());

let server: MailServer;
let post: Post;
let schedule: any;
const of = (more: object = {}) => ({
  name: 'Who waits',
  report: 'open-backorders',
  groupBy: 'customer',
  every: 'day',
  format: 'csv',
  recipientIds: [ann.id, max.id],
  ...more,
});
beforeEach(async () => {
  server = await openMailServer();
  post = openPost({ smtpUrl: server.url, from: 'orders@example.com' }, { silenceMilliseconds: 2_000 });
  schedule = made(await admin.post('/report-schedules', of()));
});
afterEach(async () => {
  await remove(schedule.id);
  post.close();
  await server.close();
});

const remove = (id: string) =>
  fetch(`${company.origin}/api/v1/report-schedules/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${company.keys.administrator}` },
  });
const tomorrow = (time: string) => `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T${time}:00Z`;
const run = (now: string, by: Post | null = post) =>
  sendScheduledReports({
    database: company.database,
    reading: company.database,
    post: by,
    publicUrl: 'https://orders.example.com',
    now,
  });
const mails = async () => (await admin.get('/report-schedules')).body.data[0].lastMails as any[];

describe('a report that is sent', () => {
  it('leaves once a day, from its hour on, each person with what they may read', async () => {
    // Seven in the morning of Chicago is one in the afternoon, or noon.
    await run(tomorrow('11:00'));
    expect(server.mails).toHaveLength(0);
    await run(tomorrow('14:00'));
    await run(tomorrow('14:05'));
    await run(tomorrow('20:00'));
    expect(server.mails).toHaveLength(2);
    const ofAnn = server.mails.find(({ to }) => [to].flat()[0]?.text.includes('ann')) as (typeof server.mails)[number];
    const ofMax = server.mails.find((mail) => mail !== ofAnn) as typeof ofAnn;
    const rows = ({ attachments: [file] }: typeof ofAnn) =>
      (file as { content: Buffer }).content.toString().trim().split('\n').slice(1);
    expect(rows(ofAnn)).toHaveLength(2);
    expect(rows(ofMax)).toHaveLength(3);
    expect(ofAnn.attachments[0]?.filename).toMatch(/^open-backorders-.*\.csv$/);
    expect(ofAnn.text).toContain('https://orders.example.com/reports?report=open&by=customer');
    expect((await mails()).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('leaves again with the same Message-ID when the job died before it knew', async () => {
    server.mood = () => 'cuts_after_data';
    await run(tomorrow('14:00'));
    expect((await mails()).map(({ status }) => status)).toEqual(['queued', 'queued']);
    server.mood = () => 'takes';
    await run(tomorrow('14:05'));
    await run(tomorrow('14:10'));
    const ids = server.mails.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
    expect((await mails()).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('is given up where nobody has the address, and says why', async () => {
    server.mood = () => 'refuses_recipient';
    await run(tomorrow('14:00'));
    const [mail] = await mails();
    expect(mail).toMatchObject({ status: 'failed', reason: expect.any(String) });
  });

  it('is recorded where there is no mail server', async () => {
    await run(tomorrow('14:00'), null);
    expect((await mails()).map(({ status }) => status)).toEqual(['recorded', 'recorded']);
  });

  it('waits for its day of the week, and for nobody who is gone', async () => {
    const day = new Date(tomorrow('14:00')).getUTCDay();
    const other = { every: 'week', weekday: day === 0 ? 1 : day === 6 ? 1 : day + 1 };
    await admin.patch(`/report-schedules/${schedule.id}`, other);
    await run(tomorrow('14:00'));
    expect(server.mails).toHaveLength(0);
    await admin.patch(`/report-schedules/${schedule.id}`, { every: 'day', active: false });
    await run(tomorrow('14:00'));
    expect(server.mails).toHaveLength(0);
  });

  it('that had to wait goes to nobody who was taken off meanwhile, and is not sent while it is paused', async () => {
    server.mood = () => 'not_now';
    await run(tomorrow('14:00'));
    server.mood = () => 'takes';
    await admin.patch(`/report-schedules/${schedule.id}`, { recipientIds: [max.id] });
    await admin.patch(`/report-schedules/${schedule.id}`, { active: false });
    await run(tomorrow('14:05'));
    expect(server.mails).toHaveLength(0);
    const given = { status: 'failed', reason: 'is sent to them no more' };
    expect(await mails()).toMatchObject([
      { name: 'Ann', ...given },
      { name: 'Max', ...given },
    ]);
  });

  it('that had to wait until the day after says what was so on its day', async () => {
    await admin.patch(`/report-schedules/${schedule.id}`, { recipientIds: [max.id] });
    server.mood = () => 'not_now';
    await run(tomorrow('14:00'));
    server.mood = () => 'takes';
    const after = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const late = { 'makegood-now': `${after}T13:00:00Z` };
    const world = await buildWorld(admin, { SYRAH: 0 });
    made(
      await admin.post(
        '/orders',
        {
          customerId: await addCustomer(admin, { name: 'Latecomer' }),
          warehouseId: world.warehouseId,
          lines: [{ variantId: world.variants.SYRAH, quantity: 2 }],
          confirm: true,
        },
        late,
      ),
    );
    await run(`${after}T14:00:00Z`);
    const files = server.mails.map(({ attachments: [file] }) => (file as { content: Buffer }).content.toString());
    expect(files.map((file) => file.includes('Latecomer'))).toEqual([false, true]);
  });
});

describe('who is sent what', () => {
  it('is of people who work here, by a grouping the report has, under a name of its own', async () => {
    const refused = async (more: object) => {
      const { status, body } = await admin.post('/report-schedules', of({ name: 'Other', ...more }));
      return [status, body.code, body.errors?.[0]?.pointer];
    };
    expect(await refused({ recipientIds: ['999999'] })).toEqual([422, 'unknown_reference', '#/recipientIds/0']);
    const driver = await addPersonOf(company, 'Dan', 'driver');
    expect(await refused({ recipientIds: [driver.id] })).toEqual([422, 'unknown_reference', '#/recipientIds/0']);
    expect(await refused({ groupBy: 'month' })).toEqual([422, 'invalid_request', '#/groupBy']);
    expect(await refused({ report: 'aging' })).toEqual([422, 'invalid_request', '#/groupBy']);
    expect(await refused({ recipientIds: [driver.id, driver.id] })).toEqual([422, 'invalid_request', '#/recipientIds']);
    expect(await refused({ recipientIds: [] })).toEqual([422, 'invalid_request', '#/recipientIds']);
    expect(await refused({ name: 'WHO WAITS' })).toEqual([409, 'already_exists', '#/name']);
    expect((await admin.patch('/report-schedules/999999', { hour: 3 })).body.code).toBe('not_found');
    expect((await company.as('sales_rep').get('/report-schedules')).status).toBe(403);
    expect((await remove('999999')).status).toBe(404);
  });

  it('is made once, however many ask at once', async () => {
    const asked = await Promise.all(['a', 'b', 'c'].map(() => admin.post('/report-schedules', of({ name: 'Thrice' }))));
    expect(asked.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await remove(asked.find(({ status }) => status === 201)?.body.id);
  });
});
