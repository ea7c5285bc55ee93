import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import inspector from 'node:inspector';
import module, { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import { dirname, join } from 'node:path';
import tls from 'node:tls';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import { WASI } from 'node:wasi';
import { Worker } from 'node:worker_threads';
import { giveUpRights } from '../../src/text-extraction/give-up-rights.ts';

/*
 * Runs in place of a reader's program, with the same rights, and tries everything that a file which took the reader over would.
 * It reads its surroundings from standard input and writes the outcome of each attempt to descriptor 3: `null` if it was
 * stopped. With `--unrestricted` it runs in a process without these restrictions and writes to standard output.
 */
interface Surroundings {
  /** A file, and a folder beside it to write in, that the gateway can use. */
  secret: string;
  folder: string;
  /** A server on 127.0.0.1 and one on a path. */
  port: number;
  socket: string;
  addon: string;
  /** A file that a reader may read. */
  program: string;
}

const isUnrestricted = process.argv.includes('--unrestricted');
const { secret, folder, port, socket, addon, program }: Surroundings = JSON.parse(fs.readFileSync(0, 'utf8'));
const require = createRequire(import.meta.url);
const parent = process.ppid;
const binding = (name: string) => Reflect.apply(Reflect.get(process, 'binding'), process, [name]);
const local = { host: '127.0.0.1', port };
const parentEnvironment = `/proc/${parent}/environ`;

const opened = <T extends { on: (name: 'error', listener: (error: Error) => void) => unknown }>(
  open: () => T,
  event: string,
) =>
  new Promise<string>((resolve, reject) => {
    const emitter = open();
    emitter.on('error', reject);
    (emitter.on as (name: string, listener: () => void) => unknown)(event, () => resolve(event));
  });
const called = (call: (done: (error: Error | null, value?: unknown) => void) => void) =>
  new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value ?? 'done')));
  });

