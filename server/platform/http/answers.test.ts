import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

test('no answer of the API is kept by a browser, whatever it says', async () => {
  const { headers } = await company.as('administrator').get('/me');
  expect(headers.get('cache-control')).toBe('no-store');
  for (const path of ['/api/v1/me', '/api/v1/nowhere', '/api/auth/get-session', '/%61pi/v1/me', '/api/v1/orders/x']) {
    expect((await fetch(company.origin + path)).headers.get('cache-control')).toBe('no-store');
  }
});

test('scripts come from the server alone', async () => {
  const policy = (await fetch(`${company.origin}/docs`)).headers.get('content-security-policy') ?? '';
  const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim()]));
  expect(directives.get('script-src')).toBe("script-src 'self'");
  expect(directives.get('script-src-attr')).toBe("script-src-attr 'none'");
  expect(directives.get('object-src')).toBe("object-src 'none'");
  expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(directives.get('default-src')).toBe("default-src 'self'");
  expect(policy).not.toContain('https:');
});

test('an If-Match that cannot be read is refused, and changes nothing', async () => {
  const admin = company.as('administrator');
  const { body } = await admin.post('/products', { name: 'Rioja' });
  const rename = (header: string) => admin.patch(`/products/${body.id}`, { name: 'Merlot' }, { 'if-match': header });
  for (const header of ['1', '"x"', '', '"1', '""', '"1", "2"', '"99999999999"', 'W/1']) {
    const reply = await rename(header);
    expect({ header, status: reply.status, pointer: reply.body.errors?.[0].pointer }).toEqual({
      header,
      status: 422,
      pointer: '#/headers/if-match',
    });
  }
  expect((await admin.get(`/products/${body.id}`)).body).toMatchObject({ name: 'Rioja', version: 1 });
  expect((await rename('W/"1"')).body).toMatchObject({ name: 'Merlot', version: 2 });
  expect((await rename('*')).status).toBe(200);
});
