import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { queueDueMessages } from '#server/messages/queue-due-messages.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import { addCustomer, adjust, buildWorld, buy, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, cancel, deliver, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// Long because what customers hear of is one story.
const office = openBalancedCompany();
let ada: Person;
beforeAll(async () => {
  await migrateJobs(office.company.databaseUrl, pino({ level: 'silent' }));
  ada = await addPersonOf(office.company, 'Ada Bell', 'sales_rep');
  const user = (await office.admin.get('/users')).body.data.find(({ id }: any) => id === ada.id);
  await office.company.database.query(`update users set phone = '555 0100' where id = $1`, [user.id]);
});

/** A world of its own, whose customer is Ada's. */
async function worldOf(stock: Record<string, number>, customer: Record<string, unknown> = {}): Promise<World> {
  const world = await buildWorld(office.admin, stock);
  return { ...world, customerId: await addCustomer(office.admin, { salesRepId: ada.id, ...customer }) };
}

const tell = () => tellCustomers(office.company.database);
const mailbox = async (filter: string) => (await office.admin.get(`/mailbox?${filter}`)).body.data.reverse();
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** Twenty ordered of which fifteen are there, five expected with a purchase order. */
async function shortOrder(customer: Record<string, unknown> = {}) {
  const world = await worldOf({ MALBEC: 15 }, customer);
  await buy(office.admin, world, 'MALBEC', 10, { expectedOn: day(10) });
  const placed = await order(office.admin, world, { MALBEC: 20 });
  return { world, placed };
}

describe('an order of twenty of which fifteen are there', () => {
  it('is confirmed by one mail that says what is there, what waits and until when, and who to ask', async () => {
    const { placed } = await shortOrder();
    await tell();
    const [mail, ...more] = await mailbox(`orderId=${placed.id}`);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      event: 'order_confirmed',
      status: 'recorded',
      orderNumber: placed.number,
      isTest: false,
    });
    expect(mail.to).toContain('@example.com');
    for (const part of [mail.text, mail.html]) {
      for (const words of [
        '15 bottles',
        '5 bottles',
        'about',
        'sorry',
        'Ada Bell',
        '555 0100',
        '@example.com',
        placed.number,
      ])
        expect(part).toContain(words);
    }
    expect(mail.messageId).toMatch(/^<[\w-]+@[\w.]+>$/);
  });

  it('is shipped by one mail that also says what became a backorder', async () => {
    const { placed } = await shortOrder();
    await pick(office.admin, placed, [{ picked: 15, short: 5 }], {
      shipment: { carrier: 'UPS', trackingNumber: '1Z 999', estimatedDeliveryOn: day(2) },
    });
    const backorder = await backorderOf(office.admin, placed);
    await tell();
    const mails = await mailbox(`orderId=${placed.id}`);
    expect(mails.map(({ event }: any) => event)).toEqual(['order_confirmed', 'shipped']);
    for (const words of ['15 bottles', 'UPS', '1Z 999', '5 bottles', 'Still to come'])
      expect(mails[1].text).toContain(words);
    // Confirmed and shipped before anything left: the second is found with the backorder, too.
    expect((await mailbox(`backorderId=${backorder.id}`)).map(({ event }: any) => event)).toContain('shipped');
  });

  it('says who brings it, and where they are reached, when it goes with our own truck', async () => {
    const { placed, world } = await shortOrder();
    const dan = made(
      await office.admin.post('/users', { name: 'Dan Reyes', email: 'dan@example.com', role: 'driver' }),
    );
    const way = { name: 'Hearing', weekdays: [1, 2, 3, 4, 5, 6, 7], driverId: dan.id, phone: '515 555 0142' };
    const route = made(await office.admin.post('/routes', { ...way, customerIds: [world.customerId] }));
    const picked = await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
    const plan = { fulfillmentIds: [picked.id], routeId: route.id };
    const shipment = made(await office.admin.post('/shipments', plan));
    made(await office.admin.post(`/shipments/${shipment.id}/departures`));
    await tell();
    const shipped = (await mailbox(`orderId=${placed.id}`)).find(({ event }: any) => event === 'shipped');
    for (const words of ['Our driver Dan Reyes brings it.', '515 555 0142']) expect(shipped.text).toContain(words);
  });

  it('tells nothing twice: a backorder of what confirmation said already is no news', async () => {
    const { placed } = await shortOrder();
    await tell();
    await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
    await tell();
    const mails = await mailbox(`orderId=${placed.id}`);
    expect(mails.map(({ event, status, reason }: any) => [event, status, reason])).toEqual([
      ['order_confirmed', 'recorded', null],
      ['backorder_created', 'suppressed', 'already_told'],
    ]);
  });
});

