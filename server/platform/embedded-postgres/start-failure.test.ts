import { describe, expect, it } from 'vitest';
import { explainStartFailure } from './start-failure.ts';

const IN_USE = '2026-03-02 08:00:00.000 UTC [12] FATAL:  lock file "postmaster.pid" already exists';
const OUTLIVED = '2026-03-02 08:00:00.000 UTC [12] FATAL:  pre-existing shared memory block is still in use';
const LOST =
  '2026-03-02 08:00:00.001 UTC [11] FATAL:  could not create lock file "/tmp/x/.s.PGSQL.5432.lock": No such file';
const HINT = '2026-03-02 08:00:00.001 UTC [12] HINT:  Is another postmaster running?';

describe('why a server did not start', () => {
  it.each([
    ['a server just ending', [IN_USE, HINT], true],
    ['sessions that outlive a server', [OUTLIVED, HINT], true],
    ['a server just ending, which says something behind it', [IN_USE, HINT, LOST], true],
    ['something that stays', [HINT, LOST], false],
  ])('%s', (_, lines, passes) => {
    const reason = lines.findLast((line) => line.includes('FATAL'));
    expect(explainStartFailure(`${lines.join('\n')}\n`)).toEqual({ reason, passes });
  });

  it('nothing that was logged', () => {
    expect(explainStartFailure('')).toEqual({ reason: 'no reason given', passes: false });
  });
});
