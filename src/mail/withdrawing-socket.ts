import { Socket } from 'node:net';
import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';

type GetSocket = NonNullable<SMTPPoolOptions['getSocket']>;

/**
 * A TCP socket that takes back what it can when it is destroyed.
 *
 * Destroying a socket ends it in order: the operating system continues delivering what was written, for minutes if the
 * network is down or the peer is frozen, and an email that was abandoned would arrive whole. A reset discards all that the
 * peer has not received yet. That the sender does not say QUIT costs nothing: the conversation is over either way.
 */
class WithdrawingSocket extends Socket {
  #isResetting = false;

  override destroy(error?: Error): this {
    if (error !== undefined || this.connecting || this.destroyed || this.#isResetting) {
      return super.destroy(error);
    }
    this.#isResetting = true;
    return this.resetAndDestroy();
  }
}

/** Makes nodemailer's connections use sockets of this kind; one that cannot be connected in time is abandoned. */
export function withdrawingSockets({ timeoutMs }: { timeoutMs: number }): GetSocket {
  return (options, callback) => {
    const socket = new WithdrawingSocket();
    const onTimeout = () =>
      socket.destroy(Object.assign(new Error('Connecting took too long'), { code: 'ETIMEDOUT' }));
    // Nodemailer names the command that failed in this property; CONN is its word for connecting.
    const onError = (error: Error) => callback(Object.assign(error, { command: 'CONN' }));
    socket.setTimeout(timeoutMs, onTimeout);
    socket.once('error', onError);
    const port = Number(options.port) || (options.secure ? 465 : 587);
    const host = (options.host ?? 'localhost').replace(/^\[(.*)\]$/, '$1');
    socket.connect({ host, port }, () => {
      socket.setTimeout(0);
      socket.off('timeout', onTimeout);
      socket.off('error', onError);
      callback(null, { connection: socket });
    });
  };
}
