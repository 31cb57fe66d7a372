import { defineConfig } from 'vitest/config';

/** Layers whose own tests are pure: they start at once, without a database. */
const pureLayers = ['domain', 'contract', 'web'];

/** Tests that hold a process to a time: they run after all others, one by one, since a neighbour would be measured too. */
const timedTests = ['tests/durability/kill.test.ts', 'tests/processes/**/*.test.ts'];
const databaseServer = 'tests/support/global-setup.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // Every system test holds a server and a database of its own; more workers than this only wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      ...pureLayers.map((layer) => ({
        extends: true as const,
        test: { name: layer, include: [`${layer}/**/*.test.{ts,tsx}`] },
      })),
      {
        extends: true,
        test: {
          name: 'system',
          include: ['server/**/*.test.ts', 'database/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: timedTests,
          globalSetup: databaseServer,
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timedTests,
          globalSetup: databaseServer,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
