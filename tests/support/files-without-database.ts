import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Only these lead to the database of a run, and to which engine it has. */
const database = ['tests/support/database.ts', 'tests/support/global-setup.ts', 'tests/support/pooler.ts'];

/** What a file imports when it runs; types are gone by then. */
const imports =
  /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)'|^import '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

/** Without those of the packages that the tests of clients install. */
const testFiles = () => globSync('tests/**/*.test.ts', { exclude: ['**/node_modules/**'] });

/**
 * The test files that do not import, themselves or through others, what leads to the database of a run. They do the same
 * whatever engine it has, so that one run of them is enough.
 */
export function filesWithoutDatabase(files = testFiles()): string[] {
  const sources = new Map<string, { text: string; imported: string[] }>();
  const read = (file: string) => {
    const known = sources.get(file);
    if (known) {
      return known;
    }
    const text = readFileSync(file, 'utf8');
    const imported = [...text.matchAll(imports)].flatMap(([, ...paths]) =>
      paths.flatMap((path) => (path === undefined ? [] : join(dirname(file), path))),
    );
    const source = { text, imported };
    sources.set(file, source);
    return source;
  };
  const leadsToDatabase = (file: string, seen: Set<string>): boolean => {
    if (seen.has(file)) {
      return false;
    }
    seen.add(file);
    const { text, imported } = read(file);
    return (
      database.includes(file) ||
      text.includes("env['TEST_DATABASE_URL']") ||
      imported.some((path) => path.startsWith('tests/') && existsSync(path) && leadsToDatabase(path, seen))
    );
  };
  return files.filter((file) => !leadsToDatabase(file, new Set()));
}
