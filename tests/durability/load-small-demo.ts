import { connect } from '#server/platform/database.ts';
import { FEW_SHOPS, loadSmallDemo } from '#tests/support/small-demo.ts';

// Makes the small demo company in DATABASE_URL and says what it does, to be killed.

const url = process.env.DATABASE_URL as string;
const database = connect({ connectionString: url });
await loadSmallDemo({ database, url }, { shops: FEW_SHOPS, onProgress: (message) => console.log(message) });
await database.end();
