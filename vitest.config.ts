import { configDefaults, defineConfig } from 'vitest/config';
import { filesWithoutDatabase } from './tests/support/files-without-database.ts';

const report = process.env['TEST_REPORT'];
const seed = process.env['TEST_SEED'];
const isOnServer = process.env['TEST_DATABASE_URL'] !== undefined;

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // These are run by npm run test:clients, with an install of their own, and by npm run test:fuzz, test:kills, test:drills and test:soak.
    // On a server, those that do the same there as in a run on the embedded database are left out.
    exclude: [
      ...configDefaults.exclude,
      'tests/clients/**',
      'tests/fuzz/**',
      'tests/drills/**',
      'tests/kills/**',
      'tests/soak/**',
      ...(isOnServer ? filesWithoutDatabase() : []),
    ],
    globalSetup: ['tests/support/global-setup.ts'],
    // A process a file: PGlite and the gateway's own signal handlers are whole-process things.
    pool: 'forks',
    // As many as continuous integration has processors: some tests compare durations.
    maxWorkers: 2,
    // Files share the modules that a worker has loaded, and nothing else: each has its own database and gateway.
    isolate: false,
    // With TEST_SEED files run in an order that follows from it.
    ...(seed !== undefined && { sequence: { shuffle: { files: true }, seed: Number(seed) } }),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // With TEST_REPORT the results are also written there, as JSON.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // Tests run the sources as Node runs them in production, without a bundler's idea of modules in between.
    experimental: { viteModuleRunner: false },
  },
});
