import pino from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { startSending } from '#server/invoicing/sending.ts';
import { migrateJobs } from '#server/jobs/runner.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import { writtenInto } from '../support/twin-ledger.ts';
import { openAccountingStory, usd } from './accounting-story.ts';
import { backorderOf, cancel, made, pick } from './acts.ts';
import { orderInAdvance, papersOf } from './in-advance.ts';

const story = openAccountingStory();
beforeAll(() => migrateJobs(story.company.databaseUrl, pino({ level: 'silent' })));

const UPS = { shipment: { carrier: 'UPS' } };
const mailsOf = async (placed: { id: string }, event: string) => {
  await tellCustomers(story.company.database);
  return (await story.admin.get(`/mailbox?orderId=${placed.id}&event=${event}`)).body.data;
};

it('go to the accounting as one invoice without a shipment, and one credit memo that says it is to be refunded', async () => {
  const { admin } = story;
  await startSending(story.queries, '2020-01-01');
  const { placed } = await orderInAdvance(admin);
  await pick(admin, placed, [{ picked: 15, short: 5 }], UPS);
  const { id } = await backorderOf(admin, placed);
  await cancel(admin, `/backorders/${id}`, { settlement: 'refund' });
  await story.sendAll();
  const { whole } = await papersOf(admin, placed);
  const [invoice] = whole.invoices;
  const [note] = whole.creditNotes;
  const written = { number: invoice.number, amount: '250.00', lines: [[20, '250.00']] };
  expect(writtenInto(story.twin, 'Invoice')).toEqual([written]);
  expect(writtenInto(story.twin, 'CreditMemo')).toEqual([
    { number: note.number, amount: '62.50', lines: [[5, '62.50']] },
  ]);
  expect(story.twin.books.all('Invoice')[0]).not.toHaveProperty('ShipDate');
  expect(story.twin.books.all('CreditMemo')[0]?.PrivateNote).toMatch(/to be refunded$/);
  await story.compare();
  expect(await story.dispositionOf(invoice)).toMatchObject({ status: 'sent', there: { net: usd('250.00') } });
});

it('are told: a cancellation says what is paid back, an edit what is credited, and nobody is told of it twice', async () => {
  const { admin } = story;
  const { placed } = await orderInAdvance(admin);
  await cancel(admin, `/orders/${placed.id}`, {
    lines: [{ orderLineId: placed.lines[0].id, quantity: 3 }],
    ...{ settlement: 'refund', notifyCustomer: true },
  });
  const [cancelled] = await mailsOf(placed, 'cancelled');
  expect(cancelled.text).toMatch(/\$37\.50 for it in advance: we pay that back to you, with credit note CN-/);
  expect(await mailsOf(placed, 'credit_issued')).toEqual([]);
  await admin.patch(`/orders/${placed.id}`, { lines: [{ orderLineId: placed.lines[0].id, quantity: 15 }] });
  const [credited] = await mailsOf(placed, 'credit_issued');
  for (const words of ['$25.00', 'taken off what you owe', '2 bottles']) expect(credited.text).toContain(words);
});

it('of freight say so, on the page of their customer and in the mail that credits it, in the customer’s language', async () => {
  const { admin } = story;
  const { world, placed } = await orderInAdvance(admin, { quantity: 4, there: 4 });
  await admin.patch(`/customers/${world.customerId}`, { language: 'es' });
  const left = await pick(admin, placed, [{ picked: 4 }], { shipment: { carrier: 'UPS', freight: usd('12.50') } });
  const { pathname } = new URL(made(await admin.post(`/customers/${world.customerId}/customer-links`)).url);
  const page = async () => (await fetch(`${story.company.origin}${pathname}`)).text();
  const [goods] = (await papersOf(admin, placed)).whole.invoices;
  const html = (await page()).replaceAll('\u00a0', ' ');
  expect(html).toContain(`Factura ${goods.number}: `);
  expect(html).toMatch(
    new RegExp(`Factura ${left.invoice.number}: [^<]*12[.,]50[^<]*</a> con [^<]*12[.,]50[^<]* de flete`),
  );
  const paper = await fetch(`${story.company.origin}${pathname}/invoices/${left.invoice.id}.pdf`);
  expect(paper.headers.get('content-type')).toBe('application/pdf');
  made(await admin.post(`/fulfillments/${left.id}/credits`, {}));
  const [mail] = await mailsOf(placed, 'credit_issued');
  expect(mail.text).toMatch(/62[.,]50/);
  expect(mail.text).toMatch(/Incluye también el flete de .*12[.,]50/);
  expect((await page()).match(/De esto se abonó después/g)).toHaveLength(2);
});

it('stand on the page of their customer, who says whether they want credit or their money back', async () => {
  const { admin } = story;
  const { world, placed } = await orderInAdvance(admin, { quantity: 10, there: 4 });
  await pick(admin, placed, [{ picked: 4, short: 6 }], UPS);
  const backorder = await backorderOf(admin, placed);
  const { url } = made(await admin.post(`/customers/${world.customerId}/customer-links`));
  const { pathname } = new URL(url);
  const page = async (path: string) => (await fetch(`${story.company.origin}${path}`)).text();
  const html = await page(pathname);
  const [invoice] = (await papersOf(admin, placed)).whole.invoices;
  expect(html).toContain(`Invoice ${invoice.number}: $125.00 (PDF)`);
  // Nothing was credited, and no freight is charged.
  expect(html).not.toContain('credited since');
  expect(html).not.toContain('of freight');
  expect(html).toContain('We charged you for it in advance. What would you like?');
  const paper = await fetch(`${story.company.origin}${pathname}/invoices/${invoice.id}.pdf`);
  expect(paper.headers.get('content-type')).toBe('application/pdf');
  const answer = { answer: 'cancel_rest', backorderId: backorder.id, quantity: '2', settlement: 'refund', seen: '0' };
  const answered = await fetch(`${story.company.origin}${pathname}/answers`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'null' },
    body: new URLSearchParams(answer),
  });
  expect(answered.status).toBe(303);
  const { creditNotes, whole } = await papersOf(admin, placed);
  expect(creditNotes).toEqual([[2, '25.00']]);
  expect(await page(pathname)).toContain(
    `Invoice ${invoice.number}: $125.00 (PDF)</a> $25.00 of it was credited since.`,
  );
  expect(whole.creditNotes[0].settlement).toBe('refund');
  expect(await admin.get(`/invoices/${invoice.id}/invoice.pdf`)).toMatchObject({ status: 200 });
  const lines = (await admin.get(`/invoices?orderId=${placed.id}&format=csv`)).body as string;
  expect(lines).toContain(`${invoice.number},`);
});
