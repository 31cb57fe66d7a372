import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ERRORS, type ErrorCode } from '#contract/errors.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { explainError } from './explain-error.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

it.each([
  ['no HTTP', 'HELLO\r\n\r\n', 400, 'malformed_request'],
  ['an escape that is none', 'GET /api/v1/orders/%zz HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'malformed_request'],
  ['no end of a header', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 413, 'request_too_large'],
  ['an id without end', `GET /api/v1/orders/${'1'.repeat(300)} HTTP/1.1\r\nhost: x\r\n\r\n`, 404, 'not_found'],
])('%s is refused as everything is', async (_what, sent, status, code) => {
  const socket = connect(Number(new URL(company.origin).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(sent);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
    if (answer.includes('"requestId"')) socket.end();
  });
  await once(socket, 'close');
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
    status,
    code,
    meaning: ERRORS[code as ErrorCode].meaning,
  });
});

it.each(['-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '1899-12-31T23:59:59Z', '3000-01-01T00:00:00Z', 'soon'])(
  'a clock set to %s is refused',
  async (now) => {
    const answer = await fetch(`${company.origin}/api/v1/purchase-orders/1`, {
      headers: { authorization: `Bearer ${company.keys.administrator}`, 'makegood-now': now },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'clock_not_simulated' });
  },
);

it('a caller that hung up is no trouble of the database', () => {
  const log = { warn: vi.fn(), error: vi.fn() };
  const hungUp = Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 });
  expect(explainError(hungUp as never, { id: '1', log } as never).code).toBe('malformed_request');
  expect(log.warn).not.toHaveBeenCalled();
  expect(explainError({ ...hungUp, statusCode: undefined } as never, { id: '1', log } as never).code).toBe(
    'database_unavailable',
  );
});