const attempts: Record<string, () => unknown> = {
  'read a secret': () => fs.readFileSync(secret),
  'read a secret by a buffer': () => fs.readFileSync(Buffer.from(secret)),
  'read a secret by a URL': () => fs.readFileSync(pathToFileURL(secret)),
  'read a secret by promises': () => fs.promises.readFile(secret),
  'read a secret on a way through the program': () =>
    fs.readFileSync(`${dirname(program)}${'/..'.repeat(program.split('/').length)}${secret}`),
  'read a secret as a stream': () => opened(() => fs.createReadStream(secret), 'data'),
  'read a secret as a blob': async () => (await fs.openAsBlob(secret)).text(),
  'read a secret as a module': async () =>
    (await import(`${pathToFileURL(secret)}`, { with: { type: 'json' } })).default,
  'require a secret': () => require(secret),
  'load a secret as an environment': () => process.loadEnvFile(secret),
  'open a secret with SQLite': () => {
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    return new DatabaseSync(join(folder, 'sqlite'));
  },
  'look at a secret': () => fs.statSync(secret),
  'list a folder': () => fs.readdirSync(folder),
  'list by pattern': () => fs.globSync(join(folder, '*')).at(0)?.length ?? Promise.reject(),
  'watch a folder': () => fs.watch(folder).close(),
  'copy a secret': () => fs.cpSync(secret, join(folder, 'copy')),
  "read the gateway's environment": () => fs.readFileSync(parentEnvironment, 'latin1').slice(0, 1) || 'empty',
  "read the gateway's environment by promises": () => fs.promises.readFile(parentEnvironment),
  "read the gateway's command": () => fs.readFileSync(`/proc/${parent}/cmdline`),
  "read the gateway's descriptors": () => fs.readdirSync(`/proc/${parent}/fd`),
  "read the gateway's memory": () => fs.openSync(`/proc/${parent}/mem`, 'r'),
  "read the gateway's folder": () => fs.readdirSync(`/proc/${parent}/cwd/`),
  'read its own environment': () => fs.readFileSync('/proc/self/environ'),
  'read through its own root': () => fs.readFileSync(`/proc/self/root${secret}`),
  'read a descriptor by its path': () => fs.readFileSync('/proc/self/fd/0'),
  'read the accounts': () => fs.readFileSync('/etc/passwd'),
  'write a file': () => fs.writeFileSync(join(folder, 'written'), 'x'),
  'write beside the program': () => fs.appendFileSync(program, ''),
  'make a folder': () => fs.mkdirSync(join(folder, 'made')),
  'make a link': () => fs.symlinkSync(secret, join(folder, 'link')),
  'make a hard link': () => fs.linkSync(secret, join(folder, 'hard-link')),
  'rename a secret': () => fs.renameSync(secret, secret),
  'change the mode of a secret': () => fs.chmodSync(secret, 0o600),
  'write a heap snapshot when memory runs out': () => v8.setHeapSnapshotNearHeapLimit(1),
  'write a report': () => process.report.writeReport(join(folder, 'report')),
  'write by options of V8': () => v8.setFlagsFromString('--no-trace-turbo') ?? 'set',
  'write a trace': () =>
    process
      .getBuiltinModule('node:trace_events')
      .createTracing({ categories: ['v8'] })
      .enable(),
  'spawn a program': () => childProcess.execFileSync('true'),
  'spawn a program asynchronously': () => opened(() => childProcess.spawn('true'), 'exit'),
  'fork a program': () => opened(() => childProcess.fork(program), 'spawn'),
  'start a thread': () => new Worker('', { eval: true }),
  'start a thread without restrictions': () => new Worker('', { eval: true, execArgv: [] }),
  'start a thread by hooks': () => module.register('data:text/javascript,'),
  'load native code': () => process.dlopen({ exports: {} }, addon),
  'require native code': () => require(addon),
  'run WASI': () => new WASI({ version: 'preview1', preopens: { '/': '/' } }),
  'open the inspector': () => inspector.open(0, '127.0.0.1'),
  'join the inspector': () => new inspector.Session().connect(),
  'use internals': () => binding('tcp_wrap'),
  'use more internals': () => binding('process_wrap'),
  'evaluate a text': () => new Function('return 1')(),
  'signal the gateway': () => process.kill(parent, 0),
  'signal the gateway past the check': () =>
    Reflect.apply(Reflect.get(process, '_kill'), process, [parent, 0]),
  'signal its group': () => process.kill(0, 0),
  'signal the gateway as itself': () => {
    Object.defineProperty(process, 'pid', { value: parent });
    return process.kill(process.pid, 0);
  },
  'change the priority of the gateway': () => os.setPriority(parent, os.getPriority(parent)),
  'fetch a page': () => fetch(`http://127.0.0.1:${port}`),
  'send a request': () => opened(() => http.get(local), 'response'),
  'open a connection': () => opened(() => net.connect(local), 'connect'),
  'open a connection by another class': () => opened(() => new net.Socket().connect(local), 'connect'),
  'open a connection to a path': () => opened(() => net.connect(socket), 'connect'),
  'open a connection with TLS': () => opened(() => tls.connect(local), 'close'),
  'open a connection with HTTP/2': () => opened(() => http2.connect(`http://127.0.0.1:${port}`), 'connect'),
  'open a web socket': () =>
    new Promise((resolve, reject) => {
      const open = new WebSocket(`ws://127.0.0.1:${port}`);
      // A server that does not know the protocol was reached.
      open.onerror = (event) =>
        /Received network error/.test(String(Reflect.get(event, 'error'))) ? resolve('reached') : reject();
    }),
  'open a handle': () => Reflect.apply(Reflect.get(net, '_createServerHandle'), net, ['127.0.0.1', 0, 4]),
  'open a handle on its own pipe': () => new net.Socket({ fd: 0 }),
  'listen for connections': () => opened(() => net.createServer().listen(0, '127.0.0.1'), 'listening'),
  'listen on a path': () => opened(() => net.createServer().listen(join(folder, 'socket')), 'listening'),
  'send a datagram': () => called((done) => dgram.createSocket('udp4').send('x', port, '127.0.0.1', done)),
  'listen for datagrams': () => opened(() => dgram.createSocket('udp4').bind(0), 'listening'),
  'look a name up': () => called((done) => dns.lookup('localhost', done)),
  'look a name up by promises': () => dns.promises.lookup('localhost'),
  'look an address up': () => called((done) => dns.lookupService('127.0.0.1', 80, done)),
  'resolve a name': () => called((done) => new dns.Resolver().resolve4('localhost', done)),
  'change its folder': () => process.chdir(folder),
};

async function outcomeOf(attempt: () => unknown): Promise<string | null> {
  try {
    return String((await attempt()) ?? 'done').slice(0, 100);
  } catch {
    return null;
  }
}

if (!isUnrestricted) {
  giveUpRights();
}
// Some attempts fail outside of their promise.
process.on('uncaughtException', () => {});
const outcomes: Record<string, string | null> = {};
for (const [name, attempt] of Object.entries(attempts)) {
  outcomes[name] = await outcomeOf(attempt);
}
fs.writeSync(isUnrestricted ? 1 : 3, JSON.stringify({ outcomes, environment: process.env }));
process.exit();
