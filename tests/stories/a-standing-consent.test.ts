import { describe, expect, it } from 'vitest';
import { adjust, buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();

/** Six of 2021 wait; of other vintages and sizes there is stock. */
async function waiting() {
  const { admin } = office;
  const world = await buildWorld(admin, { NONE: 0 });
  const product = made(
    await admin.post('/products', { name: 'Chianti Classico', family: `Chianti ${world.customerId}` }),
  );
  const add = async (sku: string, name: string, onHand: number) => {
    const body = {
      productId: product.id,
      sku: `${sku}-${product.id}`,
      name,
      price: { amount: '10.00', currency: 'USD' },
    };
    const { id } = made(await admin.post('/variants', body));
    if (onHand > 0) await adjust(admin, { variantId: id, warehouseId: world.warehouseId, countedQuantity: onHand });
    return id as string;
  };
  const old = await add('OLD', '2021, 750 ml', 0);
  const next = await add('NEXT', '2022, 750 ml', 20);
  const magnum = await add('MAGNUM', '2022, 1.5 L', 20);
  const placed = await order(admin, world, {}, { lines: [{ variantId: old, quantity: 6 }] });
  const backorder = await backorderOf(admin, placed);
  return { ...world, product, old, next, magnum, backorder };
}
type Case = Awaited<ReturnType<typeof waiting>>;

const agree = async ({ customerId, product }: Case, body: object) =>
  made(await office.admin.post(`/customers/${customerId}/consents`, { productId: product.id, ...body }));
const propose = async ({ backorder, next, magnum }: Case, price: object = { kind: 'locked' }) =>
  made(
    await office.admin.post(`/backorders/${backorder.id}/substitutions`, {
      backorderLineId: backorder.lines[0].id,
      quantity: 2,
      offers: [next, magnum].map((variantId) => ({ variantId, price })),
    }),
  );
const acceptBy = (substitution: { id: string }, variantId: string, consentId: string | null) =>
  office.admin.post(`/substitutions/${substitution.id}/acceptances`, {
    variantId,
    quantity: 2,
    acceptedBy: 'representative',
    consentId,
  });
const saysOf = (substitution: any) => substitution.offers.map(({ consent }: any) => consent);

describe('a standing consent', () => {
  it('lets a representative accept the next vintage, and nothing else, without asking again', async () => {
    const case_ = await waiting();
    const consent = await agree(case_, { rule: 'next_vintage', note: 'In the shop, by the owner' });
    const proposed = await propose(case_);
    expect([proposed.consentId, saysOf(proposed)]).toEqual([consent.id, ['allowed', 'ask']]);
    expect((await acceptBy(proposed, case_.magnum, consent.id)).body.code).toBe('consent_required');
    expect((await acceptBy(proposed, case_.next, '999999')).body.code).toBe('consent_required');
    expect((await acceptBy(proposed, case_.next, null)).body.code).toBe('consent_required');
    const { acceptance } = made(await acceptBy(proposed, case_.next, consent.id));
    expect(acceptance).toMatchObject({ consentId: consent.id, acceptedBy: 'representative' });
    expect(await readOrder(office.admin, { id: acceptance.orderId })).toMatchObject({ status: 'confirmed' });
  });

  it.each([
    ['the price is above its limit', { rule: 'next_vintage', priceLimit: '10.50' }, '10.51', ['ask', 'ask']],
    ['the price is above what was ordered', { rule: 'next_vintage' }, '10.01', ['ask', 'ask']],
    [
      'the style is fine up to the price',
      { rule: 'same_style', priceLimit: { amount: '11', currency: 'USD' } },
      '11',
      ['allowed', 'ask'],
    ],
    ['only the exact vintage is wanted', { rule: 'exact_vintage' }, '9', ['not_wanted', 'not_wanted']],
    ['the customer is always asked', { rule: 'always_ask' }, '9', ['ask', 'ask']],
  ])('says so when %s', async (_, consent, amount, says) => {
    const case_ = await waiting();
    const { id } = await agree(case_, consent);
    const proposed = await propose(case_, { kind: 'other', amount, reason: 'For the wait' });
    expect(saysOf(proposed)).toEqual(says);
    if (says[0] !== 'allowed') expect((await acceptBy(proposed, case_.next, id)).body.code).toBe('consent_required');
  });

  it('of a product goes before that of its family; a new one replaces the old, and revoked it allows nothing', async () => {
    const { admin } = office;
    const case_ = await waiting();
    const { customerId, product } = case_;
    const path = `/customers/${customerId}/consents`;
    const family = made(await admin.post(path, { family: product.family, rule: 'same_style', priceLimit: '10' }));
    const proposed = await propose(case_);
    expect(proposed.consentId).toBe(family.id);
    const first = await agree(case_, { rule: 'always_ask' });
    const second = await agree(case_, { rule: 'next_vintage' });
    const read = async () => (await admin.get(`/substitutions/${proposed.id}`)).body;
    expect(await read()).toMatchObject({ consentId: second.id, offers: [{ consent: 'allowed' }, { consent: 'ask' }] });
    const listed = (await admin.get(path)).body.data;
    expect(listed.map(({ id, revokedAt }: any) => [id, revokedAt === null])).toEqual([
      [second.id, true],
      [first.id, false],
      [family.id, true],
    ]);
    for (const { id } of [second, family]) made(await admin.post(`/consents/${id}/revocations`));
    const again = await admin.post(`/consents/${second.id}/revocations`);
    expect(again.body).toMatchObject({ code: 'consent_revoked', consent: { id: second.id } });
    expect(await read()).toMatchObject({ consentId: null, offers: [{ consent: null }, { consent: null }] });
    expect((await acceptBy(proposed, case_.next, second.id)).body.code).toBe('consent_required');
    // Two at once leave one in force.
    await Promise.all([1, 2, 3].map(() => agree(case_, { rule: 'always_ask' })));
    const open = (await admin.get(path)).body.data.filter(({ revokedAt }: any) => revokedAt === null);
    expect(open).toHaveLength(1);
  });

  it('is about a product or a family that there is, with a limit where it needs one', async () => {
    const case_ = await waiting();
    const { id } = case_.product;
    const code = async (body: object) => {
      const reply = await office.admin.post(`/customers/${case_.customerId}/consents`, body);
      return [reply.body.code, reply.body.errors?.[0]?.pointer];
    };
    expect(await code({ rule: 'always_ask' })).toEqual(['invalid_request', '#/productId']);
    expect(await code({ productId: id, family: 'x', rule: 'always_ask' })).toEqual(['invalid_request', '#/productId']);
    expect(await code({ productId: '999999', rule: 'always_ask' })).toEqual(['unknown_reference', '#/productId']);
    expect(await code({ family: 'Nothing of it', rule: 'always_ask' })).toEqual(['unknown_reference', '#/family']);
    expect(await code({ productId: id, rule: 'same_style' })).toEqual(['invalid_request', '#/priceLimit']);
    expect(await code({ productId: id, rule: 'always_ask', priceLimit: '5' })).toEqual([
      'invalid_request',
      '#/priceLimit',
    ]);
    for (const priceLimit of ['0', '-1', 'many', { amount: '5', currency: 'EUR' }])
      expect((await code({ productId: id, rule: 'same_style', priceLimit }))[0]).toBe('invalid_request');
  });
});
