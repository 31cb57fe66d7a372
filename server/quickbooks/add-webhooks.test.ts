import { createHmac } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-database.ts';
import { addQuickbooksWebhooks } from './add-webhooks.ts';

const TOKEN = 'the token of our app';
const NOW = '2026-11-27T12:00:00.000Z';
const signed = (body: string, token = TOKEN) => createHmac('sha256', token).update(body).digest('base64');
const event = (type: string, intuitentityid: string) => ({
  specversion: '1.0',
  type,
  intuitentityid,
  intuitaccountid: '1',
});

describe('what Intuit tells', () => {
  let test: TestDatabase;
  let app: FastifyInstance;
  beforeAll(async () => {
    test = await createTestDatabase();
    await makeSmallWorld(test.database);
    await test.database.query(`
      update invoice_dispositions set status = 'sent', reason = null, sent_at = now(), ledger_id = '145', ledger_kind = 'invoice',
        written = '{}', there = '{}' where invoice_id = 1`);
    app = Fastify();
    addQuickbooksWebhooks(app, { database: test.database, token: TOKEN, now: () => NOW });
  });
  afterAll(async () => {
    await app.close();
    await test.drop();
  });

  const post = async (body: string, signature: string) => {
    const headers = { 'content-type': 'application/json', 'intuit-signature': signature };
    const reply = await app.inject({ method: 'POST', url: '/api/v1/quickbooks/webhooks', headers, payload: body });
    return [reply.statusCode, reply.json().taken ?? reply.json().code];
  };
  const asked = async () =>
    (await test.database.query('select check_asked_at from invoice_dispositions where ledger_id is not null')).rows;

  it('is believed only when it is signed over the body as it came', async () => {
    const body = JSON.stringify([event('qbo.invoice.updated.v1', '145')]);
    expect(await post(body, signed(`${body} `))).toEqual([401, 'not_signed_in']);
    expect(await post(body, signed(body, 'another token'))).toEqual([401, 'not_signed_in']);
    expect(await post(body, '')).toEqual([401, 'not_signed_in']);
    expect(await asked()).toEqual([{ check_asked_at: null }]);
  });

  it('asks to look at what is ours, and leaves the rest alone', async () => {
    const body = JSON.stringify([
      event('qbo.customer.updated.v1', '145'),
      event('qbo.invoice.voided.v1', '145'),
      event('qbo.invoice.voided.v1', '145'),
      event('qbo.creditmemo.created.v1', '9'),
    ]);
    expect(await post(body, signed(body))).toEqual([200, 2]);
    expect(await asked()).toEqual([{ check_asked_at: NOW }]);
  });

  it.each(['', 'no JSON', '{}', '[1]', '[{"type":"qbo.invoice.updated.v1"}]'])(
    'is refused where it is %j',
    async (body) => {
      expect(await post(body, signed(body))).toEqual([422, 'invalid_request']);
    },
  );
});