describe('a date that moves', () => {
  async function waiting() {
    const { world, placed } = await shortOrder();
    await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
    const backorder = await backorderOf(office.admin, placed);
    await tell();
    const promise = async (promisedOn: string | null, notifyCustomer = true) =>
      made(
        await office.admin.post(`/backorders/${backorder.id}/promises`, {
          promisedOn,
          reason: 'The ship is late',
          notifyCustomer,
        }),
      );
    const moved = async () => mailbox(`backorderId=${backorder.id}&event=date_moved`);
    return { world, placed, backorder, promise, moved };
  }

  it('is told once, with the reason, by the day it leaves', async () => {
    const { promise, moved } = await waiting();
    await promise(day(20), false);
    await promise(day(25));
    await promise(day(30));
    await tell();
    const mails = await moved();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ status: 'recorded' });
    expect(mails[0].text).toContain('The ship is late');
    expect(mails[0].text).toContain('We are sorry');
    const long = new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' });
    expect(mails[0].text).toContain(long.format(new Date(day(30))));
    expect(mails[0].text).toContain(long.format(new Date(day(20))));
    expect(mails[0].text).not.toContain(long.format(new Date(day(25))));
  });

  it('and moves back before anything left tells nobody', async () => {
    const { promise, moved } = await waiting();
    await promise(day(20), false);
    await promise(day(25));
    await promise(day(20));
    await tell();
    expect(await moved()).toMatchObject([{ status: 'suppressed', reason: 'no_longer_true', text: null }]);
  });

  it('is not told where the person said so', async () => {
    const { promise, moved } = await waiting();
    await promise(day(20), false);
    await tell();
    expect(await moved()).toEqual([]);
  });
});

it('several backorders of one customer go in one mail, and each is found by its backorder', async () => {
  const world = await worldOf({ MALBEC: 0, SYRAH: 0 });
  const placed = [await order(office.admin, world, { MALBEC: 5 }), await order(office.admin, world, { SYRAH: 6 })];
  const backorders = await Promise.all(placed.map((one) => backorderOf(office.admin, one)));
  await tell();
  made(
    await office.admin.post('/backorder-promises', {
      promises: backorders.map(({ id }) => ({
        backorderId: id,
        promisedOn: day(9),
        reason: 'Known now',
        notifyCustomer: true,
      })),
    }),
  );
  await tell();
  const [digest] = await mailbox(`customerId=${world.customerId}&event=digest`);
  expect(digest).toMatchObject({ status: 'recorded', orderId: null });
  for (const { number } of backorders) expect(digest.text).toContain(number);
  for (const { id } of backorders) {
    const found = await mailbox(`backorderId=${id}`);
    expect(found.map(({ event }: any) => event)).toContain('digest');
    expect(found.find(({ event }: any) => event === 'date_moved')).toMatchObject({
      status: 'suppressed',
      reason: 'in_digest',
      carriedById: digest.id,
    });
  }
});

