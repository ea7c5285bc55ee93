import { afterEach, describe, expect, it } from 'vitest';
import { type Mailer, MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { createSmtpMailer, type SmtpMailerOptions } from '../../src/mail/smtp-mailer.ts';
import { parseAddress } from '../../src/text/parse-address.ts';
import {
  type SmtpBehaviour,
  type SmtpTestServer,
  type SmtpTestServerOptions,
  startSmtpServer,
} from '../support/smtp-server.ts';

const link = 'https://kyc.example/w/s3cret-token_0123456789';
const mail = {
  tenantId: 'acme',
  to: 'jane@recipient.example',
  fromName: 'Acme Bank',
  subject: 'Acme Bank asks you for a questionnaire',
  text: `Open ${link}`,
  html: `<p><a href="${link}">Open</a></p>`,
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serverThat(
  behaviour: SmtpBehaviour,
  options?: SmtpTestServerOptions,
): Promise<SmtpTestServer> {
  const server = await startSmtpServer(behaviour, options);
  closers.push(() => server.close());
  return server;
}

function mailerFor(server: SmtpTestServer, options: Partial<SmtpMailerOptions> = {}): Mailer {
  const mailer = createSmtpMailer({
    smtpUrl: server.url,
    from: 'Postern <no-reply@gateway.example>',
    timeoutMs: 5000,
    ...options,
  });
  closers.push(() => mailer.close());
  return mailer;
}

async function failureOf(sending: Promise<void>): Promise<MailNotAcceptedError> {
  const failure = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(MailNotAcceptedError);
  return failure as MailNotAcceptedError;
}

describe('an accepted email', () => {
  it('an accepted email has reached the server once, with both parts and the tenant as sender, when send resolves', async () => {
    const server = await serverThat('accept');
    await mailerFor(server).send(mail);

    expect(server.received).toHaveLength(1);
    const received = server.received[0]!;
    expect(received.from).toBe('no-reply@gateway.example');
    expect(received.to).toEqual(['jane@recipient.example']);
    const parsed = await received.parse();
    expect(parsed.from?.value).toEqual([
      { name: 'Acme Bank via Postern', address: 'no-reply@gateway.example' },
    ]);
    expect(parsed.subject).toBe(mail.subject);
    expect(parsed.text?.trim()).toBe(mail.text);
    expect(parsed.html).toBe(mail.html);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it.each(['starttls', 'implicit'] as const)('travels over %s with a login', async (tls) => {
    const server = await serverThat('accept', {
      tls,
      credentials: { user: 'gateway', password: 'p@ss:word/1' },
    });
    const mailer = mailerFor(server);
    await mailer.send(mail);
    await mailer.send(mail);
    expect(server.received).toHaveLength(2);
  });

  it('arrives once each when 50 are sent at the same time over 5 connections', async () => {
    const server = await serverThat('accept');
    const mailer = mailerFor(server, { maxConnections: 5 });
    const recipients = Array.from({ length: 50 }, (_, index) => `person-${index}@recipient.example`);
    await Promise.all(
      recipients.map((to, index) => mailer.send({ ...mail, tenantId: `tenant ${index % 5}`, to })),
    );

    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(recipients.sort());
    expect(server.connectionCount).toBe(5);
  });

  it('an accepted email goes out over a second connection when the server has closed the first one while it was idle', async () => {
    const server = await serverThat('accept');
    const mailer = mailerFor(server);
    await mailer.send(mail);
    server.behaviour = 'refuse-connection';
    server.behaviour = 'accept';
    await mailer.send(mail);
    expect(server.received).toHaveLength(2);
  });
});

describe('an email that the server does not accept', () => {
  const faults = [
    ['refuse-connection', undefined, 'connection failed (ECONNREFUSED)'],
    ['reject-recipient-4xx', 451, 'answered 451 to the recipient'],
    ['reject-recipient-5xx', 550, 'answered 550 to the recipient'],
    ['reject-message-5xx', 554, 'answered 554 to the message'],
    ['drop-after-message', undefined, 'connection failed (ECONNECTION)'],
  ] as const;

  it.each(faults)(
    'an email that the server does not accept is rejected immediately on %s, and the next mail goes out',
    async (behaviour, responseCode, reason) => {
      const server = await serverThat(behaviour);
      const mailer = mailerFor(server);
      const failure = await failureOf(mailer.send(mail));
      expect(failure.responseCode).toBe(responseCode);
      expect(failure.reason).toContain(reason);
      expect(server.received).toHaveLength(0);

      server.behaviour = 'accept';
      await mailer.send(mail);
      expect(server.received).toHaveLength(1);
    },
  );

  it('an email that the server does not accept is sent once only when the connection drops after the final dot', async () => {
    const server = await serverThat('drop-after-message');
    const mailer = mailerFor(server);
    await failureOf(mailer.send(mail));
    await server.waitForIdle();
    expect(server.connectionCount).toBe(1);
  });

  it('an email that the server does not accept is rejected when the login is rejected, without the password in the error', async () => {
    const server = await serverThat('accept', { credentials: { user: 'gateway', password: 'right' } });
    const smtpUrl = server.url.replace('right', 'wr0ng-password');
    const failure = await failureOf(mailerFor(server, { smtpUrl }).send(mail));
    expect(failure).toMatchObject({ stage: 'login', responseCode: 535 });
    expect(JSON.stringify(failure) + failure.stack).not.toContain('wr0ng-password');
  });

  it('an email that the server does not accept says why without the address, the link or the words of the server', async () => {
    const server = await serverThat('reject-recipient-5xx');
    const failure = await failureOf(mailerFor(server).send(mail));
    const logged = `${failure.stack} ${JSON.stringify(failure)}`;
    expect(logged).not.toMatch(/jane|s3cret|No such mailbox/);
    expect(failure.cause).toBeUndefined();
  });
});

describe('the time limit', () => {
  // Long enough for a whole conversation on a busy machine: the test server greets after 100 ms.
  const limitMs = 700;

  const silences = [
    'silence-at-greeting',
    'silence-at-recipient',
    'silence-in-message',
    'silence-after-message',
  ] as const;

  it.each(silences)('bounds an email on %s, and the next mail goes out', async (behaviour) => {
    const server = await serverThat(behaviour);
    const mailer = mailerFor(server, { timeoutMs: limitMs, maxConnections: 1 });
    const startedAt = performance.now();
    const failure = await failureOf(mailer.send(mail));
    expect(performance.now() - startedAt).toBeLessThan(limitMs + 1000);
    expect(failure).toMatchObject({ stage: 'conversation', responseCode: undefined });

    server.behaviour = 'accept';
    await mailer.send({ ...mail, to: 'next@recipient.example' });
    expect(server.received.map(({ to }) => to)).toEqual([['next@recipient.example']]);
  });

  it.each([
    ['silence-at-greeting', 0],
    ['silence-at-recipient', 0],
    // More than the operating systems' buffers take: the server has started to receive it when the time passes, and the
    // rest is still on this side.
    ['silence-in-message', 1_000_000],
  ] as const)(
    'withdraws the email on %s: the server gets nothing whole when it thaws',
    async (behaviour, size) => {
      const server = await serverThat(behaviour);
      const mailer = mailerFor(server, { timeoutMs: limitMs });
      const sending = failureOf(mailer.send({ ...mail, text: 'line\n'.repeat(size / 5) }));
      await server.waitForSilence();
      await sending;

      server.behaviour = 'accept';
      server.thaw();
      await server.waitForIdle();
      expect(server.received).toHaveLength(0);
    },
  );

  it('withdraws an email from a TLS connection too', async () => {
    const server = await serverThat('silence-in-message', { tls: 'implicit' });
    const mailer = mailerFor(server, { timeoutMs: limitMs });
    const sending = failureOf(mailer.send({ ...mail, text: 'line\n'.repeat(1_600_000) }));
    await server.waitForSilence();
    await sending;

    server.behaviour = 'accept';
    server.thaw();
    await server.waitForIdle();
    expect(server.received).toHaveLength(0);
  });

  it('the time limit of an email includes the wait for a connection, and an email that times out there is never handed over', async () => {
    const server = await serverThat('silence-at-recipient');
    const mailer = mailerFor(server, { timeoutMs: limitMs, maxConnections: 2 });
    const startedAt = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        failureOf(mailer.send({ ...mail, tenantId: `tenant ${index % 2}` })),
      ),
    );
    expect(performance.now() - startedAt).toBeLessThan(limitMs + 1000);
    const handedOver = failures.filter(({ stage }) => stage === 'conversation').length;
    expect(handedOver).toBeGreaterThanOrEqual(2);
    expect(failures.at(-1)?.reason).toContain(`${limitMs} ms`);
    // A slot that is free just before the limit can serve one more email in time, on a slow machine a few; others never reach the pool.
    expect(handedOver).toBeLessThan(failures.length);
    expect(server.connectionCount).toBeLessThanOrEqual(handedOver);

    server.behaviour = 'accept';
    server.thaw();
    await mailer.send({ ...mail, to: 'last@recipient.example' });
    expect(server.received.map(({ to }) => to)).toEqual([['last@recipient.example']]);
  });

  it('the time limit of one email does not disturb other emails that are being sent', async () => {
    const server = await serverThat('silence-at-recipient');
    const impatient = mailerFor(server, { timeoutMs: limitMs, maxConnections: 3 });
    const stuck = failureOf(impatient.send({ ...mail, tenantId: 'stuck', to: 'stuck@recipient.example' }));
    await server.waitForSilence();
    server.behaviour = 'accept';
    await Promise.all([
      impatient.send({ ...mail, to: 'one@recipient.example' }),
      impatient.send({ ...mail, to: 'two@recipient.example' }),
    ]);
    await stuck;
    await impatient.send({ ...mail, to: 'three@recipient.example' });
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual([
      'one@recipient.example',
      'three@recipient.example',
      'two@recipient.example',
    ]);
  });
});

describe('connections', () => {
  it('a tenant uses at most a quarter of the connections, so that its slow emails do not delay another tenant’s', async () => {
    const server = await serverThat('silence-at-recipient');
    const mailer = mailerFor(server, { timeoutMs: 30_000, maxConnections: 8 });
    const greedy = Promise.allSettled(Array.from({ length: 20 }, () => mailer.send(mail)));
    await server.waitForSilence(2);
    server.behaviour = 'accept';
    await mailer.send({ ...mail, tenantId: 'modest', to: 'modest@recipient.example' });
    expect(server.received.map(({ to }) => to)).toEqual([['modest@recipient.example']]);
    expect(server.connectionCount).toBe(3);
    await mailer.close();
    await greedy;
  });
});

describe('what never reaches the server', () => {
  it.each([
    'jane@recipient.example\r\nRCPT TO:<mallory@evil.example>',
    'jane@recipient.example\nBcc: mallory@evil.example',
    'jane@recipient.example, mallory@evil.example',
    'Jane <jane@recipient.example>',
    '"jane doe"@recipient.example',
    'jane@recipient.example>',
    'jane@[127.0.0.1]',
    'jane@recipient..example',
    'jane(comment)@recipient.example',
    'jane@recipient.example\u0000',
    'group:jane@recipient.example;',
    '@recipient.example',
    'jane',
    '',
  ])('an email to %j', async (to) => {
    const server = await serverThat('accept');
    const failure = await failureOf(mailerFor(server).send({ ...mail, to }));
    expect(failure.stage).toBe('preparation');
    expect(server.connectionCount).toBe(0);
  });

  it('a header that hides in the tenant name or the subject', async () => {
    const server = await serverThat('accept');
    await mailerFor(server).send({
      ...mail,
      fromName: 'Acme\r\nBcc: mallory@evil.example\r\n',
      subject: 'Hello\r\nX-Evil: yes\r\n\r\nbody',
    });
    const parsed = await server.received[0]!.parse();
    expect(server.received[0]!.to).toEqual(['jane@recipient.example']);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.headers.has('x-evil')).toBe(false);
    expect(parsed.subject).toBe('Hello X-Evil: yes body');
    expect(parsed.from?.value[0]?.address).toBe('no-reply@gateway.example');
  });

  it('a header that hides in the address for replies', async () => {
    const server = await serverThat('accept');
    const mailer = mailerFor(server);
    await mailer.send({ ...mail, replyTo: 'kyc@acme.example\r\nBcc: mallory@evil.example' });
    await mailer.send({ ...mail, replyTo: 'kyc@acme.example, mallory@evil.example' });
    for (const received of server.received) {
      const parsed = await received.parse();
      expect(received.to).toEqual(['jane@recipient.example']);
      expect(parsed.bcc).toBeUndefined();
      expect(parsed.replyTo).toBeUndefined();
    }
  });

  it('an email that is sent after the mailer was closed', async () => {
    const server = await serverThat('accept');
    const mailer = mailerFor(server);
    await mailer.close();
    expect((await failureOf(mailer.send(mail))).stage).toBe('preparation');
    expect(server.connectionCount).toBe(0);
  });
});

it('closing the mailer withdraws the emails that are in progress', async () => {
  const server = await serverThat('silence-at-recipient');
  const mailer = mailerFor(server);
  const sending = mailer.send(mail);
  await server.waitForSilence();
  const closing = mailer.close();
  await expect(sending).rejects.toThrow('the gateway was stopped');
  await closing;
  server.thaw();
  await server.waitForIdle();
  expect(server.received).toHaveLength(0);
});

it('an address whose domain is in another script goes to its ASCII form', () => {
  expect(parseAddress('info@müller.example')).toBe('info@xn--mller-kva.example');
  expect(parseAddress('info@müller.example/../evil.example')).toBeNull();
});
