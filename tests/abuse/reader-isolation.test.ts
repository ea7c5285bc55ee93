import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExtractor, maxReaders } from '../../src/text-extraction/create-extractor.ts';
import { defaultLimits } from '../../src/text-extraction/limits.ts';
import { type ReaderKind, readerCommand } from '../../src/text-extraction/reader-command.ts';
import { replyDescriptor } from '../../src/text-extraction/reading-messages.ts';
import { startReader } from '../../src/text-extraction/start-reader.ts';
import { startReadingProcess } from '../../src/text-extraction/start-reading-process.ts';
import { imageOf, pdfOf } from '../support/sample-documents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const probe = join(root, 'tests/support/reader-probe.ts');
const hostile = join(root, 'tests/support/hostile-reader.ts');
const kinds: ReaderKind[] = ['text', 'pictures'];
const isLinux = process.platform === 'linux';

let folder: string;
let connections = 0;
const server = createServer();
const serverOnPath = createServer();
let surroundings: object;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postern-isolation-')));
  const secret = join(folder, 'secret.json');
  const socket = join(folder, 'server');
  await writeFile(secret, '{"secret":1}');
  for (const each of [server, serverOnPath]) {
    each.on('connection', () => {
      connections += 1;
    });
    each.on('request', (_request, response) => response.end());
  }
  await Promise.all([
    once(server.listen(0, '127.0.0.1'), 'listening'),
    once(serverOnPath.listen(socket), 'listening'),
  ]);
  const scope = join(root, 'node_modules/@napi-rs');
  const native = (await readdir(scope)).find((name) => name.startsWith('canvas-'));
  surroundings = {
    secret,
    folder,
    socket,
    port: (server.address() as AddressInfo).port,
    // What loads the native code of pictures.
    addon: createRequire(import.meta.url).resolve(`@napi-rs/${native}`),
    program: join(root, 'src/text-extraction/reading-process.ts'),
  };
});

afterAll(async () => {
  for (const each of [server, serverOnPath]) {
    each.closeAllConnections();
    each.close();
  }
  await rm(folder, { recursive: true });
});

interface Report {
  outcomes: Record<string, string | null>;
  environment: Record<string, string>;
}

async function probeReader(kind: ReaderKind): Promise<Report> {
  const { file, args, options } = readerCommand({ kind, maxMemoryMb: 500, program: probe });
  const child = spawn(file, args, options);
  child.stdin?.end(JSON.stringify(surroundings));
  return JSON.parse(await text(child.stdio[replyDescriptor] as Readable));
}

async function probeUnrestricted(): Promise<Report> {
  const child = spawn(process.execPath, [probe, '--unrestricted'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: folder,
  });
  child.stdin.end(JSON.stringify(surroundings));
  return JSON.parse(await text(child.stdout));
}

describe('a file that took its reader over', () => {
  test.each(kinds)(
    'a file that took its reader over gets nothing but the program from a reader of %s',
    async (kind) => {
      process.env['POSTERN_PROBED_SECRET'] = 'secret';
      connections = 0;
      const { outcomes, environment } = await probeReader(kind);
      delete process.env['POSTERN_PROBED_SECRET'];
      const succeeded = Object.entries(outcomes).filter(([, outcome]) => outcome !== null);
      expect({ succeeded, environment, connections }).toEqual({
        succeeded: [],
        environment: {},
        connections: 0,
      });
    },
  );

  test.runIf(isLinux)(
    'a file that took its reader over would get all of it from a process without the restrictions',
    async () => {
      const { outcomes } = await probeUnrestricted();
      // These depend on the machine, or show only in the server's count.
      const notHere = [
        "read the gateway's memory",
        'read a descriptor by its path',
        'open the inspector',
        'open a connection with TLS',
        'open a web socket',
        'resolve a name',
      ];
      const failed = Object.entries(outcomes).filter(([, outcome]) => outcome === null);
      expect(failed.map(([name]) => name).filter((name) => !notHere.includes(name))).toEqual([]);
      expect(connections).toBeGreaterThan(0);
    },
  );
});

