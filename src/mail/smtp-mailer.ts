import { setMaxListeners } from 'node:events';
import { createTransport } from 'nodemailer';
import { createFairShare } from '../runtime/fair-share.ts';
import { parseSender } from '../settings/sender.ts';
import { composeMessage } from './compose-message.ts';
import { describeSmtpFailure } from './describe-smtp-failure.ts';
import { type Mail, type Mailer, MailNotAcceptedError, type MailStage } from './mailer.ts';
import { withdrawingSockets } from './withdrawing-socket.ts';

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; nodemailer's options may follow as query parameters. */
  smtpUrl: string;
  /** `Postern <no-reply@example.com>`. */
  from: string;
  /** Bounds the whole dispatch of one email, waiting for a free connection included. */
  timeoutMs: number;
  /**
   * How many emails are in conversation with the server concurrently, at most a quarter of them of one tenant. The others wait,
   * and tenants that wait are served one after the other.
   */
  maxConnections?: number;
}

/** Five for each of four tenants; mail servers usually allow fifty to one client. */
const defaultMaxConnections = 20;

/**
 * Sends emails over pooled SMTP connections.
 *
 * An email whose time has passed is withdrawn: while it waits it is never handed to the pool, and in conversation its
 * abort signal makes the pool close that one connection, which resets it. Other emails continue undisturbed. What cannot
 * be revoked is an email that the server had read to the end and only left unanswered.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { smtpUrl, timeoutMs, maxConnections = defaultMaxConnections } = options;
  const sender = parseSender(options.from);
  const transport = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections,
    // An idle connection that the server has closed shows only in use. Before a byte of the email has been sent the
    // pool takes another connection; each of the others may be as stale.
    maxRequeues: maxConnections,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: Math.max(timeoutMs, 60_000),
    // Zero makes closing a connection destroy its socket immediately instead of ending it in order.
    socketCloseTimeout: 0,
    getSocket: withdrawingSockets({ timeoutMs }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The pool has a queue of its own. It stays empty because no more emails are handed over than it has connections.
  const share = createFairShare({ name: 'connections to the mail server', slots: maxConnections });
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  // Every email in progress listens, and there may be any number of them.
  setMaxListeners(0, closing.signal);

  async function dispatch(mail: Mail): Promise<void> {
    const message = composeMessage({ mail, sender });
    const deadline = performance.now() + timeoutMs;
    const cutOff = new AbortController();
    const timeUp = Promise.withResolvers<never>();
    let stage: MailStage = 'queue';
    const withdraw = (failure: MailNotAcceptedError) => {
      timeUp.reject(failure);
      cutOff.abort();
    };
    const withdrawAtClose = () =>
      withdraw(
        new MailNotAcceptedError({ failure: 'UNREACHABLE', stage, reason: 'the gateway was stopped' }),
      );
    const timer = setTimeout(() => withdraw(timedOut(stage, timeoutMs)), timeoutMs);
    closing.signal.addEventListener('abort', withdrawAtClose);
    const handOver = share.run(
      mail.tenantId,
      async () => {
        // The clock decides, not the timer: in a busy process the timer may be late.
        if (performance.now() >= deadline) {
          throw timedOut(stage, timeoutMs);
        }
        stage = 'conversation';
        await transport.sendMail({ ...message, signal: cutOff.signal });
      },
      { signal: cutOff.signal },
    );
    try {
      await Promise.race([handOver, timeUp.promise]);
    } catch (failure) {
      throw describeSmtpFailure(failure);
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', withdrawAtClose);
    }
  }

  return {
    async send(mail) {
      if (closing.signal.aborted) {
        throw new MailNotAcceptedError({
          failure: 'UNREACHABLE',
          stage: 'preparation',
          reason: 'the mailer is closed',
        });
      }
      const dispatched = dispatch(mail);
      underWay.add(dispatched);
      await dispatched.finally(() => underWay.delete(dispatched));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
      transport.close();
    },
  };
}

function timedOut(stage: MailStage, timeoutMs: number): MailNotAcceptedError {
  const where =
    stage === 'queue' ? 'while it waited for a free connection' : 'before the server accepted the email';
  return new MailNotAcceptedError({
    failure: 'TIMEOUT',
    stage,
    reason: `the limit of ${timeoutMs} ms passed ${where}`,
  });
}
