import { randomUUID } from 'node:crypto';
import type { Scratch } from './scratch.ts';
import { seedCompany } from './seed.ts';
import type { RunningServer } from './start-server.ts';
import { startServer } from './start-server.ts';

const VARIANTS = 3;
const ACTS = ['draft', 'confirm', 'raise', 'lower', 'preview', 'cancel'] as const;

/**
 * Orders of so many lines of a few items, over HTTP: taken, confirmed with everything short, each line raised and lowered, and
 * cancelled. Prints what each takes in all and by the line, which is what must not grow.
 */
export async function benchLongOrder(scratch: Scratch, sizes: readonly number[]): Promise<void> {
  const { database, url, drop } = await scratch.create();
  await seedCompany(database, VARIANTS);
  const server = await startServer({ url, database }, 'administrator');
  console.log(`| lines | ${ACTS.join(' | ')} |\n| --- |${' --- |'.repeat(ACTS.length)}`);
  try {
    await play(server, 50);
    for (const size of sizes) {
      const times = await play(server, size);
      const cells = times.map((time) => `${Math.round(time)} ms (${(time / size).toFixed(1)})`);
      console.log(`| ${size} | ${cells.join(' | ')} |`);
    }
  } finally {
    await server.stop();
    await drop();
  }
}

/** In the order of `ACTS`. */
async function play(server: RunningServer, size: number): Promise<number[]> {
  const times: number[] = [];
  const call = async (method: string, path: string, body: object) => {
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${server.key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id: string; lines: { id: string }[] };
    times.push(performance.now() - startedAt);
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const lines = Array.from({ length: size }, (_, index) => ({
    variantId: String(1 + (index % VARIANTS)),
    quantity: 5,
  }));
  const { id, lines: rows } = await call('POST', '/orders', { customerId: '1', lines, confirm: false });
  const wanted = (quantity: number) => ({ lines: rows.map((row) => ({ orderLineId: row.id, quantity })) });
  await call('POST', `/orders/${id}/confirmations`, {});
  await call('PATCH', `/orders/${id}`, wanted(7));
  await call('PATCH', `/orders/${id}`, wanted(4));
  await call('POST', `/orders/${id}/cancellation-previews`, {});
  await call('POST', `/orders/${id}/cancellations`, { reason: 'customer_requested' });
  return times;
}
