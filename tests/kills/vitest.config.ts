import { configDefaults, defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: {
    ...base.test,
    include: ['tests/kills/**/*.test.ts'],
    exclude: configDefaults.exclude,
    // A thousand restarts.
    testTimeout: 3 * 3_600_000,
  },
});
