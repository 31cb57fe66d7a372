import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateApi } from 'swagger-typescript-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, receive, type World } from '#tests/support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The programs of docs/web-shop.md, as they stand there. */
const guide = await readFile(join(root, 'docs/web-shop.md'), 'utf8');
const programOf = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(guide)?.[1] as string;

let company: TestCompany;
let admin: Client;
let world: World;
let key: string;
let folder: string;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  world = await buildWorld(admin, { MALBEC: 0 });
  const actions = ['customers.write', 'catalog.write', 'orders.write', 'fulfillment.write'];
  key = (await admin.post('/api-keys', { name: 'web shop', actions })).body.key;
  folder = await mkdtemp(join(tmpdir(), 'makegood-client-'));
}, 60_000);
afterAll(async () => {
  await company.close();
  await rm(folder, { recursive: true, force: true });
});

const untyped = () => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(programOf('js'))}`);

/** The program with a client that a public generator makes from the document, once its types are right. */
async function typed() {
  await generateApi({
    input: join(root, 'docs/openapi.json'),
    output: folder,
    fileName: 'makegood.ts',
    unwrapResponseData: true,
    silent: true,
  });
  await writeFile(join(folder, 'shop.ts'), programOf('ts'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch(({ stdout }) =>
    expect.fail(`the generated client does not compile: ${stdout}`),
  );
  return import(/* @vite-ignore */ join(folder, 'shop.ts'));
}

const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  target: 'es2022',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: [],
};

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => ({ code: 'done' }),
    (problem) => problem,
  );

describe.each([
  { name: 'the program of the guide', number: 'W', load: untyped },
  { name: 'the same with a client made from the document', number: 'T', load: typed },
])('$name', ({ number, load }) => {
  let shop: any;
  let customer: any;
  let variant: any;
  const wanted = (quantity: number) => ({ customerId: customer.id, lines: [{ variantId: variant.id, quantity }] });

  beforeAll(async () => {
    shop = (await load()).connect(company.origin, key);
  }, 120_000);

  it('keeps its customers and what it sells, each once', async () => {
    const about = { accountNumber: `${number}-7`, name: 'Ada Bell', email: 'ada@example.com' };
    customer = await shop.customer(about);
    expect((await shop.customer(about)).id).toBe(customer.id);
    const sold = { sku: `${number}-SYRAH`, name: 'Syrah', price: { amount: '9.00', currency: 'USD' } };
    variant = await shop.variant(sold);
    expect(await shop.variant(sold)).toMatchObject({ id: variant.id, externalId: sold.sku, stock: { available: 0 } });
  });

  it('takes an order once under its own number, fills it, ships it, and what waits as it arrives', async () => {
    const stocked = { ...world, variants: { SYRAH: variant.id } };
    await receive(admin, stocked, 'SYRAH', 6);
    const [order, again] = await Promise.all([
      shop.order(`${number}-1001`, wanted(10)),
      shop.order(`${number}-1001`, wanted(10)),
    ]);
    expect(again).toEqual(order);
    expect(await refusal(shop.order(`${number}-1001`, wanted(11)))).toMatchObject({ code: 'idempotency_key_reused' });
    expect((await admin.get(`/orders?externalId=${number}-1001`)).body.data).toMatchObject([{ id: order.id }]);

    const since = await shop.turn();
    expect((await admin.get(`/orders/${order.id}`)).body).toMatchObject({
      status: 'partially_fulfilled',
      shipped: 6,
      backorders: [{ outstanding: 4 }],
    });
    const still = await shop.turn(since);
    expect((await admin.get(`/orders/${order.id}`)).body).toMatchObject({ shipped: 6, fulfillments: [{}] });
    await receive(admin, stocked, 'SYRAH', 4);
    await shop.turn(still);
    expect((await admin.get(`/orders/${order.id}`)).body).toMatchObject({
      status: 'fulfilled',
      shipped: 10,
      fulfillments: [{ status: 'shipped' }, { status: 'shipped' }],
      backorders: [{ status: 'fulfilled', outstanding: 0 }],
    });
  });

  it('is told who was first, and when it is too late', async () => {
    const order = await shop.order(`${number}-2`, wanted(1));
    await admin.patch(`/orders/${order.id}`, { notes: 'Ring the bell' });
    expect(await refusal(shop.change(order, { notes: 'Back door' }))).toMatchObject({ code: 'changed_meanwhile' });
    expect((await shop.cancel(order.id, 'customer_requested', `${number}-2`)).status).toBe('cancelled');
    expect(await refusal(shop.cancel(order.id, 'customer_requested', `${number}-2 again`))).toMatchObject({
      code: 'nothing_to_cancel',
    });
  });
});

describe('the program of the guide', () => {
  it('is short', () => {
    expect(programOf('js').split('\n').length).toBeLessThan(80);
  });

  it('is told what is wrong, and what it may not do', async () => {
    const shop = (await untyped()).connect(company.origin, key);
    const lines = [{ variantId: world.variants.MALBEC, quantity: 1, price: '1.00' }];
    expect((await refusal(shop.order('W-3', { customerId: world.customerId, lines }))).errors).toEqual([
      { pointer: '#/lines/0/price', detail: 'is not known here; did you mean unitPrice?' },
    ]);
    expect(await refusal(shop.send('POST', '/warehouses', { body: { code: 'W', name: 'Main' } }))).toMatchObject({
      code: 'not_permitted',
      permission: expect.any(String),
    });
    expect(await refusal(shop.send('GET', '/orders?staus=open'))).toMatchObject({
      errors: [{ pointer: '#/query/staus', detail: 'is not known here; did you mean status?' }],
    });
  });

  it('sends again what was not answered, and it is done once', async () => {
    const { fetch } = globalThis;
    let lost = 0;
    globalThis.fetch = async (...request) => {
      const reply = await fetch(...request);
      if (lost > 0 || (request[1] as RequestInit)?.method !== 'POST') return reply;
      lost += 1;
      throw new TypeError('fetch failed');
    };
    try {
      const shop = (await untyped()).connect(company.origin, key);
      const lines = [{ variantId: world.variants.MALBEC, quantity: 1 }];
      const order = await shop.order('W-4', { customerId: world.customerId, lines });
      expect(lost).toBe(1);
      expect((await admin.get('/orders?externalId=W-4')).body.data).toMatchObject([{ id: order.id }]);
    } finally {
      globalThis.fetch = fetch;
    }
  });
});
