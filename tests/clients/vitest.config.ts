import { configDefaults, defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: {
    ...base.test,
    include: ['tests/clients/**/*.test.ts'],
    exclude: configDefaults.exclude,
    setupFiles: ['tests/clients/development.ts'],
  },
});
