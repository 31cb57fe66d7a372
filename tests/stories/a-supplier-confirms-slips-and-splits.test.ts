import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

/** A Friday; everything is handled on the next working day. */
const AT = { 'makegood-now': '2026-11-20T15:00:00Z' };

describe('a purchase order', () => {
  const story = openBalancedCompany();

  it('is confirmed, shifted as a whole, and split into dated parts, and dates follow both ways', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const waiting: { id: string }[] = [];
    for (const units of [6, 10, 4]) {
      const customerId = await addCustomer(admin);
      waiting.push(await backorderOf(admin, await order(admin, world, { MALBEC: units }, { customerId })));
    }
    const lines = [
      { variantId: world.variants.MALBEC, quantity: 25, expectedOn: '2026-12-01' },
      { variantId: world.variants.SYRAH, quantity: 5, expectedOn: '2026-12-01' },
      { variantId: world.variants.SYRAH, quantity: 5 },
    ];
    const { supplierId, warehouseId } = world;
    const bought = made(await admin.post('/purchase-orders', { supplierId, warehouseId, lines }, AT));
    const [malbec] = bought.lines;
    const change = (body: unknown) => admin.patch(`/purchase-orders/${bought.id}`, body, AT);
    const datesOf = async () => {
      const read = await Promise.all(waiting.map(({ id }) => admin.get(`/backorders/${id}`, AT)));
      return read.map(({ body }) => body.lines[0].coveredOn);
    };

    // No supplier is expected in another century.
    for (const expectedOn of ['1900-01-01', '2016-11-18', '2036-11-21', '2999-01-01']) {
      const refused = async (sent: Promise<{ status: number; body: any }>) => {
        const { status, body } = await sent;
        return [status, body.code, body.errors?.[0].pointer];
      };
      const out = (pointer: string) => [422, 'delivery_day_out_of_reach', `#/${pointer}`];
      const far = { supplierId, warehouseId, lines: [{ ...lines[0], expectedOn }] };
      expect(await refused(admin.post('/purchase-orders', far, AT))).toEqual(out('lines/0/expectedOn'));
      const one = { id: malbec.id, expectedOn };
      expect(await refused(change({ lines: [one] }))).toEqual(out('lines/0/expectedOn'));
      const preview = admin.post(`/purchase-orders/${bought.id}/date-previews`, { lines: [one] }, AT);
      expect(await refused(preview)).toEqual(out('lines/0/expectedOn'));
      const deliveries = [{ quantity: 25, expectedOn }];
      expect(await refused(change({ lines: [{ id: malbec.id, deliveries }] }))).toEqual(
        out('lines/0/deliveries/0/expectedOn'),
      );
      expect(await refused(change({ confirmedOn: expectedOn }))).toEqual(out('confirmedOn'));
    }

    expect((await change({ confirmedOn: '2026-11-20', supplierReference: 'SO 77' })).body).toMatchObject({
      confirmedOn: '2026-11-20',
      supplierReference: 'SO 77',
      version: 2,
    });

    // A week later for all that have a day; the line without one keeps none.
    expect((await change({ shiftDays: 7 })).body.lines).toMatchObject([
      { expectedOn: '2026-12-08', firstExpectedOn: '2026-12-01' },
      { expectedOn: '2026-12-08' },
      { expectedOn: null },
    ]);
    expect(await datesOf()).toEqual(['2026-12-08', '2026-12-08', '2026-12-08']);

    // Rule 26: 5 on the third and 20 on the tenth is the tenth for all three.
    const split = (...deliveries: { quantity: number; expectedOn: string }[]) =>
      change({ lines: [{ id: malbec.id, deliveries }] });
    const parts = [
      { quantity: 5, expectedOn: '2026-12-03' },
      { quantity: 20, expectedOn: '2026-12-10' },
    ] as const;
    const short = await split(parts[0]);
    expect([short.status, short.body.code, short.body.errors]).toEqual([
      422,
      'deliveries_not_whole',
      [
        {
          pointer: '#/lines/0/deliveries',
          detail: 'are 5 together, and 25 are still to come: name all of these, and nothing that has come',
        },
      ],
    ]);
    expect((await split(...parts)).body.lines[0]).toMatchObject({ expectedOn: '2026-12-10', deliveries: parts });
    expect(await datesOf()).toEqual(['2026-12-10', '2026-12-10', '2026-12-10']);

    // Half of the later part comes with the first: whoever is served whole by then is told so.
    await split({ quantity: 16, expectedOn: '2026-12-03' }, { quantity: 9, expectedOn: '2026-12-10' });
    expect(await datesOf()).toEqual(['2026-12-03', '2026-12-03', '2026-12-10']);

    // What arrives is of the first part.
    const arrives = async (quantity: number) =>
      made(
        await admin.post(
          `/purchase-orders/${bought.id}/receipts`,
          { lines: [{ purchaseOrderLineId: malbec.id, quantity }] },
          AT,
        ),
      );
    const receipt = await arrives(10);
    const now = async () => (await admin.get(`/purchase-orders/${bought.id}`, AT)).body;
    expect((await now()).lines[0].deliveries).toEqual([
      { quantity: 6, expectedOn: '2026-12-03' },
      { quantity: 9, expectedOn: '2026-12-10' },
    ]);
    made(await admin.post(`/receipts/${receipt.id}/reversals`, { reason: 'mistake' }, AT));
    expect((await now()).lines[0].deliveries[0]).toEqual({ quantity: 16, expectedOn: '2026-12-03' });

    // Two days sooner, parts and all; then one day for the whole of it again.
    expect((await change({ shiftDays: -2 })).body.lines[0].deliveries[1]).toEqual({
      quantity: 9,
      expectedOn: '2026-12-08',
    });
    expect((await change({ lines: [{ id: malbec.id, expectedOn: '2026-12-02' }] })).body.lines[0]).toMatchObject({
      expectedOn: '2026-12-02',
      deliveries: [],
    });
    expect(await datesOf()).toEqual(['2026-12-02', '2026-12-02', '2026-12-02']);
    const promised = await Promise.all(waiting.map(({ id }) => admin.get(`/backorders/${id}`, AT)));
    expect(promised.map(({ body }) => body.promisedOn)).toEqual([null, null, null]);

    // Parts of one day are still parts, and one day again where none are named. The same said again is no change.
    const same = { id: malbec.id, expectedOn: '2026-12-02' };
    const twice = [10, 15].map((quantity) => ({ quantity, expectedOn: '2026-12-02' }));
    expect((await split(...twice)).body.lines[0].deliveries).toHaveLength(2);
    const { version: splitOnce } = await now();
    expect((await split(...twice.toReversed())).body.version).toBe(splitOnce);
    expect((await change({ lines: [{ id: malbec.id, deliveries: [] }] })).body.lines[0]).toMatchObject({
      ...same,
      deliveries: [],
    });
    await split(...twice);
    expect((await change({ lines: [same] })).body.lines[0]).toMatchObject({ ...same, deliveries: [] });

    // Nothing asked, nothing changed; nonsense is refused.
    const { version } = await now();
    expect((await change({ shiftDays: 0 })).body.version).toBe(version);
    for (const body of [
      { shiftDays: 1.5 },
      { shiftDays: 100_000 },
      { supplierReference: ' ' },
      { confirmedOn: 'soon' },
    ])
      expect((await change(body)).status).toBe(422);
    for (const quantity of [0, -1, 100_000_000])
      expect((await split({ quantity, expectedOn: '2026-12-03' })).status).toBe(422);
    const history = (await admin.get(`/purchase-orders/${bought.id}/history`)).body.data;
    expect(JSON.stringify(history)).toContain('SO 77');
  });
});
