import { configDefaults, defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: {
    ...base.test,
    include: ['tests/drills/**/*.test.ts'],
    exclude: configDefaults.exclude,
    // The drills have a database server of their own.
    globalSetup: [],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
    // Replicas start, and what was cut off is recovered, at the pace of the machine.
    expect: { poll: { timeout: 120_000 } },
  },
});
