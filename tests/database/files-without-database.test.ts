import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { filesWithoutDatabase } from '../support/files-without-database.ts';

const all = globSync('tests/**/*.test.ts');
const without = filesWithoutDatabase(all);

it('a test file that reaches the database of a run through others is not one without a database', () => {
  // Through a gateway, a browser's stage, a program that a test starts, and on its own.
  for (const file of ['api/lists', 'browser/journey', 'operations/start', 'database/open']) {
    expect(all).toContain(`tests/${file}.test.ts`);
    expect(without).not.toContain(`tests/${file}.test.ts`);
  }
});

it('a test file that reaches no database of a run is one without a database', () => {
  expect(without).toContain('tests/domain/visibility.test.ts');
  expect(without).toContain('tests/text-extraction/extract-text.test.ts');
});
