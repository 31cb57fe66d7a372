import { connect } from '#server/platform/database.ts';
import { writeToCustomers } from '#server/demo/write-to-customers.ts';
const db = connect({ connectionString: process.argv[2] });
const s = performance.now();
await writeToCustomers(db, new Date().toISOString());
console.log(Math.round(performance.now() - s), 'ms');
console.log((await db.query('select event, status, reason, count(*)::int from messages group by 1,2,3 order by 1,2')).rows);
await db.end();
