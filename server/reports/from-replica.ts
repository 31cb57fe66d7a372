import type { Answer } from '#contract/operations.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import type { Replica } from '../platform/replica.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { reportHandlers } from './handlers.ts';

type Reports = keyof typeof reportHandlers;
type AnyReport = (viewer: Viewer, request: unknown, reading: Reading) => Promise<unknown>;

/** The reports, read from a replica where there is one and it answers, and where they come from. */
export function reportsFrom(replica: Replica | null): Handlers<Reports | 'getReportSource'> {
  const moved = Object.entries(reportHandlers).map(([name, handler]) => {
    const report = handler as unknown as AnyReport;
    const read: AnyReport = (viewer, request, reading) =>
      report(viewer, request, replica ? { ...reading, queries: replica.before(reading.queries) } : reading);
    return [name, read];
  });
  return { ...(Object.fromEntries(moved) as typeof reportHandlers), getReportSource: () => sourceOf(replica) };
}

async function sourceOf(replica: Replica | null): Promise<Answer<'getReportSource'>> {
  if (!replica) return { hasReplica: false, readsFrom: 'database', lagSeconds: null, why: null };
  const { isUsed, lagSeconds, why } = await replica.state();
  return { hasReplica: true, readsFrom: isUsed ? 'replica' : 'database', lagSeconds, why };
}
