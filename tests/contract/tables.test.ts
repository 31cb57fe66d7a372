import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { MALBEC: 3 });
  await addCustomer(admin, { name: '=HYPERLINK("http://evil")' });
  for (let count = 0; count < 3; count += 1) await order(admin, world, { MALBEC: 2 });
});
afterAll(() => company.close());

const ofOne = (path: string) => path.replace(/\{\w+\}/g, '1');
const tabular = (Object.entries(routes) as [OperationName, Route][]).filter(([name, { method }]) => {
  const { query } = operations[name] as Operation;
  return method === 'GET' && query instanceof z.ZodObject && 'format' in query.shape;
});

describe('every list and report as a file', () => {
  it('is some of them', () => {
    expect(tabular.map(([name]) => name)).toEqual(
      expect.arrayContaining(['listBackorders', 'listOrders', 'listCustomers', 'reportAging', 'reportService']),
    );
    expect(tabular.length).toBeGreaterThan(30);
  });

  it.each(tabular)('%s', async (_, { path }) => {
    const admin = company.as('administrator');
    const answer = await admin.get(ofOne(path));
    const csv = await admin.get(`${ofOne(path)}?format=csv`);
    expect(csv.status).toBe(answer.status);
    if (answer.status !== 200) return;
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+-\d{4}-\d\d-\d\d\.csv"$/);
    const [headings, ...lines] = parse(csv.body, { bom: true, relax_column_count: false }) as string[][];
    const rows = (answer.body.data ?? answer.body.groups) as object[];
    expect(lines).toHaveLength(rows.length + (answer.body.totals ? 1 : 0));
    expect(new Set(headings).size).toBe(headings?.length);
  });

  it('is the whole list, whatever page was asked for, and shows no more than the list does', async () => {
    const admin = company.as('administrator');
    const csv = (await admin.get('/customers?format=csv&limit=1')).body as string;
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.length).toBe((await admin.get('/customers')).body.data.length);
    expect(rows.map(({ name }) => name)).toContain(`'=HYPERLINK("http://evil")`);
    const orders = parse((await admin.get('/orders?format=csv')).body, { bom: true, columns: true }) as any[];
    expect(orders.map((row) => row.orderedValue)).toEqual(['25', '25', '25']);
    expect((await admin.get('/orders?format=pdf')).status).toBe(422);
    expect((await company.as('warehouse').get('/api-keys?format=csv')).status).toBe(403);
  });
});
