import { describe, expect, it } from 'vitest';
import { renderMail, renderMailList } from '../../src/captured-mail/mail-pages.ts';

const link = 'http://localhost:4000/w/A1b2C3';
const mail = {
  id: '019a0000-0000-7000-8000-000000000001',
  to: 'jane@recipient.example',
  subject: 'Acme asks you to complete a questionnaire',
  text: `Open the questionnaire:\n${link}\n`,
  html: `<html><head><title>x</title></head><body><a href="${link}">Open</a></body></html>`,
  createdAt: new Date('2026-02-26T12:00:00.123Z'),
};
const evil = '"><script>alert(1)</script>';

describe('the list of captured emails', () => {
  it('links every email with its recipient, subject and time', () => {
    const page = renderMailList([mail]);
    expect(page).toContain(`href="/dev/mail/${mail.id}"`);
    expect(page).toContain(mail.to);
    expect(page).toContain(mail.subject);
    expect(page).toContain('2026-02-26 12:00:00 UTC');
  });

  it('the list of captured emails says what will show up while it is empty', () => {
    expect(renderMailList([])).toContain('Nothing has been sent yet');
  });

  it('the list of captured emails runs nothing that an email brings along', () => {
    expect(renderMailList([{ ...mail, id: evil, to: evil, subject: evil }])).not.toContain('<script');
  });
});

describe('the page of a captured email', () => {
  it('the page of a captured email shows the link, the text part and the HTML part in a frame without scripts or origin', () => {
    const page = renderMail(mail);
    expect(page.match(/<a href="http[^"]*"/g)).toEqual([`<a href="${link}"`]);
    expect(page).toContain(`Open the questionnaire:\n${link}`);
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  });

  it('the page of a captured email opens the links of the email in a new tab', () => {
    const frame = /srcdoc="([^"]*)"/.exec(renderMail(mail))?.[1] ?? '';
    expect(frame).toContain('&#60;head&#62;&#60;base target&#61;&#34;_blank&#34;&#62;');
  });

  it('the page of a captured email runs nothing that an email brings along', () => {
    const page = renderMail({
      ...mail,
      to: evil,
      subject: evil,
      text: `${evil} javascript:alert(1)`,
      html: evil,
    });
    expect(page).not.toContain('<script');
    expect(page).not.toContain('href="javascript');
  });
});