describe('the processes that read', () => {
  test.runIf(isLinux)(
    'the processes that read have no environment and no descriptors but their pipes',
    async () => {
      const before = new Set(await childrenOf(process.pid));
      const reader = startReader({ limits: defaultLimits, recognisesText: true });
      const path = join(folder, 'picture.png');
      await writeFile(path, imageOf(['Certificate of incorporation']));
      await writeFile(join(folder, 'note.txt'), 'A note.');
      await reader.read({ path, contentType: 'image/png', limits: defaultLimits });
      await reader.read({ path: join(folder, 'note.txt'), contentType: 'text/plain', limits: defaultLimits });
      const processes = (await childrenOf(process.pid)).filter((pid) => !before.has(pid));
      const facts = await Promise.all(processes.map(factsOf));
      reader.end();
      expect(facts.map(({ environment }) => environment)).toEqual(['', '']);
      expect(facts.map(({ args }) => args.includes('--permission'))).toEqual([true, true]);
      // Only the reader of pictures was started with the right to load native code.
      expect(
        facts.filter(({ args }) => args.includes('--allow-addons')).map(({ args }) => args.at(-3)),
      ).toEqual(['pictures']);
      for (const { files } of facts) {
        // Node.js itself opens what waits for events and, for its threads, pipes.
        const others = files.filter((file) => !/^(?:socket|pipe|anon_inode):/.test(file));
        expect([...new Set(others)]).toEqual(['/dev/null']);
        expect(files.filter((file) => file.startsWith('socket:'))).toHaveLength(2);
      }
    },
  );

  test.runIf(isLinux)('the processes that read see the files of one tenant only', async () => {
    const extractText = createExtractor();
    const path = join(folder, 'shared.txt');
    await writeFile(path, 'A text.');
    const before = new Set(await childrenOf(process.pid));
    const processesAfter = async (tenantId: string) => {
      await extractText({ tenantId, path, contentType: 'text/plain' });
      return (await childrenOf(process.pid)).filter((pid) => !before.has(pid));
    };
    const first = await processesAfter('first');
    expect(await processesAfter('first')).toEqual(first);
    expect(await processesAfter('second')).toHaveLength(2);
    expect(await processesAfter('first')).toHaveLength(2);
    for (const tenantId of ['third', 'fourth', 'fifth', 'sixth']) {
      await processesAfter(tenantId);
    }
    // The reader that has been idle for longest makes way.
    await expect.poll(() => processesAfter('sixth')).toHaveLength(maxReaders);
    expect(await processesAfter('sixth')).not.toContain(first[0]);
    await extractText.close();
  });

  test('the processes that read read every kind of file where packages are a link, there is no temporary folder and Node.js has options', async () => {
    const app = join(folder, 'app');
    await cp(join(root, 'src'), join(app, 'src'), { recursive: true });
    await cp(join(root, 'package.json'), join(app, 'package.json'));
    await symlink(await realpath(join(root, 'node_modules')), join(app, 'node_modules'));
    const scan = imageOf(['Certificate of incorporation'], { type: 'jpeg' });
    const files = {
      'text/plain': Buffer.from('Hello there'),
      'application/pdf': pdfOf([['This page says enough to be read as it is.'], { scans: [scan] }]),
    };
    const paths = Object.entries(files).map(([contentType, content], index) => ({
      path: join(folder, `elsewhere-${index}`),
      contentType,
      content,
    }));
    for (const { path, content } of paths) {
      await writeFile(path, content);
    }
    const preload = join(folder, 'preload.cjs');
    await writeFile(preload, 'globalThis.isPreloaded = true;');
    const script = `import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
      import { createExtractor } from ${JSON.stringify(
        pathToFileURL(join(app, 'src/text-extraction/create-extractor.ts')),
      )};
      const extract = createExtractor();
      const read = [];
      for (const file of ${JSON.stringify(paths.map(({ path, contentType }) => ({ path, contentType })))}) {
        read.push(await extract({ tenantId: 'tenant', ...file }));
      }
      const children = ${isLinux}
        ? readFileSync(\`/proc/self/task/\${process.pid}/children\`, 'utf8').split(' ').filter(Boolean)
        : [];
      const inherited = children.flatMap((child) =>
        readdirSync(\`/proc/\${child}/fd\`)
          .map((descriptor) => readlinkSync(\`/proc/\${child}/fd/\${descriptor}\`))
          .filter((file) => file.endsWith('secret.json')));
      console.log(JSON.stringify({ read, inherited, isPreloaded }));`;
    // The shell passes on a descriptor, as some service managers do.
    const command = `exec 97<"$1" && exec "$2" --input-type=module -e "$3"`;
    const args = ['-c', command, 'sh', join(folder, 'secret.json'), process.execPath, script];
    const { stdout } = await promisify(execFile)('bash', args, {
      cwd: '/',
      timeout: 20_000,
      env: {
        ...process.env,
        NODE_OPTIONS: `--require=${preload} --max-old-space-size=300`,
        TMPDIR: join(folder, 'none'),
      },
    });
    expect(JSON.parse(stdout)).toEqual({
      read: [
        { pages: ['Hello there'] },
        { pages: ['This page says enough to be read as it is.', 'Certificate of incorporation'] },
      ],
      inherited: [],
      isPreloaded: true,
    });
  });
});

