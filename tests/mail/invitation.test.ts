import { describe, expect, it } from 'vitest';
import { composeInvitation, type Invitation } from '../../src/mail/invitation.ts';
import { cleanLine } from '../../src/text/clean-line.ts';
import { noContact } from '../../src/text/contact-details.ts';
import { visibleText } from './visible-text.ts';

const link = 'https://kyc.example/w/A1b2C3d4E5f6G7h8I9j0KLMNOPQRSTUVWXYZabcdef_';
const invitation: Invitation = {
  occasion: { kind: 'first' },
  accentColour: null,
  contact: noContact,
  areRepliesRead: false,
  tenantName: 'Acme Bank',
  recipientName: 'Jane Doe',
  language: 'en',
  questionnaire: { name: 'Corporate onboarding', minutes: 5, files: [] },
  verification: { checks: ['DOCUMENT', 'PROOF_OF_ADDRESS'] },
  link,
  expiresAt: new Date('2026-02-28T12:00:00Z'),
};

const occurrences = (text: string, part: string) => text.split(part).length - 1;

describe('an invitation', () => {
  it('an invitation says in both parts who asks, for what, until when and what to do if it was not expected', async () => {
    const { subject, text, html } = await composeInvitation(invitation);
    expect(subject).toBe('Acme Bank asks you for a questionnaire and an identity check');
    for (const part of [text.replace(/\s+/g, ' '), await visibleText(html)]) {
      expect(part).toContain('Hello Jane Doe,');
      expect(part).toContain('Acme Bank asks you for the following');
      expect(part).toContain('Corporate onboarding');
      expect(part).toContain('a passport, driving licence or identity card');
      expect(part).toContain('a document that shows your address');
      expect(part).not.toContain('selfie');
      expect(part).toContain('28 February 2026 at 12:00 UTC');
      expect(part).toContain('Not expecting this email?');
    }
  });

  it('an invitation speaks German where the tenant does', async () => {
    const { subject, text, html } = await composeInvitation({
      ...invitation,
      language: 'de',
      verification: null,
    });
    expect(subject).toBe('Acme Bank bittet Sie, einen Fragebogen auszufüllen');
    expect(text).toContain('Samstag, 28. Februar 2026 um 12:00 Uhr (UTC)');
    expect(html).toContain('lang="de"');
    expect(await visibleText(html)).toContain('Fragebogen öffnen');
  });

  it.each([
    ['questionnaire', 'Acme Bank asks you to complete a questionnaire', 'Open the questionnaire'],
    ['verification', 'Acme Bank asks you to verify your identity', 'Start the identity check'],
  ] as const)('an invitation to a %s alone mentions nothing else', async (only, subject, button) => {
    const mail = await composeInvitation({
      ...invitation,
      questionnaire: null,
      verification: null,
      [only]: invitation[only],
    });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(`${button}:\n${link}`);
    expect(mail.text.includes('Corporate onboarding')).toBe(only === 'questionnaire');
    expect(mail.text.includes('passport')).toBe(only === 'verification');
  });

  it('an invitation says how long the questionnaire takes and lists up to ten files to have at hand', async () => {
    const files = Array.from({ length: 12 }, (_, index) => `Please provide document ${index + 1}.`);
    const questionnaire = { name: 'Corporate onboarding', minutes: 25, files };
    const { text, html } = await composeInvitation({ ...invitation, questionnaire });
    for (const shown of [text, await visibleText(html)]) {
      expect(shown).toContain('It takes about 25 minutes.');
      expect(shown).toContain('Please have these files ready:');
      expect(shown).toContain('Please provide document 10.');
      expect(shown).not.toContain('Please provide document 11.');
      expect(shown).toContain('and 2 more');
    }
    const german = await composeInvitation({
      ...invitation,
      language: 'de',
      questionnaire: { ...questionnaire, minutes: 1, files: [] },
    });
    expect(german.text).toContain('Das dauert etwa eine Minute.');
    expect(german.text).not.toContain('Dateien');
    const changes = await composeInvitation({
      ...invitation,
      occasion: { kind: 'changes', message: 'Please check.', questions: [], isNewLink: false },
      questionnaire,
    });
    expect(changes.text).not.toMatch(/25 minutes|document 1/);
  });

  it('an invitation carries the link once in the text, and once as button and once to copy in the HTML', async () => {
    const { text, html } = await composeInvitation(invitation);
    expect(occurrences(text, link)).toBe(1);
    expect(occurrences(html, link)).toBe(2);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${link}"`]);
  });

  it('an invitation loads nothing: no images, no fonts, no scripts, no style sheets', async () => {
    const { html } = await composeInvitation(invitation);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|video)\b|@import|url\(/i);
    const addresses = html.replaceAll(link, '').match(/https?:\/\/[^"'\s>]+/g) ?? [];
    expect(addresses.every((address) => address === 'http://www.w3.org/1999/xhtml')).toBe(true);
  });

  it('an invitation escapes markup in every name, and shows it as text', async () => {
    const evil = (name: string) => `<script>alert("${name}")</script>{{link}}`;
    const { html } = await composeInvitation({
      ...invitation,
      tenantName: evil('tenant'),
      recipientName: evil('recipient'),
      questionnaire: { name: evil('questionnaire'), minutes: 5, files: [] },
    });
    expect(html).not.toMatch(/<script/i);
    const visible = await visibleText(html);
    expect(visible).toContain(evil('tenant'));
    expect(visible).toContain(evil('recipient'));
    expect(visible).toContain(evil('questionnaire'));
  });

  it('an invitation keeps every name on one line, whatever line breaks and direction marks are in it', async () => {
    const { subject, text } = await composeInvitation({
      ...invitation,
      tenantName: 'Acme\r\nBcc: mallory@evil.example',
      recipientName: 'Jane\r\n\r\nYour account is locked\u2028\u202eevil',
      questionnaire: { name: 'One\nTwo', minutes: 5, files: [] },
    });
    expect(subject).toBe('Acme Bcc: mallory@evil.example asks you for a questionnaire and an identity check');
    expect(text).toContain('Hello Jane Your account is locked evil,\n');
    expect(text).toContain('Questionnaire: One Two\n');
  });

  it('an invitation stays a readable mail with names of absurd length', async () => {
    const { subject, html } = await composeInvitation({
      ...invitation,
      tenantName: 'Acme '.repeat(400),
      recipientName: 'x'.repeat(20_000),
      questionnaire: { name: 'é'.repeat(5_000), minutes: 5, files: [] },
    });
    expect(subject.length).toBeLessThan(160);
    expect(subject).toContain('… asks you for a questionnaire');
    expect(html.length).toBeLessThan(40_000);
  });

  it('addresses no one by name where there is no name', async () => {
    const { text } = await composeInvitation({ ...invitation, recipientName: ' ' });
    expect(text.startsWith('Hello,\n')).toBe(true);
  });

  it('an invitation is filled in under a millisecond once the template is laid out', async () => {
    await composeInvitation(invitation);
    const cpuBefore = process.cpuUsage();
    for (let index = 0; index < 200; index += 1) {
      await composeInvitation(invitation);
    }
    const { user, system } = process.cpuUsage(cpuBefore);
    expect((user + system) / 1000 / 200).toBeLessThan(1);
  });
});

describe('a cleaned line', () => {
  it('a cleaned line is cut between the characters that people see', () => {
    expect(cleanLine('👩‍👩‍👧‍👦'.repeat(5), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
    expect(cleanLine('exactly', 7)).toBe('exactly');
  });

  it('a cleaned line holds no half of a surrogate pair', () => {
    expect(cleanLine('a\ud83d', 5)).toBe('a\ufffd');
  });
});
