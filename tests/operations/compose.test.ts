import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** The lines of each service, by its name. */
async function readServices(): Promise<Map<string, string>> {
  const text = await readFile(new URL('../../compose.yaml', import.meta.url), 'utf8');
  const [, services = ''] = /^services:\n((?: .*\n)+)/m.exec(text) ?? [];
  return new Map(
    services.split(/^(?= {2}\S)/m).map((lines) => [/^ {2}([\w-]+):/.exec(lines)?.[1] ?? '', lines] as const),
  );
}

it('every service of compose.yaml runs with few rights, bounded memory and a root that it cannot write to', async () => {
  const services = await readServices();
  expect([...services.keys()]).toEqual(['postgres', 'gateway']);
  for (const [name, lines] of services) {
    expect(lines, name).toMatch(/^ {4}read_only: true$/m);
    expect(lines, name).toMatch(/^ {4}cap_drop: \[ALL\]$/m);
    expect(lines, name).toMatch(/^ {6}- no-new-privileges:true$/m);
    expect(lines, name).toMatch(/^ {4}mem_limit: \d+[mg]$/m);
    expect(lines, name).toMatch(/^ {4}tmpfs:\n {6}- \/tmp:size=/m);
  }
});

it('compose.yaml publishes ports on the loopback address only', async () => {
  const published = [...(await readServices()).values()]
    .flatMap((lines) => /^ {4}ports:\n((?: {6}.*\n)+)/m.exec(lines)?.[1]?.trim().split('\n') ?? [])
    .map((line) => line.trim());
  expect(published).toEqual([expect.stringMatching(/^- "127\.0\.0\.1:/)]);
});
