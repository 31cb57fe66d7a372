import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addPersonOf } from '#tests/support/person.ts';
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

  it('are promised with what was told in the record of each; a refused one keeps neither, and the same request does it once', async () => {
    const { ids, world } = await three();
    made(await story.admin.post(`/backorders/${ids[2]}/cancellations`, { reason: 'customer_requested' }));
    const promises = [
      { backorderId: ids[0], promisedOn: '2999-01-31', reason: 'the supplier said so' },
      { backorderId: ids[1], promisedOn: '2001-01-01', reason: 'a slip of the pen' },
      { backorderId: ids[2], promisedOn: null },
    ];
    const told = { method: 'phone', text: 'Told them the new date.', nextFollowUpOn: '2999-02-01' };
    const headers = key();
    const send = () => story.admin.post('/backorder-promises', { promises, told }, headers);
    for (const reply of await Promise.all([send(), send()]))
      expect(made(reply).data).toMatchObject([
        { promise: { promisedOn: '2999-01-31' }, refusal: null },
        { promise: null, refusal: { code: 'promise_in_the_past' } },
        { promise: null, refusal: { code: 'nothing_outstanding' } },
      ]);
    const recorded = async (id: string | undefined) => {
      const [contacts, dates] = await Promise.all(
        ['communications', 'promises'].map((of) => story.admin.get(`/backorders/${id}/${of}`)),
      );
      return [contacts?.body.data.length, dates?.body.data.length];
    };
    expect(await Promise.all(ids.map(recorded))).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
    // What they were told is the promise, and nothing else before it.
    const { rows } = await story.company.database.query(
      'select told_on from told_dates where backorder_id = any($1::bigint[])',
      [ids],
    );
    expect(rows).toEqual([{ told_on: '2999-01-31' }]);
    // Who waits for the item says the same, with the customer.
    const queue = await story.admin.get(`/variants/${world.variants.MALBEC}/queue?warehouseId=${world.warehouseId}`);
    const said = { promisedOn: '2999-01-31', told: { on: '2999-01-31' }, customerId: expect.any(String) };
    const unsaid = { promisedOn: null, told: null };
    expect(queue.body.lines).toMatchObject([
      { backorderId: ids[0], ...said },
      { backorderId: ids[1], ...unsaid },
    ]);
  });

  it('are promised whole or not at all: a follow-up in the past refuses the promise beside it', async () => {
    const { ids } = await three();
    const promises = ids.map((backorderId) => ({ backorderId, promisedOn: null }));
    const told = { method: 'email', text: 'No date yet', nextFollowUpOn: '2001-01-01' };
    const { data } = made(await story.admin.post('/backorder-promises', { promises, told }));
    expect(data.map((one: { refusal: { code: string } }) => one.refusal.code)).toEqual(
      Array(3).fill('follow_up_in_the_past'),
    );
    expect((await story.admin.get(`/backorders/${ids[0]}/promises`)).body.data).toEqual([]);
    for (const wrong of [{ ...told, text: ' ' }, { ...told, method: 'dream' }, { method: 'phone' }]) {
      const refused = await story.admin.post('/backorder-promises', { promises, told: wrong });
      expect([refused.status, refused.body.code]).toEqual([422, 'invalid_request']);
    }
  });

  it('are promised up to 500 in one request, others’ customers refused to a representative and nobody’s to all', async () => {
    const { ids } = await three();
    const tooMany = Array.from({ length: 501 }, (_, index) => ({ backorderId: `${index + 1}`, promisedOn: null }));
    expect((await story.admin.post('/backorder-promises', { promises: tooMany })).body.code).toBe('invalid_request');
    const nobody = await story.admin.post('/backorder-promises', {
      promises: [...tooMany.slice(0, 499), { backorderId: '999999', promisedOn: null }],
    });
    expect(nobody.body.errors.at(-1).pointer).toBe('#/promises/499/backorderId');
    const rosa = await addPersonOf(story.company, 'Rosa Lindt', 'sales_rep');
    const promises = ids.map((backorderId) => ({ backorderId, promisedOn: null }));
    const told = { method: 'phone', text: 'Not mine to tell' };
    const { data } = made(await rosa.client.post('/backorder-promises', { promises, told }));
    expect(data.map((one: { refusal: { code: string } }) => one.refusal.code)).toEqual(
      Array(3).fill('not_your_customer'),
    );
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
