import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

/** Layers whose own tests are pure: they start at once, without a database. */
const pureLayers = ['domain', 'contract', 'web'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than two processors have: a test often waits for its browser or its database.
    maxWorkers: 3,
    // A worker loads the product once, and not again for each file. What a file needs of its own it makes: a company, a
    // folder, a port; no file changes a module, the environment or the clock of its process.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // What hangs is ended; a machine that is busy with others is waited for.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'system',
          include: ['server/**/*.test.ts', 'database/**/*.test.ts', 'tests/**/*.test.ts'],
          globalSetup: 'tests/support/global-setup.ts',
        },
      },
      ...pureLayers.map((layer) => ({
        extends: true as const,
        test: { name: layer, include: [`${layer}/**/*.test.{ts,tsx}`] },
      })),
    ],
  },
});
