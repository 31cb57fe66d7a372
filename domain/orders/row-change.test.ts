import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRow, type OrderRow, type RowPart } from '#domain/orders/row-change.ts';
import { total } from '#domain/quantity.ts';

/** On the order itself, all of it allocated unless said otherwise. */
const onOrder = (open: number, picked = 0, id = 'line', allocated = open): RowPart => ({
  id,
  backorderId: null,
  open,
  allocated,
  picked,
});
/** On a backorder, none of it allocated but what is picked unless said otherwise. */
const onBackorder = (open: number, picked = 0, id = 'BO-1', allocated = picked): RowPart => ({
  id,
  backorderId: id,
  open,
  allocated,
  picked,
});
const row = (shipped: number, ...parts: RowPart[]): OrderRow => ({ shipped, orderMultiple: 1, parts });

describe('a row of a confirmed order', () => {
  it.each<[what: string, row: OrderRow, wanted: number, change: object]>([
    ['asks for the same', row(6, onBackorder(4)), 10, { change: 'none' }],
    ['asks for more, nothing backordered', row(0, onOrder(10)), 12, { change: 'more', quantity: 2, backorderId: null }],
    [
      'asks for more beside its backorder',
      row(6, onOrder(0), onBackorder(4)),
      12,
      { change: 'more', quantity: 2, backorderId: 'BO-1' },
    ],
    [
      'asks for more on the newest of its backorders',
      row(0, onBackorder(2), onBackorder(3, 0, 'BO-2')),
      6,
      { change: 'more', quantity: 1, backorderId: 'BO-2' },
    ],
    [
      'asks for more after its backorder closed',
      row(6, onOrder(0), onBackorder(0)),
      7,
      { change: 'more', quantity: 1, backorderId: null },
    ],
    ['asks for more after all has shipped', row(10), 11, { change: 'more', quantity: 1, backorderId: null }],
    [
      'asks for less than is open',
      row(0, onOrder(10)),
      7,
      { change: 'less', cancelled: [{ id: 'line', quantity: 3 }] },
    ],
    [
      'gives up what waits before what is allocated',
      row(0, onOrder(3), onBackorder(4)),
      2,
      {
        change: 'less',
        cancelled: [
          { id: 'BO-1', quantity: 4 },
          { id: 'line', quantity: 1 },
        ],
      },
    ],
    [
      'gives up an increase before the line it increased, and keeps what is allocated',
      row(0, onOrder(10, 0, 'line', 4), onOrder(4, 0, 'increase', 0)),
      10,
      { change: 'less', cancelled: [{ id: 'increase', quantity: 4 }] },
    ],
    [
      'gives up the newest that waits, then the newest that is allocated',
      row(0, onOrder(6, 0, 'line', 4), onOrder(4, 0, 'increase', 1)),
      2,
      {
        change: 'less',
        cancelled: [
          { id: 'increase', quantity: 4 },
          { id: 'line', quantity: 4 },
        ],
      },
    ],
    [
      'gives up of its backorder when the order’s own part is there',
      row(10, onOrder(5), onBackorder(5)),
      17,
      { change: 'less', cancelled: [{ id: 'BO-1', quantity: 3 }] },
    ],
    [
      'gives up the newest claim first',
      row(0, onBackorder(4, 0, 'old'), onBackorder(2, 0, 'new')),
      3,
      {
        change: 'less',
        cancelled: [
          { id: 'new', quantity: 2 },
          { id: 'old', quantity: 1 },
        ],
      },
    ],
    [
      'leaves alone what is picked',
      row(0, onOrder(5, 2), onBackorder(4)),
      3,
      {
        change: 'less',
        cancelled: [
          { id: 'BO-1', quantity: 4 },
          { id: 'line', quantity: 2 },
        ],
      },
    ],
    [
      'may be lowered to what has shipped',
      row(6, onBackorder(4)),
      6,
      { change: 'less', cancelled: [{ id: 'BO-1', quantity: 4 }] },
    ],
    [
      'asks for less than has shipped',
      row(6, onBackorder(4)),
      5,
      { code: 'below_picked_or_shipped', shipped: 6, picked: 0, least: 6 },
    ],
    [
      'asks for less than is picked',
      row(2, onOrder(5, 3)),
      4,
      { code: 'below_picked_or_shipped', shipped: 2, picked: 3, least: 5 },
    ],
    ['asks for nothing', row(0, onOrder(5)), 0, { change: 'less', cancelled: [{ id: 'line', quantity: 5 }] }],
    [
      'would split a case',
      { ...row(0, onOrder(12)), orderMultiple: 6 },
      10,
      { code: 'quantity_not_whole_multiple', orderMultiple: 6 },
    ],
    [
      'takes whole cases more',
      { ...row(0, onOrder(12)), orderMultiple: 6 },
      18,
      { change: 'more', quantity: 6, backorderId: null },
    ],
  ])('%s', (_what, before, wanted, change) => {
    expect(changeRow(before, wanted)).toEqual(change);
  });

  const part = fc
    .record({ open: fc.nat(5), allocated: fc.nat(5), picked: fc.nat(5), isOnOrder: fc.boolean() })
    .map((part) => ({ ...part, allocated: Math.min(part.open, part.allocated) }))
    .map((part) => ({ ...part, picked: Math.min(part.allocated, part.picked) }));
  it('asks for exactly what is wanted afterwards, or is refused because of what is picked or gone', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(part, { maxLength: 4 }), fc.nat(25), (shipped, parts, wanted) => {
        const before = row(
          shipped,
          ...parts.map(({ isOnOrder, ...quantities }, index) => ({
            id: String(index),
            backorderId: isOnOrder ? null : `BO-${index}`,
            ...quantities,
          })),
        );
        const now = shipped + total(before.parts, ({ open }) => open);
        const least = shipped + total(before.parts, ({ picked }) => picked);
        const change = changeRow(before, wanted);
        if ('code' in change) {
          expect(wanted).toBeLessThan(least);
          return;
        }
        const more = change.change === 'more' ? change.quantity : 0;
        const less = change.change === 'less' ? change.cancelled : [];
        expect(now + more - total(less, ({ quantity }) => quantity)).toBe(wanted);
        const freed = less.some(({ id, quantity }) => {
          const { open, allocated } = before.parts.find((one) => one.id === id) as RowPart;
          return quantity > open - allocated;
        });
        const waiting = total(before.parts, ({ open, allocated }) => open - allocated);
        expect(freed).toBe(total(less, ({ quantity }) => quantity) > waiting);
        for (const { id, quantity } of less) {
          const { open, picked } = before.parts.find((one) => one.id === id) as RowPart;
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(open - picked);
        }
      }),
    );
  });
});
