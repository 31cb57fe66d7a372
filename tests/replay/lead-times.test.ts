import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareWithOneForAll, readDeliveries } from './lead-times.ts';

const FILE = fileURLToPath(new URL('../../database/demo/deliveries.csv.gz', import.meta.url));

describe('likely dates, told of every delivery of 2011 from those before it', () => {
  it('are kept as often as they say, and say fewer days than one date for all that is kept as often', async () => {
    const [p50, p80, p90] = compareWithOneForAll(await readDeliveries(FILE), '2011');
    const percent = (row: typeof p50) => 100 * (row?.kept ?? 0);
    expect(percent(p50)).toBeGreaterThanOrEqual(45);
    expect(percent(p50)).toBeLessThanOrEqual(55);
    expect(percent(p80)).toBeGreaterThanOrEqual(77);
    expect(percent(p80)).toBeLessThanOrEqual(85);
    expect(percent(p90)).toBeGreaterThanOrEqual(86);
    expect(percent(p90)).toBeLessThanOrEqual(93);
    expect((p80?.days ?? 0) / (p80?.oneForAll.days ?? 1)).toBeLessThanOrEqual(0.9);
  });
});
