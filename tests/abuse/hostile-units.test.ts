import { describe, expect, it } from 'vitest';
import { doubtfulScale, scaleIn } from '../../src/reading/scales.ts';
import { findScaleStatements, statedScale } from '../../src/reading/stated-scales.ts';

/** What reading a hostile line or page may take; before it was bounded, minutes. */
const maxCpuMs = 300;

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('the units of a document are read in little time', () => {
  it.each([
    ['letters that are words too', `thousand ${'k '.repeat(110)}q`],
    ['letters without spaces', `thousand ${'kmt'.repeat(70)}q`],
    ['currency signs', `thousand ${'€'.repeat(220)}q`],
    ['figures and points', `${'1'.repeat(110)}${'. '.repeat(50)}x thousand`],
    ['groups of digits', `${'1.'.repeat(115)}x thousand`],
  ])('the units in a line of %s are read in little time', (_what, line) => {
    expect(cpuMs(() => findScaleStatements([line]))).toBeLessThan(maxCpuMs);
  });

  it.each([
    ['digits, then points', `${'1'.repeat(2_000)}${'. '.repeat(1_000)}x`],
    ['groups of digits', '1.'.repeat(2_000)],
    ['spaces', `1${' '.repeat(4_000)}x`],
  ])('the units in a quote of %s are read in little time', (_what, quote) => {
    expect(cpuMs(() => scaleIn(quote))).toBeLessThan(maxCpuMs);
  });

  it('a page with nothing but units is read in little time, and none of its units is taken as certain', () => {
    const page = Array.from({ length: 50_000 }, (_, index) => `EUR m ${1_900 + (index % 200)}`).join('\n');
    let statements: ReturnType<typeof findScaleStatements> = [];
    expect(cpuMs(() => (statements = findScaleStatements([page])))).toBeLessThan(maxCpuMs);
    expect(statements.length).toBeLessThan(1_000);
    expect(statedScale(statements, { page: 1, isBefore: () => true, amount: '12.5' })).toBe(doubtfulScale);
  });
});
