import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { methodsAt } from './nothing-there.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const send = async (method: string, path: string, contentType?: string) => {
  const response = await fetch(`${company.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${company.keys.warehouse}`,
      'idempotency-key': 'k',
      ...(contentType && { 'content-type': contentType }),
    },
    body: contentType ? '<a/>' : null,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('a request that nothing answers', () => {
  it('names the methods an address takes', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/orders/1', 'GET, PATCH, HEAD'],
      ['PUT', '/orders', 'GET, POST, HEAD'],
      ['GET', '/backorder-promises', 'POST'],
    ] as const) {
      const reply = await send(method, path);
      expect([path, reply.status, reply.body.code]).toEqual([path, 405, 'method_not_allowed']);
      expect(reply.headers.get('allow')).toBe(allow);
    }
    expect(methodsAt('/api/v1/nowhere')).toEqual([]);
  });

  it('says what is not there: the address, or a record of which kind', async () => {
    expect((await send('GET', '/nowhere')).body).toMatchObject({
      code: 'not_found',
      detail: 'There is nothing at this address.',
    });
    const detail = (path: string) => send('GET', path).then(({ body }) => body.detail);
    expect(await detail('/orders/999')).toBe('There is no order with this id, or none you may read.');
    expect(await detail('/purchase-orders/999/history')).toMatch('no purchase order');
  });

  it('says which permission the caller would need', async () => {
    const { status, body } = await send('POST', '/customers', 'application/json');
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { code: 'not_permitted', permission: 'customers.write' },
    });
  });

  it('reads JSON only', async () => {
    const { status, body } = await send('POST', '/fulfillments/1/voids', 'text/xml');
    expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported_media_type' });
  });

  it('has a Request-Id on every answer, the one its problem names', async () => {
    const refused = await send('GET', '/orders/999');
    expect(refused.headers.get('request-id')).toBe(refused.body.requestId);
    expect((await send('GET', '/me')).headers.get('request-id')).toMatch(/./);
  });
});
