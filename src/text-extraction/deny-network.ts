import { createSocket, Socket as DatagramSocket } from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/*
 * Loaded first in each process and thread that parses files. Node's permission model does not restrict sockets, so they are
 * removed here, before any other code runs: no connection is opened or accepted, no datagram is sent and no name is looked up.
 * HTTP, TLS and `fetch` all go through what is removed here. It stops JavaScript only: native code that an attacker controls
 * can still open a socket.
 */

function deny(): never {
  throw new Error('A reader has no network.');
}

/** Without a way back: neither an assignment nor a new definition restores the method. */
function denyMethods(target: object, isDenied: (name: string) => boolean): void {
  for (const name of Object.getOwnPropertyNames(target).filter(isDenied)) {
    Object.defineProperty(target, name, { value: deny, writable: false, configurable: false });
  }
}

/**
 * The handles through which Node's own classes reach the operating system. A socket exposes them to any code, and each kind has
 * one prototype per thread.
 */
function prototypesOfHandles(): object[] {
  const tcp = new Socket().on('error', () => {});
  tcp.connect({ host: 'localhost', port: 1, lookup: () => {} });
  // A connection to a path that cannot exist, because a file is no folder.
  const pipe = new Socket().on('error', () => {});
  pipe.connect({ path: '/dev/null/none' });
  const udp = createSocket('udp4');
  const state = Object.getOwnPropertySymbols(udp).find(({ description }) => description === 'state symbol');
  const handles = [
    Reflect.get(tcp, '_handle'),
    Reflect.get(pipe, '_handle'),
    state && Reflect.get(udp, state)?.handle,
    Reflect.get(new dns.Resolver(), '_handle'),
  ];
  tcp.destroy();
  pipe.destroy();
  udp.close();
  return handles.map((handle) => {
    if (!handle) {
      // Better no reader than one with network access.
      throw new Error('Sockets cannot be disabled in this version of Node.js.');
    }
    return Object.getPrototypeOf(handle);
  });
}

for (const prototype of prototypesOfHandles()) {
  denyMethods(prototype, (name) => /^(?:bind|connect|listen|open|send|query|getHostByAddr)/.test(name));
}
denyMethods(Socket.prototype, (name) => name === 'connect');
denyMethods(DatagramSocket.prototype, (name) => ['bind', 'connect', 'send'].includes(name));
for (const resolving of [dns, dns.promises]) {
  denyMethods(resolving, (name) => /^(?:lookup|resolve|reverse)/.test(name));
}
syncBuiltinESMExports();
