import type { Language } from '../../languages.ts';
import { type ContactDetails, emailLink, phoneLink } from '../../text/contact-details.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';

interface ContactOptions {
  name: string;
  contact: ContactDetails;
  language: Language;
}

/** How to reach the team that asks, at the end of its pages. Nothing where the team has set nothing. */
export function renderContact({
  name,
  contact: { email, phone, privacyUrl },
  language,
}: ContactOptions): Html {
  const { contact: texts } = portalTexts[language];
  const ways = [
    ...(email === null ? [] : [html`<a href="${emailLink(email)}">${email}</a>`]),
    ...(phone === null ? [] : [html`<a href="${phoneLink(phone)}">${phone}</a>`]),
  ];
  const lines = [
    ...(ways.length === 0 ? [] : [html`${texts.heading(name)} ${joined(ways)}`]),
    // In a tab of its own, so that no answers are lost.
    ...(privacyUrl === null
      ? []
      : [html`<a href="${privacyUrl}" target="_blank" rel="noopener noreferrer">${texts.privacy(name)}</a>`]),
  ];
  return lines.length === 0 ? noHtml : html`${lines.map((line) => html`<p>${line}</p>`)}`;
}

const joined = (parts: readonly Html[]): Html[] =>
  parts.map((part, index) => (index === 0 ? part : html` · ${part}`));
