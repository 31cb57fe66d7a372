import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than all others, the longest first: begun last, one of them would keep one worker busy alone. */
const LONGEST = [
  'tests/durability/kill.test.ts',
  'tests/durability/kill-demo.test.ts',
  'server/demo/load-demo.test.ts',
];

/** The longest files first, then those of one project together: its workers keep what they have loaded. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byLength = await super.sort(files);
    const place = ({ moduleId, project }: TestSpecification) => {
      const known = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return known >= 0 ? known : LONGEST.length + (project.name === 'system' ? 0 : 1);
    };
    return byLength.toSorted((a, b) => place(a) - place(b));
  }
}
