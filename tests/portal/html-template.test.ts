import { describe, expect, it } from 'vitest';
import { type Html, html, noHtml, trustedHtml } from '../../src/text/html.ts';

const hostile = `"><script>'a=b'&c</script>`;

describe('a template of HTML', () => {
  it('a template of HTML escapes text, in elements and in attributes', () => {
    expect(html`<p title="${hostile}">${hostile}</p>`.toString()).toBe(
      '<p title="&#34;&#62;&#60;script&#62;&#39;a&#61;b&#39;&#38;c&#60;/script&#62;">&#34;&#62;&#60;script&#62;&#39;a&#61;b&#39;&#38;c&#60;/script&#62;</p>',
    );
  });

  it('a template of HTML keeps HTML as it is, and joins lists of it', () => {
    const items = ['<1>', '<2>'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${noHtml}${trustedHtml('<hr>')}${3}`.toString()).toBe(
      '<ul><li>&#60;1&#62;</li><li>&#60;2&#62;</li></ul><hr>3',
    );
    expect(html`a\\b`.toString()).toBe('a\\b');
  });

  it('a template of HTML escapes HTML that was turned into text', () => {
    expect(html`${`${html`<b>x</b>`}`}`.toString()).toBe('&#60;b&#62;x&#60;/b&#62;');
  });

  it('quotes the value of an attribute that its author did not quote, unless it is a plain word', () => {
    expect(
      html`<input id=${'a1'} max=${'2026-01-31'} value=${'a onfocus=alert(1)'} name=${''}>`.toString(),
    ).toBe('<input id=a1 max=2026-01-31 value="a onfocus&#61;alert(1)" name="">');
  });

  it('a template of HTML knows a value in quotes whatever is before it', () => {
    expect(html`<a href="?lang=${'a b'}" data-x="1 y=${'a b'}">`.toString()).toBe(
      '<a href="?lang=a b" data-x="1 y=a b">',
    );
  });

  it('a template of HTML fails where text continues a value without quotes, and lets attributes follow it', () => {
    expect(() => html`<p id=q${1}>`).toThrow('The value of an attribute needs quotes after <p id=q');
    expect(() => html`<p id=q${'1 onclick'}>`).toThrow();
    expect(html`<p id=q${html` class="x"`}${''}>`.toString()).toBe('<p id=q class="x">');
  });

  it('a template of HTML accepts neither what may be missing nor what only looks like HTML', () => {
    const missing = undefined as string | undefined;
    // @ts-expect-error: it would be shown as a word
    html`<p>${missing}</p>`;
    // @ts-expect-error: it would be shown as a word
    html`<p${1 > 0}></p>`;
    // @ts-expect-error: texts of a list belong into elements
    html`<p>${[hostile]}</p>`;
    // @ts-expect-error: only the template and trustedHtml make HTML
    const forged: Html = { toString: () => hostile };
    // @ts-expect-error: a text is no HTML
    const text: Html = hostile;
    expect([forged, text]).toHaveLength(2);
  });
});
