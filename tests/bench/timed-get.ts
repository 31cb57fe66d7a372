import type { RunningServer } from './start-server.ts';

/** One GET over HTTP: how long until its answer was read, in milliseconds, and the answer. Throws for any other than a good one. */
export async function timedGet(server: RunningServer, path: string): Promise<{ time: number; answer: unknown }> {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, {
    headers: { authorization: `Bearer ${server.key}` },
  });
  const answer = await response.json();
  const time = performance.now() - startedAt;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return { time, answer };
}

/** Some percentiles of times, as cells of a table. */
export function percentiles(times: readonly number[], ...shares: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return shares
    .map((share) => `${(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number).toFixed(1)} ms`)
    .join(' | ');
}
