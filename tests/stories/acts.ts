import type { Client, Reply } from '#tests/support/test-company.ts';

/** What people do to orders and backorders, each as one call that must succeed. */

/** The body of a call that must have made something. */
export function made(reply: Reply): any {
  if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

type Parts = { shipment?: object; delivery?: object };

/** Picks an order: per line, by its place, what was picked and what was short. */
export async function pick(
  client: Client,
  order: { id: string; lines: { id: string }[] },
  lines: readonly { picked: number; short?: number }[],
  parts: Parts = {},
): Promise<any> {
  return made(
    await client.post(`/orders/${order.id}/fulfillments`, {
      lines: lines.map((line, index) => ({ orderLineId: order.lines[index]?.id, ...line })),
      ...parts,
    }),
  );
}

/** Fills a backorder: per line, by its place, how much. */
export async function fill(
  client: Client,
  backorder: { id: string; lines: { id: string }[] },
  quantities: readonly number[],
  parts: Parts = {},
): Promise<any> {
  return made(
    await client.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: quantities.map((quantity, index) => ({ backorderLineId: backorder.lines[index]?.id, quantity })),
      ...parts,
    }),
  );
}

export async function ship(client: Client, fulfillment: { id: string }): Promise<any> {
  return made(await client.post(`/fulfillments/${fulfillment.id}/shipments`, { carrier: 'UPS' }));
}

export async function deliver(client: Client, fulfillment: { id: string }): Promise<any> {
  return made(await client.post(`/fulfillments/${fulfillment.id}/deliveries`, { receivedBy: 'Ada' }));
}

export async function cancel(client: Client, path: string, body: object = {}): Promise<any> {
  return made(await client.post(`${path}/cancellations`, { reason: 'customer_requested', ...body }));
}

export async function readOrder(client: Client, order: { id: string }): Promise<any> {
  return (await client.get(`/orders/${order.id}`)).body;
}

/** The newest backorder of an order, whole. */
export async function backorderOf(client: Client, order: { id: string }): Promise<any> {
  const { backorders } = await readOrder(client, order);
  return (await client.get(`/backorders/${backorders.at(-1).id}`)).body;
}