describe('what a reader sends', () => {
  const tooLarge = 'It contains more than can be read.';
  const damaged = 'The file is damaged.';

  test.each([
    ['announces four gigabytes', tooLarge],
    ['announces a head of four gigabytes', tooLarge],
    ['sends a longer text than it may', damaged],
    ['sends more pages than it may', damaged],
    ['sends a control character', damaged],
    ['sends what is no text', damaged],
    ['sends half a character', damaged],
    ['sends no JSON', damaged],
    ['sends deep JSON', damaged],
    ['sends a list', damaged],
    ['sends a status that is not one', damaged],
    ['sends an inherited status', damaged],
    ['sends more properties', damaged],
    ['sends page 0', damaged],
    ['sends a page that is no number', damaged],
    ['sends fewer texts than pages', damaged],
    ['sends a reason of its own', damaged],
    ['says again that it is ready', damaged],
    ['closes its replies and ends', damaged],
    ['crashes', damaged],
  ])('what a reader sends costs the file and the reader when it %s', async (behaviour, reason) => {
    const reader = startReadingProcess({ kind: 'text', limits: defaultLimits, program: hostile });
    expect(await askHostile(reader, behaviour)).toEqual({ status: 'brokeDown', reason });
    expect(reader.hasEnded()).toBe(true);
    expect(Object.prototype).not.toHaveProperty('status');
  });

  test.each(['replies twice', 'sends without end'])(
    'what a reader sends is no more than one reply when it %s',
    async (behaviour) => {
      const reader = startReadingProcess({ kind: 'text', limits: defaultLimits, program: hostile });
      const { arrayBuffers } = process.memoryUsage();
      expect((await askHostile(reader, behaviour)).status).toBe('read');
      await expect.poll(() => reader.hasEnded()).toBe(true);
      expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(20_000_000);
    },
  );
});

async function askHostile(reader: ReturnType<typeof startReadingProcess>, contentType: string) {
  const path = join(folder, 'any.txt');
  if (!existsSync(path)) {
    await writeFile(path, 'Any text.');
  }
  return reader.read(path, { contentType, limits: defaultLimits, sparsePages: [] });
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

async function factsOf(pid: number) {
  const descriptors = await readdir(`/proc/${pid}/fd`);
  return {
    environment: await readFile(`/proc/${pid}/environ`, 'utf8'),
    args: (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1),
    files: await Promise.all(descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`))),
  };
}
