import { describe, expect, it } from 'vitest';
import { checkCapabilityOrder } from './capability-order.ts';
import { checkCommands } from './commands.ts';
import { checkCodesAreTested, checkRefusalOrder } from './refusals.ts';
import { checkComponents, checkLengths, checkServerFunctions } from './sizes.ts';
import type { Source } from './source.ts';
import { checkTableOwners } from './table-owners.ts';

const file = (path: string, text: string): Source => ({ path, text });
const functionOf = (name: string, lines: number) => `function ${name}() {\n${'  step();\n'.repeat(lines - 2)}}\n`;

describe('the rules of the house, each broken on purpose', () => {
  it('names an import from a later capability, and lets handlers read what joins them', () => {
    const text = "import { readHome } from '../reads/home.ts';\n";
    expect(checkCapabilityOrder([file('server/orders/handlers.ts', text)])).toEqual([]);
    expect(checkCapabilityOrder([file('server/orders/create-order.ts', text)])).toEqual([
      'server/orders/create-order.ts:1 orders imports from reads, which stands after it in CAPABILITIES.',
    ]);
    expect(checkCapabilityOrder([file('server/gifts/a.ts', '')])).toHaveLength(1);
  });

  it('names a write of a table by another folder, whatever its comments say', () => {
    const text = '// insert into deals\nconst SQL = `update deals set name = 1 where id = 2`;\n';
    expect(checkTableOwners([file('server/deals/a.ts', text)])).toEqual([]);
    expect(checkTableOwners([file('server/orders/a.ts', text)])).toEqual([
      'server/orders/a.ts:2 orders updates name of deals, which belongs to deals.',
    ]);
    expect(checkTableOwners([file('database/schema.sql', 'create table gifts (\n')])).toHaveLength(1);
  });

  it('lets another folder update the column it owns, and nothing beside it', () => {
    const write = (set: string) => [file('server/reviews/a.ts', `const SQL = \`update backorders b set ${set}\`;`)];
    expect(checkTableOwners(write('reviewed_at = (select max(at) from x), version = b.version + 1'))).toEqual([]);
    expect(checkTableOwners(write('reviewed_at = $1, promised_on = $2'))).toHaveLength(1);
  });

  it('names a long file and a long function, unless a comment says why', () => {
    expect(checkLengths([file('domain/a.ts', 'step();\n'.repeat(301))])).toHaveLength(1);
    expect(checkLengths([file('domain/a.ts', `// Long because it is a table.\n${'step();\n'.repeat(301)}`)])).toEqual(
      [],
    );
    expect(checkLengths([file('domain/a.ts', functionOf('allocate', 60))])).toEqual([]);
    expect(checkLengths([file('domain/a.ts', functionOf('allocate', 61))])).toEqual([
      'domain/a.ts:1 allocate has 61 lines and no reason.',
    ]);
    expect(checkLengths([file('domain/a.ts', `// Long because it is one table.\n${functionOf('a', 61)}`)])).toEqual([]);
  });

  it('names refusals that stand in another order than the registry', () => {
    const refusals = (codes: string) => [file('contract/a.ts', `refusals: [${codes}],`)];
    expect(checkRefusalOrder(refusals("'invalid_request', 'internal_error'"))).toEqual([]);
    expect(checkRefusalOrder(refusals("'internal_error', 'invalid_request'"))).toHaveLength(1);
  });

  it('names a refusal that no test names', () => {
    const errors = file('contract/errors.ts', '  never_seen: {\n');
    expect(checkCodesAreTested([errors, file('server/a.test.ts', "'never_seen'")])).toEqual([]);
    expect(checkCodesAreTested([errors, file('server/a.ts', "'never_seen'")])).toHaveLength(1);
  });

  it('names a command whose script or file is not there', async () => {
    const sources = (command: string) => [
      file('package.json', '{ "scripts": { "build": "tsx server/build.ts" } }'),
      file('docs/a.md', `Run \`${command}\`.`),
    ];
    expect(await checkCommands(sources('npm run build'))).toEqual([]);
    expect(await checkCommands(sources('npm run bulid'))).toHaveLength(1);
    expect(await checkCommands(sources('npx tsx server/bulid.ts'))).toHaveLength(1);
  });

  it('names what makes a tenth of the functions of the server or of the components too long', () => {
    expect(checkServerFunctions([file('server/orders/a.ts', functionOf('load', 25))])).toEqual([]);
    expect(checkServerFunctions([file('server/orders/a.ts', functionOf('load', 26))])).toHaveLength(1);
    expect(checkServerFunctions([file('server/orders/a.ts', functionOf('load', 61))])).toHaveLength(2);
    expect(checkComponents([file('web/orders/a.tsx', functionOf('Lines', 40))])).toEqual([]);
    expect(checkComponents([file('web/orders/a.tsx', functionOf('Lines', 41))])).toHaveLength(1);
    expect(checkComponents([file('web/orders/a.tsx', functionOf('Lines', 121))])).toHaveLength(2);
  });
});
