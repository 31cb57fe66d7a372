import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rotateLog } from './rotate-log.ts';

it('a log beyond 10 MB begins anew while it is written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-log-'));
  const log = join(folder, 'postgres.log');
  rotateLog(log);
  const writer = openSync(log, 'a');
  try {
    writeSync(writer, 'x'.repeat(10_000_000));
    rotateLog(log);
    expect(existsSync(`${log}.1`)).toBe(false);
    writeSync(writer, 'the last line\n');
    rotateLog(log);
    expect(statSync(log).size).toBe(0);
    writeSync(writer, 'another line\n');
    expect(readFileSync(log, 'utf8')).toBe('another line\n');
    expect(readFileSync(`${log}.1`, 'utf8').slice(-14)).toBe('the last line\n');
  } finally {
    closeSync(writer);
    rmSync(folder, { recursive: true });
  }
});
