import { fileURLToPath } from 'node:url';
import { compareWithOneForAll, readDeliveries } from './lead-times.ts';

// `npx tsx tests/replay/show-lead-times.ts [FILE] [YEAR]`: how often likely dates would have been kept in a year.

const [file = fileURLToPath(new URL('../../database/demo/deliveries.csv.gz', import.meta.url)), year = '2011'] =
  process.argv.slice(2);
const rows = compareWithOneForAll(await readDeliveries(file), year);
console.log(`${rows[0]?.count} deliveries of ${year}\n`);
console.log(
  '| likely by | kept | mean days | one date for all: kept | mean days | ratio |\n| --- | --- | --- | --- | --- | --- |',
);
for (const { level, kept, days, oneForAll } of rows) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const ratio = (days / oneForAll.days).toFixed(2);
  console.log(
    `| ${level} % | ${percent(kept)} | ${days.toFixed(0)} | ${percent(oneForAll.kept)} | ${oneForAll.days.toFixed(0)} | ${ratio} |`,
  );
}
