import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('many backorders at once', () => {
  const story = openBalancedCompany();
  const key = () => ({ 'idempotency-key': randomUUID() });
  const read = async ({ id }: { id: string }) => (await story.admin.get(`/backorders/${id}`)).body;

  /** Two that hold what they wait for, and one that holds nothing. */
  async function three() {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const made3 = [];
    for (const quantity of [4, 6, 5])
      made3.push(await backorderOf(story.admin, await order(story.admin, world, { MALBEC: quantity })));
    await receive(story.admin, world, 'MALBEC', 10);
    return { world, backorders: made3, ids: made3.map(({ id }) => id) };
  }

  it('are picked as far as each is allocated, once for the same key; one that holds nothing says so and the others go on', async () => {
    const { ids, backorders } = await three();
    const headers = key();
    const replies = await Promise.all(
      [1, 2].map(() => story.admin.post('/backorder-fulfillments', { backorderIds: ids }, headers)),
    );
    for (const reply of replies)
      expect(made(reply).data).toMatchObject([
        { backorderId: ids[0], fulfillment: { number: expect.any(String) }, refusal: null },
        { backorderId: ids[1], fulfillment: { number: expect.any(String) }, refusal: null },
        { backorderId: ids[2], fulfillment: null, refusal: { code: 'nothing_picked' } },
      ]);
    const [first, second, third] = await Promise.all(backorders.map(read));
    expect([first, second, third].map(({ fulfillments }) => fulfillments.length)).toEqual([1, 1, 0]);
    expect(first.fulfillments[0].lines[0]).toMatchObject({ picked: 4, short: 0 });
    const again = made(await story.admin.post('/backorder-fulfillments', { backorderIds: ids }, key()));
    expect(again.data.map((one: { refusal: { code: string } }) => one.refusal.code)).toEqual(
      Array(3).fill('nothing_picked'),
    );
  });

  it('are cancelled each, and what they held goes on to whoever waits; a closed one is refused and untouched', async () => {
    const { ids, backorders } = await three();
    made(await story.admin.post(`/backorders/${ids[0]}/cancellations`, { reason: 'customer_requested' }));
    const body = { backorderIds: [ids[0], ids[1]], reason: 'excessive_delay' };
    expect(made(await story.admin.post('/backorder-cancellations', body)).data).toMatchObject([
      { backorderId: ids[0], cancelled: null, refusal: { code: 'nothing_to_cancel' } },
      { backorderId: ids[1], cancelled: { quantity: 6 }, refusal: null },
    ]);
    const [, second, third] = await Promise.all(backorders.map(read));
    expect([second.status, third.lines[0].allocated]).toEqual(['cancelled', 5]);
  });

  it('two people cancelling overlapping lists cancel each of them once', async () => {
    const { ids } = await three();
    const replies = await Promise.all([
      story.admin.post('/backorder-cancellations', { backorderIds: ids, reason: 'customer_requested' }),
      story.admin.post('/backorder-cancellations', { backorderIds: ids.toReversed(), reason: 'customer_requested' }),
    ]);
    const done = replies.flatMap((reply) => made(reply).data).filter(({ cancelled }) => cancelled !== null);
    expect(done.map(({ backorderId }) => backorderId).sort()).toEqual([...ids].sort());
  });

  it('have one call in the record of each, and nothing of it where it is refused', async () => {
    const { ids } = await three();
    const said = { method: 'phone', text: 'Told them of the delay' };
    const { data } = made(await story.admin.post('/backorder-communications', { ...said, backorderIds: ids }));
    expect(data).toMatchObject(ids.map((backorderId) => ({ backorderId, communication: said, refusal: null })));
    const late = { ...said, backorderIds: ids, at: '2999-01-01T00:00:00Z' };
    const refused = made(await story.admin.post('/backorder-communications', late));
    expect(refused.data.map((one: { refusal: { code: string } }) => one.refusal.code)).toEqual(
      Array(3).fill('contact_in_the_future'),
    );
    expect((await story.admin.get(`/backorders/${ids[0]}/communications`)).body.data).toHaveLength(1);
  });

  it('are refused as a whole where one is named twice, or is nobody’s', async () => {
    const { ids } = await three();
    const given = {
      '/backorder-cancellations': { reason: 'customer_requested' },
      '/backorder-fulfillments': {},
      '/backorder-communications': { method: 'phone', text: 'x' },
    };
    for (const [path, body] of Object.entries(given)) {
      const twice = await story.admin.post(path, { ...body, backorderIds: [ids[0], ids[0]] }, key());
      expect([path, twice.status, twice.body.code]).toEqual([path, 422, 'invalid_request']);
      const unknown = await story.admin.post(path, { ...body, backorderIds: [ids[0], '999999'] }, key());
      expect([path, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([
        path,
        'unknown_reference',
        '#/backorderIds/1',
      ]);
    }
  });
});
