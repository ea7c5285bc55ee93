import type { Language } from '../languages.ts';
import { html } from '../text/html.ts';
import { accentColours } from '../theme/accent-colours.ts';
import { mailFonts } from '../theme/fonts.ts';
import { palettes } from '../theme/palettes.ts';

/** An email that lists what happened. Every text is untrusted. */
export interface Notification {
  language: Language;
  /** `#rrggbb`, or null for the gateway's own colour. */
  accentColour: string | null;
  senderName: string;
  subject: string;
  introduction: string;
  items: readonly { title: string; text: string; detail: string }[];
  footer: string;
}

/** Writes an email of a few lines as text and as HTML. It has no images, links or tracking. */
export function composeNotification(notification: Notification): {
  subject: string;
  text: string;
  html: string;
} {
  const { subject, introduction, items, footer } = notification;
  const lines = items.map(({ title, text, detail }) => `- ${title}\n  ${text}\n  ${detail}`);
  return {
    subject,
    text: [introduction, lines.join('\n\n'), `-- \n${footer}\n`].join('\n\n'),
    html: String(markup(notification)),
  };
}

function markup({ language, accentColour, senderName, subject, introduction, items, footer }: Notification) {
  const { page, card, ink, quiet, line } = palettes.light;
  const { accent } = accentColours(accentColour).light;
  const listed = items.map(
    ({ title, text, detail }) => html`
      <tr><td style="padding:14px 0;border-top:1px solid ${line};overflow-wrap:anywhere">
        <strong>${title}</strong><br>${text}<br><span style="color:${quiet};font-size:14px">${detail}</span>
      </td></tr>`,
  );
  return html`<!DOCTYPE html>
<html lang="${language}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:24px 12px;background:${page};color:${ink};font:16px/1.5 ${mailFonts}">
  <table role="presentation" width="100%" style="max-width:600px;margin:0 auto;border-collapse:collapse">
    <tr><td style="padding:0 20px 14px;font-weight:600;color:${accent}">${senderName}</td></tr>
    <tr><td style="padding:24px 20px;background:${card};border:1px solid ${line};border-radius:14px">
      <h1 style="margin:0 0 12px;font-size:20px;line-height:1.3;overflow-wrap:anywhere">${subject}</h1>
      <p style="margin:0 0 16px">${introduction}</p>
      <table role="presentation" width="100%" style="border-collapse:collapse;font-size:16px">${listed}</table>
    </td></tr>
    <tr><td style="padding:14px 20px;color:${quiet};font-size:14px">${footer}</td></tr>
  </table>
</body></html>
`;
}
