import { connect } from '#server/platform/database.ts';
import { FEW_SHOPS, loadSmallDemo } from '#tests/support/small-demo.ts';

// Makes the small demo company in DATABASE_URL, and is dead by kill -9 the moment it says what its argument names.

const url = process.env.DATABASE_URL as string;
const lastWords = process.argv[2] as string;
const database = connect({ connectionString: url });
await loadSmallDemo(
  { database, url },
  {
    shops: FEW_SHOPS,
    onProgress: (message) => {
      if (message.includes(lastWords)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
await database.end();