it('stock that came in, what left and what arrived are told, each once', async () => {
  const { world, placed } = await shortOrder();
  await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
  const backorder = await backorderOf(office.admin, placed);
  await tell();
  await receive(office.admin, world, 'MALBEC', 12);
  await tell();
  const filled = await fill(office.admin, backorder, [5]);
  made(await office.admin.post(`/fulfillments/${filled.id}/shipments`, { carrier: 'UPS' }));
  await tell();
  made(await office.admin.post(`/fulfillments/${filled.id}/deliveries`, { receivedBy: 'Sam' }));
  await tell();
  const mails = (await mailbox(`backorderId=${backorder.id}`)).filter(({ status }: any) => status === 'recorded');
  expect(mails.map(({ event }: any) => event)).toEqual(['order_confirmed', 'stock_arrived', 'shipped', 'delivered']);
  expect(mails[3].text).toContain('Sam');
  const timeline = (await office.admin.get(`/backorders/${backorder.id}/timeline?about=contact`)).body.data;
  expect(
    timeline.filter(({ action }: any) => action === 'message.recorded').map(({ changes }: any) => changes.event),
  ).toEqual(['delivered', 'shipped', 'stock_arrived', 'order_confirmed']);
});

it('an order that ships only as a whole is told the day of its last item for all of them, and none while one has none', async () => {
  const world = await worldOf({ MALBEC: 0, SYRAH: 0, RIOJA: 0 });
  await buy(office.admin, world, 'MALBEC', 10, { expectedOn: day(10) });
  await buy(office.admin, world, 'SYRAH', 10, { expectedOn: day(40) });
  const take = (items: Record<string, number>) => order(office.admin, world, items, { shipPolicy: 'complete' });
  const [dated, undated] = [await take({ MALBEC: 2, SYRAH: 3 }), await take({ MALBEC: 2, RIOJA: 3 })];
  await tell();
  const coverage = async ({ id }: { id: string }) =>
    (await office.admin.get(`/orders/${id}/coverage`)).body.lines.map((line: any) => [
      line.coveredOn,
      line.projectedOn,
      line.noDateBecause,
      line.waitsForWhole,
    ]);
  const [first, last] = await coverage(dated);
  expect([first[0], first[1] === last[1], first[1] > day(30), first[3], last[3]]).toEqual([
    day(10),
    true,
    true,
    true,
    false,
  ]);
  expect(await coverage(undated)).toEqual([
    [day(10), null, 'waits_for_whole', true],
    [null, null, 'no_supply', false],
  ]);
  const explained = (await office.admin.get(`/orders/${dated.id}/explanation`)).body.lines;
  expect(explained.map(({ projectedOn }: any) => projectedOn)).toEqual([last[1], last[1]]);
  const [[soon], [never]] = [await mailbox(`orderId=${dated.id}`), await mailbox(`orderId=${undated.id}`)];
  expect(new Set(soon.text.match(/expected about .*/g)).size).toBe(1);
  expect([never.text.match(/no date yet/g)?.length, /expected about/.test(never.text)]).toEqual([2, false]);
});

it('stock that was lent to a raised backorder and came back is told once', async () => {
  const world = await worldOf({ MALBEC: 0 });
  const [lender, raised] = [
    await backorderOf(office.admin, await order(office.admin, world, { MALBEC: 5 })),
    await backorderOf(office.admin, await order(office.admin, world, { MALBEC: 5 })),
  ];
  await receive(office.admin, world, 'MALBEC', 5);
  await tell();
  for (const highPriority of [true, false, true, false])
    made(await office.admin.post(`/backorders/${raised.id}/priorities`, { highPriority, reason: 'festival' }));
  await tell();
  expect(await arrivals(lender)).toEqual(['recorded', 'suppressed already_told']);
  expect((await arrivals(raised)).filter((one: string) => one === 'recorded')).toEqual([]);
});

const arrivals = async ({ id }: { id: string }) =>
  (await mailbox(`backorderId=${id}&event=stock_arrived`))
    .map(({ status, reason }: any) => (reason ? `${status} ${reason}` : status))
    .sort();

