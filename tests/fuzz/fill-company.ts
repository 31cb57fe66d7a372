import type { TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, order, receive } from '#tests/support/world.ts';
import type { Watch } from './fingerprint.ts';

/** Records of every kind with something going on, beside what is there; by the rules a company begins with. */
export async function fillCompany(company: TestCompany, watch: Watch): Promise<void> {
  const admin = company.as('administrator');
  await admin.patch('/settings', RULES);
  const world = await buildWorld(admin, { MALBEC: 200, SYRAH: 30, RIOJA: 0 });
  const made = async (path: string, body: object) => {
    const reply = await admin.post(path, body);
    if (reply.status !== 201) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const user = await made('/users', {
    name: 'Rosa Lindt',
    email: `rosa-${world.customerId}@example.com`,
    role: 'sales_rep',
  });
  const customerId = await addCustomer(admin, { salesRepId: user.id, tier: 'vip' });
  await made('/api-keys', { name: 'old', role: 'read_only' });
  for (let drafts = 0; drafts < 3; drafts += 1) await order(admin, world, { MALBEC: 5 }, { confirm: false });
  const open = await order(admin, world, { MALBEC: 20, SYRAH: 10 }, { customerId });
  const waiting = await order(admin, world, { MALBEC: 12 });
  await order(admin, world, { RIOJA: 12 });
  const short = await order(admin, world, { MALBEC: 20 });
  await made(`/orders/${short.id}/fulfillments`, { lines: [{ orderLineId: short.lines[0].id, picked: 15, short: 5 }] });
  await made(`/orders/${waiting.id}/backorders`, {
    lines: [{ orderLineId: waiting.lines[0].id, quantity: 4 }],
    reason: 'split shipment requested',
  });
  const picked = await made(`/orders/${open.id}/fulfillments`, {
    lines: [{ orderLineId: open.lines[0].id, picked: 4, short: 0 }],
  });
  await made(`/fulfillments/${picked.id}/shipments`, { carrier: 'UPS' });
  const given = await order(admin, world, { SYRAH: 3 });
  await made(`/orders/${given.id}/fulfillments`, { lines: [{ orderLineId: given.lines[0].id, picked: 3 }] });
  await made(`/orders/${given.id}/cancellations`, { reason: 'customer_requested' });
  await made('/deals', { name: 'five percent', kind: 'percent', percent: '5' });
  await made(`/orders/${open.id}/holds`, { reason: 'overdue invoice' });
  await buy(admin, world, 'RIOJA', 40);
  await receive(admin, world, 'RIOJA', 6);
  await watch.changedTables();
}

const RULES = {
  backorderCreation: 'at_partial_fulfillment',
  allocationMode: 'automatic',
  allocationPolicy: 'priority',
  defaultShipPolicy: 'partial',
  repsReadAll: true,
};
