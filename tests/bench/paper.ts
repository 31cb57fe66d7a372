import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Scratch } from './scratch.ts';
import { seedCompany } from './seed.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { percentiles, timedGet } from './timed-get.ts';

const LOOKS = 100;
const PAUSE_MILLISECONDS = 30;
const AT_ONCE = 4;

/**
 * Prints so many packing slips of so many lines in one file over HTTP, twice, and prints how long it took, what the server held at
 * the most, and what `/me` took before and beside it.
 */
export async function benchPaper(scratch: Scratch, slips: number, lines: number): Promise<void> {
  const { database, url, drop } = await scratch.create();
  await seedCompany(database, lines);
  const server = await startServer({ url, database }, 'administrator');
  try {
    const ids = await shipOrders(server, slips, lines);
    const before = await lookAround(server, () => false);
    const held = await megabytes(server, 'VmRSS');
    // The most it held is counted anew from here on.
    await writeFile(`/proc/${server.pid}/clear_refs`, '5');
    console.log(
      `| ${slips} slips of ${lines} lines | seconds | MB of the file | MB held before | most MB held | /me before, p50, p95 | /me beside it, p50, p95 |`,
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- |');
    for (const run of ['first', 'second']) {
      let isPrinted = false;
      const beside = lookAround(server, () => isPrinted);
      const startedAt = performance.now();
      const response = await fetch(
        address(server, `/packing-slips.pdf?${ids.map((id) => `fulfillmentId=${id}`).join('&')}`),
        {
          headers: { authorization: `Bearer ${server.key}` },
        },
      );
      const { byteLength } = await response.arrayBuffer();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      isPrinted = true;
      if (response.status !== 200) throw new Error(`printing answered ${response.status}`);
      const cells = [run, seconds, (byteLength / 1e6).toFixed(1), held, await megabytes(server, 'VmHWM')];
      const times = [before, await beside].map((taken) => percentiles(taken, 0.5, 0.95).replace(' | ', ', '));
      console.log(`| ${[...cells, ...times].join(' | ')} |`);
    }
  } finally {
    await server.stop();
    await drop();
  }
}

/** Orders that found everything and left; answers their fulfillments. */
async function shipOrders(server: RunningServer, count: number, lines: number): Promise<string[]> {
  const asked = Array.from({ length: lines }, (_, line) => ({
    variantId: String(line + 1),
    quantity: 12 + (line % 7),
  }));
  const [warehouse] = ((await timedGet(server, '/warehouses')).answer as { data: { id: string }[] }).data;
  const warehouseId = warehouse?.id;
  for (const { variantId } of asked)
    await post(server, '/stock-adjustments', {
      variantId,
      warehouseId,
      difference: 9_999,
      reason: 'opening stock',
      confirmed: true,
    });
  const ids: string[] = [];
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - done) });
    ids.push(...(await Promise.all(some.map(() => shipOrder(server, { customerId: '1', warehouseId, lines: asked })))));
  }
  return ids;
}

async function shipOrder(server: RunningServer, body: object): Promise<string> {
  const order = await post(server, '/orders', { ...body, confirm: true });
  const lines = order.lines.map(({ id, allocated }) => ({ orderLineId: id, picked: allocated }));
  return (await post(server, `/orders/${order.id}/fulfillments`, { lines, shipment: {} })).id;
}

type Made = { id: string; lines: { id: string; allocated: number }[] };

async function post(server: RunningServer, path: string, body: object): Promise<Made> {
  const response = await fetch(address(server, path), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  const made = await response.json();
  if (response.status !== 201) throw new Error(`${path}: ${JSON.stringify(made)}`);
  return made as Made;
}

const address = ({ port }: RunningServer, path: string) => `http://127.0.0.1:${port}/api/v1${path}`;

/** How long `/me` takes, again and again, until it is over or it is known. */
async function lookAround(server: RunningServer, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (times.length < LOOKS && !isOver()) {
    times.push((await timedGet(server, '/me')).time);
    await pause(PAUSE_MILLISECONDS);
  }
  return times;
}

/** What the process holds now (`VmRSS`), or held at the most (`VmHWM`), its threads included. */
async function megabytes({ pid }: RunningServer, which: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
}