it('a cancellation is told with its reason and what is there instead', async () => {
  const world = await worldOf({ MALBEC: 0, MALBEC_2022: 30 });
  const placed = await order(office.admin, world, { MALBEC: 5 });
  // Of the same family and in stock; of another family; of the family, and sold out.
  for (const [name, family, onHand] of [
    ['Argento', 'Malbec', 6],
    ['Sancerre', 'Loire', 6],
    ['Catena', 'Malbec', 0],
  ] as const) {
    const productId = made(await office.admin.post('/products', { name, family })).id;
    const price = { amount: '13.00', currency: 'USD' };
    const variant = { productId, sku: name.toUpperCase(), name: '750 ml', unitsPerCase: 12, price };
    const variantId = made(await office.admin.post('/variants', variant)).id;
    if (onHand > 0) await adjust(office.admin, { variantId, warehouseId: world.warehouseId, countedQuantity: onHand });
  }
  await tell();
  await cancel(office.admin, `/orders/${placed.id}`, { reason: 'unable_to_fulfill', notifyCustomer: true });
  await tell();
  const [mail] = await mailbox(`orderId=${placed.id}&event=cancelled`);
  for (const words of ['5 bottles', 'We could not get it for you', 'MALBEC_2022', 'Argento', 'sorry'])
    expect(mail.text).toContain(words);
  for (const words of ['Sancerre', 'Catena']) expect(mail.text).not.toContain(words);
});

it('what is credited is told with its amount, the number of the note and what it is for', async () => {
  const world = await worldOf({ MALBEC: 6 });
  const placed = await order(office.admin, world, { MALBEC: 6 });
  const fulfillment = await pick(office.admin, placed, [{ picked: 6 }], { shipment: { carrier: 'UPS' } });
  const delivered = await deliver(office.admin, fulfillment);
  made(
    await office.admin.post('/returns', {
      fulfillmentId: fulfillment.id,
      lines: [{ fulfillmentLineId: delivered.lines[0].id, quantity: 2, reason: 'damaged', disposition: 'scrap' }],
      credit: true,
    }),
  );
  await tell();
  const mail = (await mailbox(`orderId=${placed.id}`)).at(-1);
  expect(mail).toMatchObject({ event: 'credit_issued', status: 'recorded' });
  for (const words of ['$25.00', 'CN-', '2 bottles', placed.number]) expect(mail.text).toContain(words);
});

it('a delivery that is put off by the customer is confirmed to them', async () => {
  const { placed } = await shortOrder();
  await tell();
  expect((await office.admin.patch(`/orders/${placed.id}`, { requestedOn: day(40) })).status).toBe(200);
  await tell();
  const [mail] = await mailbox(`orderId=${placed.id}&event=rescheduled`);
  expect(mail.text).toContain('nothing of your order');
});

describe('who is not written to, and says so', () => {
  const settled = async (world: World) => {
    const placed = await order(office.admin, world, { MALBEC: 5 });
    await tell();
    return (await mailbox(`orderId=${placed.id}`))[0];
  };

  it('a customer who opted out', async () => {
    const mail = await settled(await worldOf({ MALBEC: 9 }, { receivesMessages: false }));
    expect(mail).toMatchObject({ status: 'suppressed', reason: 'customer_opted_out' });
  });

  it('a customer without an address', async () => {
    const mail = await settled(await worldOf({ MALBEC: 9 }, { email: null }));
    expect(mail).toMatchObject({ status: 'suppressed', reason: 'no_address' });
  });

  it('anybody about a product that is never written about', async () => {
    const world = await worldOf({ MALBEC: 9 });
    const { productId } = (await office.admin.get(`/variants/${world.variants.MALBEC}`)).body;
    expect((await office.admin.patch(`/products/${productId}`, { isWrittenAbout: false })).status).toBe(200);
    expect(await settled(world)).toMatchObject({ status: 'suppressed', reason: 'product_not_written_about' });
  });

  it('anybody of an event that is switched off', async () => {
    expect((await office.admin.patch('/message-templates/order_confirmed', { isOn: false })).body.isOn).toBe(false);
    expect(await settled(await worldOf({ MALBEC: 9 }))).toMatchObject({ status: 'suppressed', reason: 'event_off' });
    expect((await office.admin.patch('/message-rules', { eventsOff: [] })).body.eventsOff).toEqual([]);
  });

  it('anybody in quiet hours, until they end', async () => {
    const world = await worldOf({ MALBEC: 9 });
    await office.admin.patch('/message-rules', { quietFrom: '00:00', quietUntil: '23:59' });
    expect(await settled(world)).toMatchObject({ status: 'queued', text: null });
    await office.admin.patch('/message-rules', { quietFrom: null, quietUntil: null });
    await tell();
    const [mail] = await mailbox(`customerId=${world.customerId}`);
    expect(mail.status).toBe('recorded');
  });
});

