import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '#server/platform/database.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { Watch } from './fingerprint.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let looking: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  looking = connect({ connectionString: test.url }, { connections: 1 });
});
afterAll(async () => {
  await looking.end();
  await test.drop();
});

it('sees what was stored, changed and removed, and nothing in what was undone', async () => {
  const watch = new Watch(looking);
  await watch.changedTables();
  const after = async (sql: string) => {
    await test.database.query(sql);
    return watch.changedTables();
  };
  const insert = `insert into suppliers (name, created_at) values ('Cellars', now())`;
  expect(await after(`begin; ${insert}; rollback`)).toEqual([]);
  expect(await after(insert)).toEqual(['suppliers']);
  expect(await after(`update suppliers set name = 'Cellars'`)).toEqual(['suppliers']);
  expect(await after(`select from suppliers for update`)).toEqual([]);
  expect(await after(`delete from suppliers`)).toEqual(['suppliers']);
  expect(await after('select 1')).toEqual([]);
});
