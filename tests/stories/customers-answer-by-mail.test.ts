import { createTransport } from 'nodemailer';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { taggedFor } from '#server/messages/post.ts';
import { addPersonOf } from '#tests/support/person.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { backorderOf } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const SECRET = 'a secret of the inbound hook';
const office = openBalancedCompany({ inboundSecret: SECRET });

beforeAll(() => migrateJobs(office.company.databaseUrl, pino({ level: 'silent' })));

let counter = 0;
/** A backorder whose customer, Ada's, was written to. */
async function written() {
  const { admin, company } = office;
  counter += 1;
  const ada = await addPersonOf(company, `Ada ${counter}`, 'sales_rep');
  const email = `Shop${counter}@Example.com`;
  const world = { ...(await buildWorld(admin, { MALBEC: 0 })), customerId: '' };
  world.customerId = await addCustomer(admin, { salesRepId: ada.id, email });
  const backorder = await backorderOf(admin, await order(admin, world, { MALBEC: 5 }));
  await tellCustomers(company.database);
  // As if a mail server had taken it.
  await company.database.query(`
    alter table messages disable trigger messages_final;
    update messages set status = 'sent', sent_at = settled_at where status = 'recorded';
    alter table messages enable trigger messages_final`);
  const [mail] = (await admin.get(`/mailbox?orderId=${backorder.orderId}`)).body.data;
  const said = async () => (await admin.get(`/orders/${backorder.orderId}/communications`)).body.data;
  return { ada, backorder, mail, email, said };
}

async function compose(fields: Record<string, unknown>): Promise<Buffer> {
  const sent = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    to: 'replies@in.example.com',
    subject: 'Re: your order',
    ...fields,
  });
  return sent.message as Buffer;
}