it('speaks Spanish with whom it should', async () => {
  const { placed } = await shortOrder({ language: 'es' });
  await tell();
  const [mail] = await mailbox(`orderId=${placed.id}`);
  expect(mail).toMatchObject({ language: 'es' });
  for (const words of ['Gracias por su pedido', '15 botellas', 'Lo sentimos', 'hacia el'])
    expect(mail.text).toContain(words);
});

it('writes weekly of what waits long, and once of a promise that passed', async () => {
  const world = await worldOf({ MALBEC: 0, SYRAH: 0 });
  const long = await order(office.admin, world, { MALBEC: 5 });
  const customerId = await addCustomer(office.admin, { salesRepId: ada.id });
  const late = await order(office.admin, { ...world, customerId }, { SYRAH: 5 });
  await tell();
  const lateBackorder = await backorderOf(office.admin, late);
  made(
    await office.admin.post(`/backorders/${lateBackorder.id}/promises`, {
      promisedOn: day(2),
      reason: 'Known',
      notifyCustomer: false,
    }),
  );
  const events = async (placed: any) => (await mailbox(`orderId=${placed.id}`)).map(({ event }: any) => event).slice(1);
  const night = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  for (const nights of [3, 3, 4]) await queueDueMessages(office.company.database, night(nights));
  await tellCustomers(office.company.database, night(5));
  expect(await events(late)).toEqual(['delayed']);
  expect(await events(long)).toEqual([]);

  for (const nights of [15, 16, 17]) await queueDueMessages(office.company.database, night(nights));
  await tellCustomers(office.company.database, night(18));
  expect(await events(long)).toEqual(['weekly_status']);
  for (const nights of [20, 22, 23]) await queueDueMessages(office.company.database, night(nights));
  await tellCustomers(office.company.database, night(24));
  expect(await events(long)).toEqual(['weekly_status', 'weekly_status']);
});

