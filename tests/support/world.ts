import type { Client } from './test-company.ts';

/** A small world made through the API: one warehouse, supplier and customer, and as many variants as named. */
export type World = {
  warehouseId: string;
  supplierId: string;
  customerId: string;
  /** Variant ids by SKU. */
  variants: Record<string, string>;
};

let counter = 0;

/** Builds a world as an administrator. `stock` gives what is on hand by SKU. */
export async function buildWorld(
  admin: Client,
  stock: Record<string, number>,
  options: { unitsPerCase?: number } = {},
): Promise<World> {
  counter += 1;
  const made = async (path: string, body: unknown) => {
    const reply = await admin.post(path, body);
    if (reply.status !== 201) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body.id as string;
  };
  const warehouseId = await made('/warehouses', { code: `W${counter}`, name: 'Main' });
  const supplierId = await made('/suppliers', { name: `Cellars ${counter}` });
  const customerId = await addCustomer(admin);
  const productId = await made('/products', { name: 'Malbec Reserva', family: 'Malbec' });
  const variants: Record<string, string> = {};
  for (const [sku, onHand] of Object.entries(stock)) {
    const variantId = await made('/variants', {
      productId,
      sku: `${sku}-${counter}`,
      upc: '012345678905',
      name: `Malbec Reserva ${sku}`,
      unitsPerCase: options.unitsPerCase ?? 12,
      price: { amount: '12.50', currency: 'USD' },
    });
    variants[sku] = variantId;
    if (onHand > 0) await adjust(admin, { variantId, warehouseId, countedQuantity: onHand });
  }
  return { warehouseId, supplierId, customerId, variants };
}

export async function addCustomer(admin: Client, fields: Record<string, unknown> = {}): Promise<string> {
  counter += 1;
  const reply = await admin.post('/customers', {
    accountNumber: `A-${counter}`,
    name: `Corner Shop ${counter}`,
    email: `shop${counter}@example.com`,
    address: { line1: '1 Main Street', city: 'Des Moines' },
    ...fields,
  });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
}

export async function adjust(
  client: Client,
  stock: { variantId: string; warehouseId: string; countedQuantity?: number; difference?: number },
): Promise<any> {
  const reply = await client.post('/stock-adjustments', { ...stock, reason: 'count' });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** Takes and confirms an order of some quantities by SKU. */
export async function order(
  client: Client,
  world: World,
  quantities: Record<string, number>,
  fields: Record<string, unknown> = {},
): Promise<any> {
  const reply = await client.post('/orders', {
    customerId: world.customerId,
    warehouseId: world.warehouseId,
    lines: Object.entries(quantities).map(([sku, quantity]) => ({ variantId: world.variants[sku], quantity })),
    confirm: true,
    ...fields,
  });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** Orders stock from the supplier: a purchase order with its line ids. */
export async function buy(
  client: Client,
  world: World,
  sku: string,
  quantity: number,
  fields: Record<string, unknown> = {},
): Promise<any> {
  const reply = await client.post('/purchase-orders', {
    supplierId: world.supplierId,
    warehouseId: world.warehouseId,
    lines: [{ variantId: world.variants[sku], quantity, expectedOn: '2026-12-02', ...fields }],
  });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** Buys and receives at once. */
export async function receive(client: Client, world: World, sku: string, quantity: number): Promise<any> {
  const purchaseOrder = await buy(client, world, sku, quantity);
  const reply = await client.post(`/purchase-orders/${purchaseOrder.id}/receipts`, {
    lines: [{ purchaseOrderLineId: purchaseOrder.lines[0].id, quantity }],
  });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** The stock of one variant of the world. */
export async function stockOf(
  client: Client,
  world: World,
  sku: string,
): Promise<{ onHand: number; allocated: number; available: number; waiting: number; backordered: number }> {
  const reply = await client.get(`/stock?variantId=${world.variants[sku]}&warehouseId=${world.warehouseId}`);
  const { onHand, allocated, available, waiting, backordered } = reply.body.data[0];
  return { onHand, allocated, available, waiting, backordered };
}
