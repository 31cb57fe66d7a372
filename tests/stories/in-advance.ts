import { total } from '#domain/quantity.ts';
import type { Client } from '#tests/support/test-company.ts';
import { buildWorld, order, type World } from '#tests/support/world.ts';

/** With its one line. */
type Placed = { id: string; lines: [{ id: string }] } & Record<string, unknown>;
type Wanted = { quantity?: number; there?: number; also?: Record<string, number> };

/** The rule *in advance*, and an order of 20 of which 15 are there. */
export async function orderInAdvance(
  admin: Client,
  { quantity = 20, there = 15, also = {} }: Wanted = {},
): Promise<{ world: World; placed: Placed }> {
  await admin.patch('/settings', { invoiceRule: 'in_advance' });
  const world = await buildWorld(admin, { MALBEC: there, ...also });
  return { world, placed: await order(admin, world, { MALBEC: quantity }) };
}

/** What was charged and credited of an order: quantity and amount of each paper, oldest first, and the papers. */
export async function papersOf(admin: Client, of: { id: string }) {
  const read = async (path: string) => (await admin.get(`${path}?orderId=${of.id}`)).body.data.reverse();
  const [invoices, creditNotes] = [await read('/invoices'), await read('/credit-notes')];
  return { invoices: invoices.map(sum), creditNotes: creditNotes.map(sum), whole: { invoices, creditNotes } };
}

type Paper = { lines: { quantity: number }[]; amount: { amount: string } };

function sum({ lines, amount }: Paper): [number, string] {
  return [total(lines, ({ quantity }) => quantity), amount.amount];
}
