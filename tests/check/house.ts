/** Whether the code keeps to the rules of the house that no other tool knows. */
import { checkCapabilityOrder } from './house/capability-order.ts';
import { checkCommands } from './house/commands.ts';
import { checkCodesAreTested, checkRefusalOrder } from './house/refusals.ts';
import { checkLengths, checkPercentiles } from './house/sizes.ts';
import { readSources } from './house/source.ts';
import { checkTableOwners } from './house/table-owners.ts';

const rules = {
  'capabilities in their order': checkCapabilityOrder,
  'one writer for a table': checkTableOwners,
  'length, or a reason': checkLengths,
  'refusals in the order of the registry': checkRefusalOrder,
  'every refusal named by a test': checkCodesAreTested,
  'commands of the documents run': checkCommands,
  'functions are short': checkPercentiles,
};

const sources = readSources();
const results = await Promise.all(
  Object.entries(rules).map(async ([rule, check]) => ({ rule, breaches: await check(sources) })),
);
for (const { rule, breaches } of results) {
  console.log(`${breaches.length === 0 ? '✓' : '✗'} ${rule}`);
  for (const sentence of breaches) console.log(`  ${sentence}`);
}
process.exitCode = results.every(({ breaches }) => breaches.length === 0) ? 0 : 1;
