import { describe, expect, it } from 'vitest';
import { instantIn } from './date-words.ts';

describe('what clocks in a time zone show', () => {
  it.each([
    ['2026-11-15T18:00', 'America/Chicago', '2026-11-16T00:00:00.000Z'],
    ['2026-07-15T18:00', 'America/Chicago', '2026-07-15T23:00:00.000Z'],
    ['2026-03-08T03:30', 'America/Chicago', '2026-03-08T08:30:00.000Z'],
    ['2026-11-01T00:30', 'America/Chicago', '2026-11-01T05:30:00.000Z'],
    ['2026-11-15T23:59:59', 'Pacific/Auckland', '2026-11-15T10:59:59.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => expect(instantIn(local, zone)).toBe(instant));
});
