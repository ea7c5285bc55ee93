import { configDefaults, defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: {
    ...base.test,
    include: ['tests/soak/**/*.test.ts'],
    exclude: configDefaults.exclude,
    testTimeout: 24 * 3_600_000,
  },
});
