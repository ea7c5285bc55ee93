import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCapturingMailer } from '../../src/mail/capturing-mailer.ts';
import { composeInvitation } from '../../src/mail/invitation.ts';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { noContact } from '../../src/text/contact-details.ts';

const from = 'Postern <no-reply@localhost>';
const link = 'http://localhost:4000/w/A1b2C3d4E5f6G7h8I9j0KLMNOPQRSTUVWXYZabcdef_';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-mail-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function invitation() {
  const composed = await composeInvitation({
    occasion: { kind: 'first' },
    accentColour: null,
    contact: noContact,
    areRepliesRead: false,
    tenantName: 'Überlinger Bank & Söhne',
    recipientName: 'Jürgen <b>Groß</b>',
    language: 'de',
    questionnaire: { name: 'Konto', minutes: 5, files: [] },
    verification: null,
    link,
    expiresAt: new Date('2026-02-28T12:00:00Z'),
  });
  return { tenantId: 'bank', to: 'jane@recipient.example', fromName: 'Überlinger Bank & Söhne', ...composed };
}

it('a captured email is a complete .eml file that gives back both parts and the link', async () => {
  const directory = join(folder, 'mail');
  const mail = await invitation();
  await createCapturingMailer({ from, directory }).send(mail);

  const [name, ...others] = await readdir(directory);
  expect(others).toEqual([]);
  expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{8}\.eml$/);
  const parsed = await simpleParser(await readFile(join(directory, name!)));
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.from?.value[0]).toEqual({
    name: 'Überlinger Bank & Söhne via Postern',
    address: 'no-reply@localhost',
  });
  expect(parsed.to).toMatchObject({ value: [{ address: 'jane@recipient.example' }] });
  expect(parsed.text?.split(link)).toHaveLength(2);
  expect(String(parsed.html).split(link)).toHaveLength(3);
  expect(parsed.text).toContain('Guten Tag Jürgen <b>Groß</b>,');
  expect(parsed.html).toContain('Jürgen &lt;b&gt;Groß');
});

it.skipIf(process.platform === 'win32')('captured emails are readable by their owner only', async () => {
  const directory = join(folder, 'mail');
  await createCapturingMailer({ from, directory }).send(await invitation());
  const [name] = await readdir(directory);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, name!))).mode & 0o777).toBe(0o600);
});

it('emails that are captured at the same moment are kept one by one', async () => {
  const mailer = createCapturingMailer({ from, directory: folder });
  const mail = await invitation();
  await Promise.all(Array.from({ length: 20 }, () => mailer.send(mail)));
  const names = await readdir(folder);
  expect(names).toHaveLength(20);
  expect(names.every((name) => name.endsWith('.eml'))).toBe(true);
});

it('an email that cannot be written was not accepted', async () => {
  const notAFolder = join(folder, 'file');
  await writeFile(notAFolder, '');
  const mailer = createCapturingMailer({ from, directory: join(notAFolder, 'mail') });
  await expect(mailer.send(await invitation())).rejects.toMatchObject({
    name: 'MailNotAcceptedError',
    stage: 'capture',
  });
});

it('a capturing mailer without a directory checks and composes an email and writes nothing', async () => {
  const mailer = createCapturingMailer({ from });
  await mailer.send(await invitation());
  await expect(
    mailer.send({ ...(await invitation()), to: 'a@b.example\r\nBcc: c@d.example' }),
  ).rejects.toThrow(MailNotAcceptedError);
});

it('a sender that is not one address is rejected when the mailer is made', () => {
  expect(() => createCapturingMailer({ from: 'Postern' })).toThrow(/one address/);
  expect(() => createCapturingMailer({ from: 'a@b.example, c@d.example' })).toThrow(/one address/);
});
