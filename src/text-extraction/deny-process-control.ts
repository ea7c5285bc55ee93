import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import v8 from 'node:v8';

/*
 * Loaded first in each process and thread that parses files. It removes what the permission model leaves: signals to other
 * processes, including the gateway, changes to their priority, and options of V8, some of which write files.
 */

function deny(): never {
  throw new Error('A reader controls no process but itself.');
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: false, configurable: false });
}

const ownPid = process.pid;
const send = Reflect.get(process, '_kill') as ((pid: number, signal: number) => number) | undefined;
if (send === undefined) {
  // Better no reader than one that can signal the gateway.
  throw new Error('Signals cannot be disabled in this version of Node.js.');
}
// The function that `process.kill` calls. The thread that watches the memory uses it to end its own process.
replace(process, '_kill', (pid: number, signal: number) => (pid === ownPid ? send(pid, signal) : deny()));
replace(process, '_debugProcess', deny);
replace(os, 'setPriority', deny);
replace(v8, 'setFlagsFromString', deny);
syncBuiltinESMExports();
