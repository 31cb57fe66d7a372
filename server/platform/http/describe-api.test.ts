import { expect, test } from 'vitest';
import { ERRORS } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { describeApi } from './describe-api.ts';

type Parameter = { name: string; in: string; required: boolean };

const document = JSON.parse(JSON.stringify(await describeApi()));

test.each(Object.keys(routes) as OperationName[])('%s is described', (name) => {
  const { method, path, idempotencyKey }: Route = routes[name];
  const operation: Operation = operations[name];
  const described = document.paths[path][method.toLowerCase()];
  expect(described.operationId).toBe(name);
  expect(described.tags).toEqual([path.split('/')[1]]);
  const inPath = described.parameters
    .filter((parameter: Parameter) => parameter.in === 'path')
    .map((parameter: Parameter) => parameter.name);
  expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter));
  const key = described.parameters.find((parameter: Parameter) => parameter.name === 'Idempotency-Key');
  expect(key?.required).toBe(method === 'POST' ? idempotencyKey === 'required' : undefined);
  expect(described.requestBody !== undefined).toBe(operation.body !== undefined);
  const text = JSON.stringify(described.responses);
  for (const code of operation.refusals) {
    expect(described.responses[ERRORS[code].status]).toBeDefined();
    expect(text).toContain(code);
  }
});

test('every reference names something that is there', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference as string,
  );
  expect(references.length).toBeGreaterThan(100);
  for (const reference of new Set(references)) {
    const target = reference
      .replace('#/', '')
      .split('/')
      .reduce((value, key) => value?.[key], document);
    expect(target, reference).toBeDefined();
  }
});

test('requests are what a caller gives, answers what comes back', () => {
  const { schemas } = document.components;
  expect(schemas.VariantBody.required).toEqual(['productId', 'sku', 'name', 'price']);
  expect(schemas.VariantBody.properties.unitsPerCase).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: expect.any(Number),
    description: expect.stringContaining('`1` when left out.'),
  });
  expect(schemas.Variant.required).toContain('unitsPerCase');
  expect(Object.entries(schemas).filter(([, schema]) => JSON.stringify(schema).includes('"default":'))).toEqual([]);
  expect(schemas.PurchaseOrderBody.properties.supplierId.description).not.toMatch(/null/);
  const limit = document.paths['/variants'].get.parameters.find((parameter: Parameter) => parameter.name === 'limit');
  expect(limit).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', maximum: 200, default: 50 } });
});

test('the same contract gives the same text', async () => {
  expect(JSON.stringify(await describeApi())).toBe(JSON.stringify(await describeApi()));
});