async function hand(
  raw: BodyInit,
  headers: Record<string, string> = { 'content-type': 'message/rfc822' },
  secret = SECRET,
) {
  const response = await fetch(`${office.company.origin}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, ...headers },
    body: raw,
  });
  return { status: response.status, body: (await response.json()) as any };
}
const bytes = (raw: Buffer) => new Uint8Array(raw);

describe('an answer of a customer', () => {
  it('stands on the timeline, without what it quotes, and on the home of the representative; twice handed over, once', async () => {
    const { ada, mail, email, said } = await written();
    const raw = await compose({
      from: email,
      inReplyTo: mail.messageId,
      text: 'Please send what you have.\nWe are open till six.\n\nOn Monday, River Wines wrote:\n> 5 bottles\n',
    });
    const answers = await Promise.all([hand(bytes(raw)), hand(bytes(raw)), hand(bytes(raw))]);
    expect(answers.map(({ status, body }) => [status, body.outcome])).toEqual(Array(3).fill([200, 'answer']));
    const [entry, ...more] = await said();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ method: 'email', direction: 'inbound' });
    expect(entry.text).toBe('Please send what you have.\nWe are open till six.');
    const followUps = (await ada.client.get('/follow-ups')).body.data;
    expect(followUps).toHaveLength(1);
    expect(JSON.stringify((await ada.client.get('/home')).body)).toContain(followUps[0].id);
    const { data: notices } = (await ada.client.get('/notifications')).body;
    expect(notices.map(({ facts }: { facts: { answer?: string } }) => facts.answer)).toEqual(['mail']);
  });

  it.each([
    [
      'as a field of a form',
      async (raw: Buffer) => {
        const form = new FormData();
        form.set('email', raw.toString('latin1'));
        return [form, {}] as const;
      },
    ],
    ['as MIME of a form', async (raw: Buffer) => [new URLSearchParams({ 'body-mime': raw.toString() }), {}] as const],
    [
      'inside JSON',
      async (raw: Buffer) =>
        [JSON.stringify({ RawEmail: raw.toString() }), { 'content-type': 'application/json' }] as const,
    ],
  ])('is taken %s, with the secret as a password, and found by its address alone', async (_, wrap) => {
    const { mail, email, said } = await written();
    const raw = await compose({
      from: email,
      to: taggedFor(mail.messageId, 'replies@in.example.com'),
      text: 'Thank you',
    });
    const [body, headers] = await wrap(raw);
    const basic = `Basic ${Buffer.from(`hook:${SECRET}`).toString('base64')}`;
    expect((await hand(body, { ...headers, authorization: basic })).body.outcome).toBe('answer');
    expect((await said())[0].text).toBe('Thank you');
  });

  it('from another address says so; hostile and endless ones are text, and short', async () => {
    const { mail, said } = await written();
    const hostile = `<img src=x onerror=alert(1)> {{7*7}} =1+1 \u202e\u0000${'x'.repeat(100_000)}`;
    const raw = await compose({ from: 'cellar@elsewhere.example', references: [mail.messageId], text: hostile });
    expect((await hand(bytes(raw))).body.outcome).toBe('answer');
    const [{ text }] = await said();
    expect(text).toMatch(/^cellar@elsewhere\.example:\n<img src=x onerror=alert\(1\)> \{\{7\*7\}\} =1\+1 x+$/);
    expect(text.length).toBeLessThan(4_000);
    expect((await hand(`In-Reply-To: ${mail.messageId}\r\n\r\nCancel all`)).body.outcome).toBe('answer');
    expect((await said()).map((one: any) => one.text)).toContain('Somebody who names no address:\nCancel all');
  });
});

describe('what is no answer', () => {
  it('is taken and changes nothing: an absence note, a mail about nothing we sent, noise', async () => {
    const { mail, email, said } = await written();
    const absent = await compose({
      from: email,
      inReplyTo: mail.messageId,
      text: 'I am away',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    expect((await hand(bytes(absent))).body.outcome).toBe('automatic');
    const stranger = await compose({ from: email, inReplyTo: '<nobody@example.com>', text: 'Hello' });
    expect((await hand(bytes(stranger))).body.outcome).toBe('unknown');
    expect((await hand('\u0000\r\n\r\n\u0007: no mail at all')).body.outcome).toBe('unknown');
    expect(await said()).toEqual([]);
  });

  it('is refused without the secret, without a message, and above the size a mail has', async () => {
    expect((await hand('x', {}, 'wrong')).body).toMatchObject({ code: 'not_signed_in', status: 401 });
    expect((await hand(JSON.stringify({ text: 'x' }), { 'content-type': 'application/json' })).status).toBe(422);
    expect((await hand('{', { 'content-type': 'application/json' })).status).toBe(422);
    expect((await hand(new Uint8Array(26 * 1024 * 1024))).status).toBe(413);
    // Built to be read by nobody: no provider should hand it over again.
    const endless = Array.from(
      { length: 3_000 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
    );
    const head = 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n';
    expect((await hand(head + endless.join(''))).status).toBe(422);
  });
});

describe('a delivery report', () => {
  const report = (messageId: string, status: string, action: string) =>
    [
      'From: MAILER-DAEMON@in.example.com',
      `Message-ID: <report-${action}-${messageId.slice(1, 9)}@in.example.com>`,
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; in.example.com',
      '',
      `Action: ${action}`,
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 5.1.1 There is nobody',
      ' of this name here',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      'Subject: Your order',
      '--b--',
      '',
    ].join('\r\n');

  it('marks the message as bounced with the reason, and it stands in the exceptions; a delay does not', async () => {
    const { admin } = office;
    const { mail } = await written();
    expect((await hand(report(mail.messageId, '4.4.1', 'delayed'))).body.outcome).toBe('automatic');
    expect((await admin.get(`/mailbox/${mail.id}`)).body.status).toBe('sent');
    expect((await hand(report(mail.messageId, '5.1.1', 'failed'))).body.outcome).toBe('bounce');
    const bounced = (await admin.get(`/mailbox/${mail.id}`)).body;
    expect(bounced).toMatchObject({ status: 'bounced', reason: 'smtp; 550 5.1.1 There is nobody of this name here' });
    const exceptions = (await admin.get('/exceptions?limit=200')).body.data;
    expect(JSON.stringify(exceptions)).toContain(mail.id);
  });
});
