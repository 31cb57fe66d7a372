import { expect, it } from 'vitest';
import { type LedgerConnection, ledgerHealth } from '#domain/invoicing/ledger-health.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const connection = (changes: Partial<LedgerConnection> = {}): LedgerConnection => ({
  endedAt: null,
  endsAt: '2026-08-01T12:00:00Z',
  problemAt: null,
  ...changes,
});

it.each<[health: string, connection: LedgerConnection | null]>([
  ['not_connected', null],
  ['works', connection()],
  ['works', connection({ endsAt: '2026-05-18T12:00:01Z' })],
  ['ends_soon', connection({ endsAt: '2026-05-18T12:00:00Z' })],
  ['ended', connection({ endsAt: '2026-05-04T12:00:00Z' })],
  ['away', connection({ problemAt: '2026-05-04T11:00:00Z' })],
  ['ended', connection({ endedAt: '2026-05-04T11:00:00Z', endsAt: null, problemAt: '2026-05-04T11:00:00Z' })],
])('%s', (health, known) => {
  expect(ledgerHealth(known, { isSetUp: true, now })).toBe(health);
  expect(ledgerHealth(known, { isSetUp: false, now })).toBe('not_set_up');
});
