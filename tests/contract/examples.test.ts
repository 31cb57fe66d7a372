import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { describeApi } from '#server/platform/http/describe-api.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order } from '#tests/support/world.ts';

type Described = Record<string, Record<string, { requestBody?: { content: Record<string, { example: unknown }> } }>>;
const { paths } = JSON.parse(JSON.stringify(await describeApi())) as { paths: Described };
const withBody = (Object.entries(routes) as [OperationName, Route][]).filter(
  ([name]) => (operations[name] as Operation).body !== undefined,
);
const exampleOf = ({ path, method }: Route): unknown =>
  paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.example;

let company: TestCompany;
let admin: Client;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  const world = await buildWorld(admin, { MALBEC: 40 });
  await order(admin, world, { MALBEC: 12 });
});
afterAll(() => company.close());

it.each(withBody)('%s: is shown with an example that is valid, and answered as documented', async (name, route) => {
  const example = exampleOf(route);
  const { body, status, refusals }: Operation = operations[name];
  expect(body?.safeParse(example).error?.issues ?? []).toEqual([]);
  const path = route.path.replace('{event}', 'order_confirmed').replace(/\{\w+\}/g, '1');
  const { status: answered, body: answer } = await (route.method === 'PATCH'
    ? admin.patch(path, example)
    : admin.post(path, example));
  // What the example names may not be there: then it is refused as the operation says.
  if (answered !== status) expect([...refusals]).toContain(answer.code);
});
