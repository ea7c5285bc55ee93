import { Socket as DatagramSocket } from 'node:dgram';
import { Socket } from 'node:net';

/**
 * Loaded first in each process and thread that reads files. Whatever a file or a library asks for, nothing there opens a
 * connection: HTTP, TLS and `fetch` all end here.
 */
function deny(): never {
  throw new Error('What reads files has no network.');
}

Socket.prototype.connect = deny;
DatagramSocket.prototype.connect = deny;
DatagramSocket.prototype.send = deny;
