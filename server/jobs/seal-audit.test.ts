import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { SEALS_SQL } from '../verify/audit-seals.ts';
import { sealAudit } from './seal-audit.ts';

const NOW = '2026-03-05T10:00:00.000Z';
let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const record = (count: number, transactionId?: number) =>
  test.database.query(
    `insert into audit_events (transaction_id, at, actor, action, record_type)
     select coalesce($2::text::xid8, pg_current_xact_id()), '${NOW}', 'user:1 Rita', 'order.confirm', 'order' from generate_series(1, $1)`,
    [count, transactionId],
  );
const seals = async () => {
  const { rows } = await test.database.query<{ events: number; last: string; previous: string | null; hash: string }>(
    `select events, last_event_id as last, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as hash
     from audit_seals order by id`,
  );
  return rows;
};
const untrue = () => queriesOf(test.database).rows<{ record: string }>(SEALS_SQL);

describe('sealing the audit record', () => {
  it('seals each event once, in a chain of as many seals as it needs', async () => {
    await record(10_001);
    expect(await sealAudit(test.database, NOW)).toBe(10_001);
    expect(await sealAudit(test.database, NOW)).toBe(0);
    await record(2);
    expect(await sealAudit(test.database, NOW)).toBe(2);
    const [first, second, third] = await seals();
    expect([first, second, third]).toMatchObject([
      { events: 10_000, last: '10000', previous: null },
      { events: 1, last: '10001', previous: first?.hash },
      { events: 2, last: '10003', previous: second?.hash },
    ]);
    expect(await untrue()).toEqual([]);
  });

  it('waits for whoever has drawn a lower id and has not committed yet', async () => {
    const client = await test.database.connect();
    await client.query('begin');
    await client.query(
      `insert into audit_events (at, actor, action, record_type) values (now(), 'late', 'x', 'order')`,
    );
    await record(1);
    let sealed: number | undefined;
    const sealing = sealAudit(test.database, NOW).then((count) => {
      sealed = count;
    });
    await pause(300);
    expect(sealed).toBeUndefined();
    // Whoever begins after it looked is not waited for.
    await record(1);
    await client.query('commit');
    client.release();
    await sealing;
    expect(sealed).toBe(2);
    expect(await seals()).toMatchObject([{ events: 2, last: '2' }]);
  });

  it('goes on after a restore into another cluster, where transactions count anew', async () => {
    await record(3, 9_000_000);
    await sealAudit(test.database, NOW);
    await record(2, 700);
    expect(await sealAudit(test.database, NOW)).toBe(2);
    expect(await untrue()).toEqual([]);
    // And what is changed there is found.
    await test.database.query(`alter table audit_events disable trigger user`);
    await test.database.query(`update audit_events set actor = 'user:2 Sam' where id = 4`);
    expect(await untrue()).toMatchObject([{ record: 'audit seal 2' }]);
  });

  it('says until when everything is sealed, also when there was nothing to seal', async () => {
    const sealedUntil = async () =>
      (await test.database.query<{ at: string }>('select sealed_until as at from audit_sealing')).rows[0]?.at ?? '';
    const before = await sealedUntil();
    await sealAudit(test.database, '2999-01-01T00:00:00.000Z');
    expect(await sealedUntil()).toBe('2999-01-01T00:00:00.000Z');
    expect(Date.parse(before)).toBeLessThan(Date.now() + 1_000);
    await sealAudit(test.database, NOW);
    expect(await sealedUntil()).toBe('2999-01-01T00:00:00.000Z');
    // As the removal of the demo leaves it: what is recorded from then on waits to be sealed.
    await test.database.query('truncate audit_sealing');
    await record(1);
    const { rows } = await test.database.query(`select waiting_since from waiting_work() where work = 'sealing'`);
    expect(rows).toEqual([{ waiting_since: NOW }]);
    await sealAudit(test.database, '2026-03-06T04:00:00.000Z');
    expect(await sealedUntil()).toBe('2026-03-06T04:00:00.000Z');
  });
});

describe('seals by transactions, from before', () => {
  /** Transaction 500 was still running when the first was sealed; 400 came after a restore. */
  beforeEach(async () => {
    await test.database.query(`
      drop table audit_sealing;
      alter table audit_seals drop column last_event_id;
      alter table audit_seals alter column last_transaction_id set not null`);
    await record(2, 300);
    await record(1, 500);
    await record(1, 310);
    await test.database.query(OLD_SEAL, ['310']);
    await record(1, 520);
    await test.database.query(OLD_SEAL, ['505']);
    await record(2, 305);
    const migration = new URL('../../database/migrations/0058_seals_by_id.sql', import.meta.url);
    await test.database.query(await readFile(migration, 'utf8'));
  });

  it('stay true within the ids they cover, and the next takes all the rest', async () => {
    expect((await seals()).map(({ events, last }) => [events, last])).toEqual([
      [3, '4'],
      [1, '4'],
    ]);
    expect(await untrue()).toEqual([]);
    await record(1, 200);
    expect(await sealAudit(test.database, NOW)).toBe(4);
    expect((await seals()).map(({ last }) => last)).toEqual(['4', '4', '8']);
    expect(await untrue()).toEqual([]);
  });

  it('show what was changed under them', async () => {
    await test.database.query(`alter table audit_events disable trigger user`);
    await test.database.query(`update audit_events set actor = 'user:2 Sam' where id = 3`);
    expect(await untrue()).toMatchObject([{ record: 'audit seal 2' }]);
  });

  /** As they were made: everything up to a transaction, in the order (transaction, id). */
  const OLD_SEAL = `
    with last as (select last_transaction_id, hash from audit_seals order by id desc limit 1)
    insert into audit_seals (last_transaction_id, events, previous_hash, hash, sealed_at)
    select $1::xid8, count(*), last.hash, sha256(coalesce(last.hash, ''::bytea) || convert_to(string_agg(
      jsonb_build_array(e.id, e.transaction_id::text, (extract(epoch from e.at) * 1000000)::bigint, e.actor, e.action,
        e.record_type, e.record_id, e.order_id, e.changes, e.request_id)::text, e'\\n' order by e.transaction_id, e.id), 'UTF8')),
      '${NOW}'
    from audit_events e left join last on true
    where e.transaction_id > coalesce(last.last_transaction_id, '0') and e.transaction_id <= $1::xid8
    group by last.hash`;
});
