import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { sessionConfig } from '../../src/database/session-settings.ts';
import { requiredInProduction } from '../../src/settings/environment.ts';

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
    expect(lines, name).toMatch(/^ {4}restart: unless-stopped$/m);
    expect(lines, name).toMatch(/^ {4}tmpfs:\n {6}- \/tmp:size=/m);
  }
});

it('compose.yaml publishes ports on the loopback address only', async () => {
  const published = [...(await readServices()).values()]
    .flatMap((lines) => /^ {4}ports:\n((?: {6}.*\n)+)/m.exec(lines)?.[1]?.trim().split('\n') ?? [])
    .map((line) => line.trim());
  expect(published).toEqual([expect.stringMatching(/^- "127\.0\.0\.1:/)]);
});

it('.env.example has every variable that compose.yaml requires, and no other', async () => {
  const [compose, example] = await Promise.all(
    ['compose.yaml', '.env.example'].map((name) =>
      readFile(new URL(`../../${name}`, import.meta.url), 'utf8'),
    ),
  );
  const required = new Set([...(compose ?? '').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
  const offered = [...(example ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(offered.sort()).toEqual([...required].sort());
});

it('compose.yaml waits longer for a stop than a stop takes, and gives the gateway every setting of production', async () => {
  const gateway = (await readServices()).get('gateway') ?? '';
  const [, seconds] = /^ {4}stop_grace_period: (\d+)s$/m.exec(gateway) ?? [];
  expect(Number(seconds)).toBeGreaterThan(15);
  for (const name of requiredInProduction) {
    expect(gateway, name).toMatch(new RegExp(`^ {6}${name}: `, 'm'));
  }
});

it('a password with any character reaches the server by PGPASSWORD, as compose.yaml passes it', () => {
  vi.stubEnv('PGPASSWORD', 'p@ss:w/rd#%');
  const { Client, connectionString } = sessionConfig({
    url: 'postgres://postern@postgres:5432/postern',
  });
  const client = new Client({ connectionString }) as unknown as { connectionParameters: object };
  expect(client.connectionParameters).toMatchObject({
    user: 'postern',
    host: 'postgres',
    password: 'p@ss:w/rd#%',
  });
  vi.unstubAllEnvs();
});

it('the Dockerfile keeps the query compiler that the database client loads', async () => {
  const [dockerfile, client] = await Promise.all(
    ['Dockerfile', 'src/database/client/internal/class.ts'].map((name) => readFile(name, 'utf8')),
  );
  const [deletion = ''] =
    /find node_modules\/@prisma\/client\/runtime .* -delete/.exec(dockerfile ?? '') ?? [];
  const loaded = [...(client ?? '').matchAll(/import\(["']@prisma\/client\/runtime\/([^"']+)["']\)/g)].map(
    ([, name]) => name ?? '',
  );
  expect(loaded.length).toBeGreaterThan(0);
  const folder = await mkdtemp(`${tmpdir()}/postern-image-`);
  const runtime = `${folder}/node_modules/@prisma/client/runtime`;
  await mkdir(runtime, { recursive: true });
  const names = await readdir('node_modules/@prisma/client/runtime');
  await Promise.all(names.map((name) => writeFile(`${runtime}/${name}`, '')));
  await promisify(execFile)('sh', ['-c', deletion], { cwd: folder });
  const kept = await readdir(runtime);
  await rm(folder, { recursive: true });
  expect(kept).toEqual(expect.arrayContaining(loaded));
  expect(kept.length).toBeLessThan(names.length);
});
