import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, deliver, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('was this backorder line filled, by what and when', () => {
  const story = openBalancedCompany();

  it('is answered by the view, and not by joining the fulfillments of the order line', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 });
    await pick(admin, placed, [{ picked: 15, short: 5 }], { shipment: { carrier: 'UPS', trackingNumber: 'A' } });
    const backorder = await backorderOf(admin, placed);
    const lineId = backorder.lines[0].id;
    const answer = async () =>
      (
        await company.database.query(
          `select fulfillment_number as fulfillment, shipped, tracking_number as tracking, delivered_at is not null as delivered,
             backordered, fulfilled, outstanding
           from backorder_line_fulfillments where backorder_line_id = $1 order by fulfillment_id`,
          [lineId],
        )
      ).rows;
    const tempting = async () =>
      (
        await company.database.query(
          `select coalesce(sum(fl.leaving), 0)::integer as shipped
           from backorder_lines bl join fulfillment_lines fl on fl.order_line_id = bl.order_line_id where bl.id = $1`,
          [lineId],
        )
      ).rows[0].shipped;

    expect(await answer()).toEqual([
      {
        fulfillment: null,
        shipped: null,
        tracking: null,
        delivered: false,
        backordered: 5,
        fulfilled: 0,
        outstanding: 5,
      },
    ]);
    expect(await tempting()).toBe(15);

    await receive(admin, world, 'MALBEC', 5);
    const voided = await fill(admin, backorder, [2]);
    made(await admin.post(`/fulfillments/${voided.id}/voids`, { reason: 'wrong shelf' }));
    const one = await fill(admin, backorder, [2], { shipment: { trackingNumber: 'B' } });
    const two = await fill(admin, backorder, [1], { shipment: { trackingNumber: 'C' } });
    await fill(admin, backorder, [2]);
    await deliver(admin, one);
    const sums = { backordered: 5, fulfilled: 3, outstanding: 2 };
    expect(await answer()).toEqual([
      { fulfillment: one.number, shipped: 2, tracking: 'B', delivered: true, ...sums },
      { fulfillment: two.number, shipped: 1, tracking: 'C', delivered: false, ...sums },
    ]);
    expect(await tempting()).toBe(22);
  });

  it('counts what was lost, came back and is replaced where it belongs, and the tempting query counts all of it as filled', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await receive(admin, world, 'MALBEC', 10);
    const backorder = await backorderOf(admin, placed);
    const sent = await fill(admin, backorder, [10], { shipment: { trackingNumber: 'D' } });
    const [{ id: fulfillmentLineId }] = sent.lines;
    const door = { lines: [{ fulfillmentLineId, delivered: 8, reason: 'damaged' }] };
    made(await admin.post(`/fulfillments/${sent.id}/deliveries`, door));
    const back = { fulfillmentLineId, quantity: 3, reason: 'quality', disposition: 'scrap', replace: { quantity: 3 } };
    const returned = made(await admin.post('/returns', { fulfillmentId: sent.id, lines: [back] }));
    const { backorderId, backorderNumber } = returned.lines[0].replacement;

    const answer = async (id: string) => (await admin.get(`/backorders/${id}/fills`)).body;
    const { rightQuery, lines } = await answer(backorder.id);
    expect(lines).toMatchObject([
      {
        backordered: 10,
        fulfilled: 8,
        outstanding: 2,
        kept: 5,
        wrongAnswer: 10,
        replacesReturn: null,
        fills: [
          {
            quantity: 10,
            lost: 2,
            returned: 3,
            kept: 5,
            replaced: 3,
            status: 'delivered',
            replacements: [{ id: backorderId }],
          },
        ],
      },
    ]);
    const sql = rightQuery.replace(':backorder_line_id', '$1');
    expect((await story.company.database.query(sql, [lines[0].id])).rows).toMatchObject([
      {
        fulfillment_number: sent.number,
        shipped: 10,
        lost: 2,
        returned: 3,
        kept: 5,
        replaced: 3,
        replaced_by: backorderNumber,
      },
    ]);
    expect((await answer(backorderId)).lines).toMatchObject([
      { backordered: 3, fulfilled: 0, kept: 0, fills: [], replacesReturn: { number: returned.number } },
    ]);
  });
});