describe('a text', () => {
  it('is changed, looked at with a real record before, tried, and taken back', async () => {
    const { placed } = await shortOrder();
    const path = '/message-templates/order_confirmed';
    const preview = made(
      await office.admin.post(`${path}/previews`, {
        orderId: placed.id,
        subject: 'Hi {{ customer.name }}',
        text: 'See {{ order.number }}',
      }),
    );
    expect(preview.text).toContain(`See ${placed.number}`);
    expect(preview.whyNot).toBeNull();

    const kept = await office.admin.patch(path, { subject: 'Hi {{ customer.name }}' });
    expect(kept.body).toMatchObject({ subject: 'Hi {{ customer.name }}', isDefault: false, isOn: true });
    const other = await shortOrder();
    await tell();
    expect((await mailbox(`orderId=${other.placed.id}`))[0].subject).toMatch(/^Hi Corner Shop/);

    const tried = made(await office.admin.post(`${path}/tests`, { to: 'me@example.com', orderId: placed.id }));
    expect(tried).toMatchObject({ to: 'me@example.com', isTest: true, status: 'queued' });
    await tell();
    expect((await office.admin.get(`/mailbox/${tried.id}`)).body.status).toBe('recorded');

    expect(made(await office.admin.post(`${path}/resets`, { language: 'en' }))).toMatchObject({ isDefault: true });
  });

  it('that cannot be written is refused and stores nothing', async () => {
    const path = '/message-templates/shipped';
    for (const text of ['{{ custmer.name }}', '{% if order %}', '{% for i in (1..100000000) %}x{% endfor %}']) {
      const reply = await office.admin.patch(path, { text });
      expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([
        422,
        'template_mistake',
        '#/text',
      ]);
      expect((await office.admin.post(`${path}/previews`, { text })).body.code).toBe('template_mistake');
      expect((await office.admin.post(`${path}/tests`, { to: 'a@example.com', orderId: '999999999' })).body.code).toBe(
        'not_found',
      );
    }
    expect((await office.admin.get(path)).body.isDefault).toBe(true);
  });

  it('is looked at before a promise is given, as if it were', async () => {
    const { placed } = await shortOrder();
    await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
    const backorder = await backorderOf(office.admin, placed);
    const looked = made(
      await ada.client.post('/message-templates/date_moved/previews', {
        backorderId: backorder.id,
        promisedOn: '2999-01-31',
        reason: 'Ship late',
      }),
    );
    expect(looked.text).toContain('Thursday, January 31');
    expect(looked.text).toContain('Ship late');
    expect((await office.admin.get(`/backorders/${backorder.id}`)).body.promisedOn).toBeNull();
  });
});

describe('what a person is about to do', () => {
  it('shows the message first, and does nothing', async () => {
    const { placed } = await shortOrder();
    await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
    const backorder = await backorderOf(office.admin, placed);
    const preview = async (event: string, body: object) =>
      made(await office.admin.post(`/message-templates/${event}/previews`, body));
    const cancellation = {
      reason: 'unable_to_fulfill',
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 2 }],
    };
    const mail = await preview('cancelled', { backorderId: backorder.id, backorderCancellation: cancellation });
    for (const words of ['2 bottles', 'We could not get it for you.', '3 bottles']) expect(mail.text).toContain(words);
    const next = await order(office.admin, await worldOf({ MALBEC: 0 }), { MALBEC: 4 });
    const whole = await preview('cancelled', { orderId: next.id, orderCancellation: { reason: 'customer_requested' } });
    expect(whole.text).toContain('You asked us to.');
    const asked = await office.admin.post('/message-templates/cancelled/previews', {
      backorderId: backorder.id,
      backorderCancellation: { ...cancellation, lines: [{ backorderLineId: backorder.lines[0].id, quantity: 6 }] },
    });
    expect(asked.body.code).toBe('more_than_cancellable');
    expect((await office.admin.get(`/backorders/${backorder.id}`)).body).toMatchObject({
      cancelled: 0,
      version: backorder.version,
    });
  });

  it('leaves a follow-up to tell the customer only where no mail would reach them', async () => {
    const { database } = office.company;
    await database.query(
      `insert into mail_server (is_set_up) values (true) on conflict (id) do update set is_set_up = true`,
    );
    const causes = async (customer: Record<string, unknown>) => {
      const { placed } = await shortOrder(customer);
      await pick(office.admin, placed, [{ picked: 15, short: 5 }]);
      const backorder = await backorderOf(office.admin, placed);
      await cancel(office.admin, `/backorders/${backorder.id}`, { notifyCustomer: true });
      const { data } = (await office.admin.get(`/follow-ups?orderId=${placed.id}`)).body;
      return data.map(({ cause }: any) => cause);
    };
    expect(await causes({})).toEqual([]);
    expect(await causes({ receivesMessages: false })).toEqual(['tell_cancelled']);
    expect(await causes({ email: null })).toEqual(['tell_cancelled']);
    await database.query('update mail_server set is_set_up = false');
    expect(await causes({})).toEqual(['tell_cancelled']);
  });
});
