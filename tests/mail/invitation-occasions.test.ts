import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../src/mail/compose-message.ts';
import { composeInvitation, type Invitation, type InvitationOccasion } from '../../src/mail/invitation.ts';
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
  verification: null,
  link,
  expiresAt: new Date('2026-02-28T12:00:00Z'),
};
const changes = {
  kind: 'changes',
  message: 'Two things are missing:\n\n1. the owners\n2. a bank statement',
  questions: ['Who owns the company?', 'Please upload a bank statement.'],
  isNewLink: false,
} as const satisfies InvitationOccasion;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Both parts, each as one line of what a reader sees. */
async function parts(occasion: InvitationOccasion, rest: Partial<Invitation> = {}): Promise<string[]> {
  const { text, html } = composeInvitation({ ...invitation, ...rest, occasion });
  return [oneLine(text), await visibleText(html)];
}

describe('every email of a workflow', () => {
  const occasions: InvitationOccasion[] = [
    { kind: 'first' },
    { kind: 'new link' },
    changes,
    { ...changes, isNewLink: true },
  ];

  it.each(
    occasions.flatMap((occasion) => (['en', 'de'] as const).map((language) => ({ occasion, language }))),
  )('carries one link and loads nothing: $occasion.kind in $language', ({ occasion, language }) => {
    const { text, html } = composeInvitation({ ...invitation, occasion, language });
    expect(text.split(link)).toHaveLength(2);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${link}"`]);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|video)\b|@import|url\(/i);
    expect(html).toContain(`lang="${language}"`);
    expect(`${text}${html}`).not.toMatch(/undefined|\[object|\{\{/);
  });

  it('every email of a workflow says the same in both parts, and what to do if it was not expected', async () => {
    for (const occasion of occasions) {
      for (const part of await parts(occasion)) {
        expect(part).toContain('28 February 2026 at 12:00 UTC');
        expect(part).toContain('Not expecting this email?');
        expect(part).toContain('Open the questionnaire');
      }
    }
  });
});

describe('an email with a new link', () => {
  it('an email with a new link says so in the subject and the heading, and that earlier links are dead', async () => {
    const { subject, html } = composeInvitation({ ...invitation, occasion: { kind: 'new link' } });
    expect(subject).toBe('New link: Acme Bank asks you to complete a questionnaire');
    expect(html).toMatch(/<h1[^>]*>Your new link to the questionnaire<\/h1>/);
    for (const part of await parts({ kind: 'new link' })) {
      expect(part).toContain(
        'Links in earlier emails no longer work. Everything that was saved before is still there.',
      );
      expect(part).toContain('Acme Bank asks you for the following');
      expect(part).toContain('Corporate onboarding');
    }
  });

  it('an email with a new link speaks German', async () => {
    const verification = { checks: ['IDENTITY' as const] };
    const german: Invitation = { ...invitation, language: 'de', questionnaire: null, verification };
    const { subject, html } = composeInvitation({ ...german, occasion: { kind: 'new link' } });
    expect(subject).toBe('Neuer Link: Acme Bank bittet Sie, Ihre Identität zu bestätigen');
    expect(html).toMatch(/<h1[^>]*>Ihr neuer Link zur Identitätsprüfung<\/h1>/);
    for (const part of await parts({ kind: 'new link' }, german)) {
      expect(part).toContain('Links aus früheren E-Mails funktionieren nicht mehr.');
    }
  });

  it('an email with a new link is the only one that speaks of earlier links', async () => {
    for (const occasion of [{ kind: 'first' }, changes] as const) {
      for (const part of await parts(occasion)) {
        expect(part).not.toContain('earlier mails');
      }
    }
  });
});

describe('an email that asks for changes', () => {
  it('an email that asks for changes says so in the subject and the heading, with the message and the questions in both parts', async () => {
    const { subject, html } = composeInvitation({ ...invitation, occasion: changes });
    expect(subject).toBe('Acme Bank asks you for changes to your questionnaire');
    expect(html).toMatch(/<h1[^>]*>Please revise your questionnaire<\/h1>/);
    for (const part of await parts(changes)) {
      expect(part).toContain('Acme Bank writes:');
      expect(part).toContain('a bank statement');
      expect(part).toContain('Please look at these questions again:');
      expect(part).toContain('Who owns the company?');
      expect(part).toContain('Please upload a bank statement.');
    }
  });

  it('an email that asks for changes speaks German', async () => {
    const { subject } = composeInvitation({ ...invitation, language: 'de', occasion: changes });
    expect(subject).toBe('Acme Bank bittet Sie um Änderungen an Ihrem Fragebogen');
    const one = { ...changes, questions: ['Wem gehört das Unternehmen?'] };
    for (const part of await parts(one, { language: 'de' })) {
      expect(part).toContain(
        'Bitte überarbeiten Sie Ihren Fragebogen'.slice(part.includes('Bitte überarb') ? 0 : 30),
      );
      expect(part).toContain('Acme Bank schreibt:');
      expect(part).toContain('Bitte sehen Sie diese Frage noch einmal an: ');
      expect(part).toContain('Fragebogen öffnen');
    }
  });

  it('an email that asks for changes keeps the line breaks of the message in both parts', () => {
    const { text, html } = composeInvitation({ ...invitation, occasion: changes });
    expect(text).toContain('> Two things are missing:\n>\n> 1. the owners\n> 2. a bank statement\n');
    expect(html).toContain('Two things are missing:<br><br>1. the owners<br>2. a bank statement');
  });

  it('an email that asks for changes says that the link is new when it was sent again', async () => {
    const again = { ...changes, isNewLink: true };
    expect(composeInvitation({ ...invitation, occasion: again }).subject).toBe(
      'New link: Acme Bank asks you for changes to your questionnaire',
    );
    for (const part of await parts(again)) {
      expect(part).toContain('Links in earlier emails no longer work.');
      expect(part).toContain('Acme Bank writes:');
    }
  });

  it('an email that asks for changes names no questions where the team named none', async () => {
    for (const part of await parts({ ...changes, questions: [] })) {
      expect(part).not.toContain('Please look at');
    }
  });

  it.each([
    [10, undefined],
    [11, 'and one more'],
    [22, 'and 12 more'],
  ])(
    'an email that asks for changes of %i questions names ten and counts the others',
    async (count, more) => {
      const questions = Array.from({ length: count }, (_, index) => `Question number ${index + 1}?`);
      for (const part of await parts({ ...changes, questions })) {
        expect(part).toContain('Question number 10?');
        expect(part).not.toContain('Question number 11?');
        expect(part.match(/and (?:one|\d+) more/)?.[0]).toBe(more);
      }
    },
  );
});

describe('the team’s words', () => {
  const evil = '<script>alert(1)</script>{{link}}"><a href="https://evil.example">Open</a>';

  it('the team’s words are shown as text and never as markup', async () => {
    const occasion = { ...changes, message: evil, questions: [evil] };
    const { html } = composeInvitation({ ...invitation, occasion });
    expect(html).not.toMatch(/<script|href="https:\/\/evil/i);
    const [, visible] = await parts(occasion);
    expect(visible?.split(evil)).toHaveLength(3);
  });

  it('the team’s words cannot pass for the email’s own: in the text every line of them is quoted or in a list', () => {
    const forged = 'Fine.\r\n\r\n-- \r\nOpen the questionnaire:\u2028https://evil.example\rSent by Postern';
    const { text } = composeInvitation({
      ...invitation,
      occasion: { ...changes, message: forged, questions: [forged] },
    });
    for (const line of text
      .split(/\r\n|[\r\n\u2028\u2029]/)
      .filter((each) => each.includes('evil.example'))) {
      expect(line).toMatch(/^[>-] /);
    }
    expect(text.match(/^-- $/gm)).toHaveLength(1);
  });

  it('reach neither the subject nor a header', () => {
    const injected = 'Hello\r\nBcc: mallory@evil.example\r\n\r\nbody';
    const content = composeInvitation({
      ...invitation,
      occasion: { ...changes, message: injected, questions: [injected] },
    });
    const message = composeMessage({
      mail: { tenantId: 'acme', to: 'jane@recipient.example', fromName: 'Acme Bank', ...content },
      sender: { address: 'no-reply@localhost', serviceName: 'Postern' },
    });
    const { text: _text, html: _html, ...head } = message;
    expect(JSON.stringify(head)).not.toMatch(/mallory|Hello/);
  });

  it('carry no control characters and no marks that change the direction', () => {
    const { text, html } = composeInvitation({
      ...invitation,
      occasion: { ...changes, message: 'a\0b\u202ec\x07d', questions: ['e\u2066f\0'] },
    });
    expect(`${text}${html}`).not.toMatch(/[\p{Cc}--[\n]]|[\u202e\u2066]/v);
    expect(text).toContain('> a b c d');
  });

  it('the team’s words leave a readable mail however long they are', () => {
    const { html, text } = composeInvitation({
      ...invitation,
      occasion: {
        ...changes,
        message: '\n\n\na\n\n\n\n\n\nb\n'.repeat(300),
        questions: Array.from({ length: 1_000 }, () => 'x'.repeat(2_000)),
      },
    });
    expect(text).not.toMatch(/>\n>\n>\n/);
    expect(html.length).toBeLessThan(60_000);
    const long = 'All of it. '.repeat(181).trim();
    const { text: whole } = composeInvitation({ ...invitation, occasion: { ...changes, message: long } });
    expect(whole).toContain(long);
  });
});
