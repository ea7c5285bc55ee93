import { expect, it } from 'vitest';
import { maxFileBytes } from '../../src/domain/files/accepted-types.ts';
import { formatSize } from '../../src/portal/pages/format-size.ts';

it.each([
  [1, '1\u00a0kB'],
  [1024, '1\u00a0kB'],
  [1025, '2\u00a0kB'],
  [1_024_000, '1,000\u00a0kB'],
  [1_024_001, '1\u00a0MB'],
  [1_048_577, '1.1\u00a0MB'],
  [maxFileBytes, '20\u00a0MB'],
])('a file of %d bytes is shown as %s', (sizeBytes, text) => {
  expect(formatSize({ sizeBytes, language: 'en' })).toBe(text);
});

it('a size is written as the language does', () => {
  expect(formatSize({ sizeBytes: 1_572_864, language: 'de' })).toBe('1,5\u00a0MB');
});
