import pino from 'pino';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { openPost } from '#server/messages/post.ts';
import { startSender } from '#server/messages/start-sender.ts';
import { backorderOf, fill, made, pick, readOrder } from '#tests/stories/acts.ts';
import { type MailServer, openMailServer } from '#tests/support/mail-server.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { relayToMessages } from '#tests/support/tell-customers.ts';
import type { TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, order, receive, stockOf } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

// Long because it is one story, from the order to the last mail.
const ADA = { name: 'Ada Bell', email: 'ada@example.com', role: 'sales_rep' };
const logger = pino({ level: 'silent' });
const screens = screensOfEachTest();
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('twenty are ordered of which fifteen are there: what the customer hears by mail and decides on the page', {
  timeout: 180_000,
}, async () => {
  const { company } = screens;
  const admin = company.as('administrator');
  await addPerson(company, ADA);
  const ada = (await admin.get('/users')).body.data.find(({ email }: any) => email === ADA.email);
  await company.database.query(`update users set phone = '555 0100' where id = $1`, [ada.id]);
  const world = await buildWorld(admin, { MALBEC: 15, SYRAH: 0, NEXT: 10 });
  const customerId = await addCustomer(admin, { name: 'Corner Shop', email: 'shop@example.com', salesRepId: ada.id });
  const own = { ...world, customerId };
  const malbecs = await buy(admin, own, 'MALBEC', 10, { expectedOn: day(10) });
  await buy(admin, own, 'SYRAH', 10, { expectedOn: day(12) });
  const post = await openPostOffice(company);
  const mails = () => post.server.mails.map(({ subject }) => subject);

  // One mail for the order: fifteen now, five to come, and when.
  const placed = await order(admin, own, { MALBEC: 20, SYRAH: 6 });
  await post.deliver(1);
  expect(mails()).toEqual([`We have your order ${placed.number}`]);
  for (const words of ['15 bottles (1 case + 3)', '- 5 bottles', 'expected about', '- 6 bottles', '555 0100'])
    expect(post.newest().text).toContain(words);

  // One for what was sent with what became a backorder.
  await pick(admin, placed, [{ picked: 15, short: 5 }], { shipment: { carrier: 'UPS', trackingNumber: '1Z 999' } });
  const backorder = await backorderOf(admin, placed);
  const [other] = (await readOrder(admin, placed)).backorders;
  await post.deliver(2);
  expect(mails()[1]).toBe(`On its way: your order ${placed.number}`);
  expect(post.newest().text).toContain('Still to come, and we are sorry for the wait');

  // The supplier is late. Their representative is asked to tell them, and does: one mail with the new day.
  await admin.patch(`/purchase-orders/${malbecs.id}`, {
    lines: [{ id: malbecs.lines[0].id, expectedOn: day(30) }],
  });
  await relayAll(company.database, new Date().toISOString());
  const { data: proposals } = (await admin.get('/message-proposals')).body;
  expect(proposals).toMatchObject([{ backorderId: backorder.id, reasons: ['date_moved'] }]);
  const [{ backorderId, news }] = proposals;
  made(await admin.post('/message-proposals/sends', { proposals: [{ backorderId, news }] }));
  await post.deliver(3);
  expect(mails()[2]).toMatch(new RegExp(`^Your backorder ${backorder.number}: now expected`));
  expect(post.newest().text).toContain('takes longer');

  // Two come in, and the other line may be had as another vintage.
  await receive(admin, own, 'MALBEC', 2);
  await post.deliver(4);
  made(
    await admin.post(`/backorders/${other.id}/substitutions`, {
      backorderLineId: (await admin.get(`/backorders/${other.id}`)).body.lines[0].id,
      quantity: 6,
      offers: [{ variantId: world.variants.NEXT, price: { kind: 'locked' } }],
    }),
  );
  await post.deliver(5);
  expect(post.newest().text).toContain('we have this in stock now');

  // The customer opens the choices of that mail on a phone: what has arrived is to be sent, and four of the other taken.
  const page = await screens.openPage(PHONE_DARK);
  await openChoice(page, post.newest().html, 'substitute');
  await expectAccessible(page);
  await look(page, 'page');
  await page.getByLabel('How many').first().fill('4');
  await page.getByRole('button', { name: 'Take it instead' }).click();
  await page.getByRole('status').getByText('you took something else in place of 4 bottles').waitFor();
  await expectAccessible(page);
  await look(page, 'taken');
  await page.locator(`#b${backorder.id}`).getByRole('button', { name: 'Send what you have' }).click();
  await page.getByRole('status').getByText('you asked us to send what we have').waitFor();
  await expectAccessible(page);
  await look(page, 'page');

  // All say the same: the record, the order of the other, stock, timelines, and the representative's home.
  const after = (await admin.get(`/backorders/${backorder.id}`)).body;
  expect(after).toMatchObject({ outstanding: 5, allocated: 2 });
  expect((await admin.get(`/backorders/${other.id}`)).body).toMatchObject({ substituted: 4, outstanding: 2 });
  const [{ acceptance }] = (await admin.get(`/backorders/${other.id}/substitutions`)).body.data;
  const substitute = await readOrder(admin, { id: acceptance.orderId });
  expect(substitute).toMatchObject({ status: 'confirmed', lines: [{ quantity: 4, allocated: 4 }] });
  expect(await stockOf(admin, own, 'NEXT')).toMatchObject({ onHand: 10, allocated: 4, available: 6 });
  const answersOf = async (path: string) => {
    const { data } = (await admin.get(`${path}/timeline?about=contact`)).body;
    return data
      .filter(({ action }: any) => action === 'customer_answer.give')
      .map(({ changes }: any) => changes.answer);
  };
  expect(await answersOf(`/backorders/${backorder.id}`)).toEqual(['send_available']);
  expect(await answersOf(`/backorders/${other.id}`)).toEqual(['substitute']);
  expect(await answersOf(`/orders/${placed.id}`)).toEqual(['send_available', 'substitute']);
  const desk = await screens.openPage(DESKTOP_LIGHT);
  await screens.signIn(desk, ADA);
  const home = desk.locator('#page');
  await home.getByText('Corner Shop').first().waitFor();
  for (const words of [/send what/i, /instead|in place|substitute/i]) await home.getByText(words).first().waitFor();
  await look(desk, 'home');

  // And so do the next mails.
  await post.deliver(6);
  for (const words of ['4 bottles', substitute.number, 'This you keep waiting for', '- 2 bottles'])
    expect(post.newest().text).toContain(words);
  await fill(admin, after, [2], { shipment: { carrier: 'UPS' } });
  await post.deliver(7);
  expect(post.newest().text).toMatch(
    /- 2 bottles: Malbec Reserva MALBEC[\s\S]*Still to come[\s\S]*- 3 bottles[\s\S]*- 2 bottles/,
  );
  await post.close();
});

