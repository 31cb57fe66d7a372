import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeApi } from '#server/platform/http/describe-api.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

type Described = { operationId: string; requestBody?: { content: Record<string, { example: unknown }> } };
const { paths } = JSON.parse(JSON.stringify(await describeApi())) as {
  paths: Record<string, Record<string, Described>>;
};

/** Where any name goes: the filters of a list as they stand in its address. */
const FREE = ['createSavedView #/address', 'updateSavedView #/address'];

const cases = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody }]) => {
    const example = requestBody?.content['application/json']?.example;
    return example === undefined
      ? []
      : objectsIn(example, '#')
          .filter((pointer) => !FREE.includes(`${operationId} ${pointer}`))
          .map((pointer) => ({ operationId, method, path, pointer, example }));
  }),
);

let company: TestCompany;
let admin: Client;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
});
afterAll(() => company.close());

it('there are bodies with fields inside fields', () => {
  expect(cases.filter(({ pointer }) => pointer !== '#').length).toBeGreaterThan(30);
});

it.each(cases)('$operationId refuses an unknown field in $pointer', async ({ method, path, pointer, example }) => {
  const body = structuredClone(example);
  (at(body, pointer) as Record<string, unknown>).unheardOf = 1;
  const address = path.replace('{event}', 'order_confirmed').replace(/\{\w+\}/g, '1');
  const reply = await (method === 'patch' ? admin.patch(address, body) : admin.post(address, body));
  expect(reply.body).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: `${pointer}/unheardOf`, detail: expect.stringContaining('is not known here') }],
  });
});

/** Where objects stand in a value, itself included: of a list the first. */
function objectsIn(value: unknown, pointer: string): string[] {
  if (Array.isArray(value)) return value.length > 0 ? objectsIn(value[0], `${pointer}/0`) : [];
  if (typeof value !== 'object' || value === null) return [];
  return [pointer, ...Object.entries(value).flatMap(([name, field]) => objectsIn(field, `${pointer}/${name}`))];
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((found, name) => (found as Record<string, unknown>)[name], value);
}
