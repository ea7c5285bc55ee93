import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** How the server treats mails. It may be changed at any time and holds for what reaches the server from then on. */
export type SmtpBehaviour =
  | 'accept'
  /** Nobody listens on the port. */
  | 'refuse-connection'
  | 'reject-recipient-4xx'
  | 'reject-recipient-5xx'
  /** Reads the whole mail and answers 554. */
  | 'reject-message-5xx'
  | 'silence-at-greeting'
  | 'silence-at-recipient'
  /** Answers 354 to DATA and then reads nothing, as a frozen process does. */
  | 'silence-in-message'
  /** Reads the whole mail and gives no answer. */
  | 'silence-after-message'
  /** Reads the whole mail and closes the connection without an answer. */
  | 'drop-after-message';

export interface ReceivedMail {
  from: string;
  to: string[];
  raw: Buffer;
  parse(): Promise<ParsedMail>;
}

export interface SmtpTestServer {
  behaviour: SmtpBehaviour;
  readonly port: number;
  /** For `SMTP_URL`. */
  readonly url: string;
  /** The mails that the server has accepted, in order. */
  readonly received: readonly ReceivedMail[];
  /** How many connections have been made in all. */
  readonly connectionCount: number;
  /** Resolves with the first, second, … accepted mail, at once if it is there. */
  waitForMail(number?: number): Promise<ReceivedMail>;
  /** Resolves when that many conversations are held in silence. */
  waitForSilence(count?: number): Promise<void>;
  /** Resolves when no connection is open, and all that they carried has been dealt with. */
  waitForIdle(): Promise<void>;
  /** Ends every silence: the conversations go on where they stopped, and mails that come to their end are accepted. */
  thaw(): void;
  close(): Promise<void>;
}

export interface SmtpTestServerOptions {
  /** `starttls` offers the upgrade, `implicit` expects TLS from the first byte. The certificate is self-signed. */
  tls?: 'none' | 'starttls' | 'implicit';
  /** Required of every client where given. */
  credentials?: { user: string; password: string };
}

/** Starts a real SMTP server on a free port of the loopback interface. */
export async function startSmtpServer(
  initial: SmtpBehaviour = 'accept',
  { tls = 'none', credentials }: SmtpTestServerOptions = {},
): Promise<SmtpTestServer> {
  let behaviour: SmtpBehaviour = 'accept';
  let connectionCount = 0;
  let openSessions = 0;
  const received: ReceivedMail[] = [];
  const sockets = new Map<number, Socket>();
  const silences: (() => void)[] = [];
  const watchers = new Set<() => void>();

  const changed = () => {
    for (const check of watchers) {
      check();
    }
  };
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (isReached()) {
          watchers.delete(check);
          resolve();
        }
      };
      watchers.add(check);
      check();
    });
  const holdSilence = (goOn: () => void) => {
    silences.push(goOn);
    changed();
  };
  const refusal = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const keep = (session: SMTPServerSession, raw: Buffer) => {
    const { mailFrom, rcptTo } = session.envelope;
    received.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw,
      parse: () => simpleParser(raw),
    });
    changed();
  };

  const smtp = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    secure: tls === 'implicit',
    disabledCommands: tls === 'starttls' ? [] : ['STARTTLS'],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, answer) {
      const isKnown = username === credentials?.user && password === credentials?.password;
      answer(isKnown ? null : refusal(535, 'Unknown user'), isKnown ? { user: username } : undefined);
    },
    onConnect(_session, answer) {
      openSessions += 1;
      if (behaviour === 'silence-at-greeting') {
        holdSilence(() => answer());
      } else {
        answer();
      }
    },
    onRcptTo(_address, _session, answer) {
      if (behaviour === 'silence-at-recipient') {
        holdSilence(() => answer());
      } else if (behaviour === 'reject-recipient-4xx') {
        answer(refusal(451, 'Try again later'));
      } else if (behaviour === 'reject-recipient-5xx') {
        answer(refusal(550, 'No such mailbox'));
      } else {
        answer();
      }
    },
    onData(stream, session, answer) {
      const treatment = behaviour;
      const accept = (raw: Buffer) => {
        keep(session, raw);
        answer();
      };
      const read = (then: (raw: Buffer) => void) => void buffer(stream).then(then, () => undefined);
      if (treatment === 'silence-in-message') {
        holdSilence(() => read(accept));
      } else if (treatment === 'silence-after-message') {
        read((raw) => holdSilence(() => accept(raw)));
      } else if (treatment === 'reject-message-5xx') {
        read(() => answer(refusal(554, 'Message refused')));
      } else if (treatment === 'drop-after-message') {
        read(() => sockets.get(session.remotePort)?.end());
      } else {
        read(accept);
      }
    },
    onClose() {
      openSessions -= 1;
      changed();
    },
  });
  // A connection that a client breaks off is the point of many a test, not an error of the server.
  smtp.on('error', () => undefined);
  smtp.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    connectionCount += 1;
    sockets.set(remotePort, socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(remotePort);
      changed();
    });
    changed();
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  const login = credentials ? `${credentials.user}:${encodeURIComponent(credentials.password)}@` : '';
  const trust = tls === 'none' ? '' : '?tls.rejectUnauthorized=false';

  const hangUp = () => {
    for (const socket of sockets.values()) {
      socket.destroy();
    }
  };

  const server: SmtpTestServer = {
    port,
    url: `${tls === 'implicit' ? 'smtps' : 'smtp'}://${login}127.0.0.1:${port}${trust}`,
    received,
    get connectionCount() {
      return connectionCount;
    },
    get behaviour() {
      return behaviour;
    },
    set behaviour(next) {
      if (next === 'refuse-connection' && behaviour !== next) {
        smtp.server.close();
        hangUp();
      } else if (behaviour === 'refuse-connection' && next !== behaviour) {
        smtp.server.listen(port, '127.0.0.1');
      }
      behaviour = next;
    },
    async waitForMail(number = 1) {
      await until(() => received.length >= number);
      return received[number - 1]!;
    },
    waitForSilence: (count = 1) => until(() => silences.length >= count),
    waitForIdle: () => until(() => sockets.size === 0 && openSessions === 0),
    thaw() {
      for (const goOn of silences.splice(0)) {
        goOn();
      }
    },
    async close() {
      hangUp();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
  server.behaviour = initial;
  return server;
}