/** A mail server of the customer, and the company's sender that delivers to it. */
async function openPostOffice(company: TestCompany) {
  await migrateJobs(company.databaseUrl, logger);
  const server: MailServer = await openMailServer();
  const sender = startSender({
    database: company.database,
    databaseUrl: company.databaseUrl,
    logger,
    post: openPost({ smtpUrl: server.url, from: 'River Wines <orders@example.com>' }),
    publicUrl: company.origin,
  });
  return {
    server,
    newest: () => server.mails.at(-1) as MailServer['mails'][number],
    /** All that is due has left, and so many mails have come in all. */
    async deliver(count: number) {
      await relayToMessages(company.database);
      for (let tries = 0; tries < 400; tries += 1) {
        const { rows } = await company.database.query(`select from messages where status = 'queued' limit 1`);
        if (rows.length === 0) break;
        await new Promise((done) => setTimeout(done, 25));
      }
      expect(server.mails.map(({ subject }) => subject)).toHaveLength(count);
    },
    async close() {
      await sender.stop();
      await server.close();
    },
  };
}

/** Follows the link of one choice in a mail. */
async function openChoice(page: Page, html: string | false | undefined, answer: string): Promise<void> {
  await page.setContent(html || '');
  await page.locator(`a[href*="choose=${answer}"]`).click();
  await page.getByRole('heading', { level: 1, name: 'What you are waiting for' }).waitFor();
}

async function look(page: Page, name: string): Promise<void> {
  if (process.env.PICS) await page.screenshot({ path: `${process.env.PICS}/${name}.png`, fullPage: true });
}
