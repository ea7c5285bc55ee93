import { expect, it } from 'vitest';
import { composeInvitation, type Invitation } from '../../src/mail/invitation.ts';
import { noContact } from '../../src/text/contact-details.ts';
import { accentColours } from '../../src/theme/accent-colours.ts';
import { palettes } from '../../src/theme/palettes.ts';

const invitation: Invitation = {
  occasion: { kind: 'changes', message: 'Please.', questions: ['Why?'], isNewLink: true },
  accentColour: null,
  contact: noContact,
  areRepliesRead: false,
  tenantName: 'Acme Bank',
  recipientName: 'Jane Doe',
  language: 'en',
  questionnaire: { name: 'Corporate onboarding', minutes: 5, files: [] },
  verification: { checks: ['DOCUMENT'] },
  link: 'https://kyc.example/w/token',
  expiresAt: new Date('2026-02-28T12:00:00Z'),
};
const coloursIn = (html: string) => [...new Set(html.match(/#[0-9a-f]{6}\b/gi))];

it.each([null, '#7b2cbf', '#ffd800', '#ffffff', '#000000'])(
  'an email in the colour %s wears the colours of the pages and no other',
  (accentColour) => {
    const { light, dark } = accentColours(accentColour);
    const { html } = composeInvitation({ ...invitation, accentColour });
    const allowed = [palettes.light, palettes.dark].flatMap(({ page, card, ink, quiet, line }) => [
      page,
      card,
      ink,
      quiet,
      line,
    ]);
    const accents = [light, dark].flatMap((palette) => Object.values(palette));
    expect(coloursIn(html).filter((colour) => ![...allowed, ...accents].includes(colour))).toEqual([]);
    expect(coloursIn(html)).toEqual(expect.arrayContaining(accents));
  },
);

it('the accents of a tenant’s mail keep nothing of the gateway’s own colour', () => {
  const { html } = composeInvitation({ ...invitation, accentColour: '#7b2cbf' });
  const own = accentColours(null);
  expect(coloursIn(html)).not.toContain(own.light.accent);
  expect(coloursIn(html)).not.toContain(own.dark.accent);
});
