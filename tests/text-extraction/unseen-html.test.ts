import { describe, expect, it } from 'vitest';
import { readPagesOf } from '../support/read-text-of.ts';

const seen = async (body: string, head = '') => {
  const pages = await readPagesOf(
    'html',
    `<!doctype html><html><head>${head}</head><body>${body}</body></html>`,
  );
  return Array.isArray(pages) ? pages.join('\f') : pages;
};

/** Whether a number in a paragraph is seen, by what is around it and by the page's style sheet. */
const isSeen = async (open: string, css = '') =>
  (await seen(`<p>No: ${open}11111111</span></p>`, `<style>${css}</style>`)) === 'No: 11111111';

describe('the value of a field', () => {
  it.each([
    '<input style="visibility:hidden" value="11111111">',
    '<s><input value="11111111"></s>',
    '<input style="color:#fff" value="11111111">',
    '<p style="font-size:0"><input value="11111111"></p>',
  ])('the value of a field is left out where it is not seen: %s', async (field) => {
    expect(await seen(`<p>No: ${field} end</p>`)).not.toContain('11111111');
  });

  it('the value of a field is read where it is seen', async () => {
    expect(await seen('<p>No: <input style="color:#333" value="22222222"></p>')).toContain('22222222');
  });
});

describe('a style sheet', () => {
  it('a style sheet counts where it is for the screen', async () => {
    const no = '<p>No: <span class="old">11111111</span></p>';
    const css = '<style media="MEDIA">.old { display: none }</style>';
    expect(await seen(no, css.replace('MEDIA', 'print'))).toContain('11111111');
    expect(await seen(no, css.replace('MEDIA', 'screen'))).not.toContain('11111111');
    expect(await seen('<p>No: <span style="font:0/0 a">11111111</span></p>')).not.toContain('11111111');
  });

  it.each([
    '.old { content: "}"; display: none }',
    ".old { content: '/*'; display: none } p { content: '*/' }",
    '.old { content: "\\"}"; display: none }',
    '.old { background: url(data:image/png;base64,AA==); display: none }',
    '.old:is(b, span), i { display: none }',
    '[title="a,b"], .old { display: none }',
    '.old { display: none ! important } span.old { display: inline }',
    '@media screen { @supports (display: grid) { .old { display: none } } }',
    '@import "a.css"; @font-face { font-family: x } @media print { p { color: red } } .old { display: none }',
    '} .new { color: red } .old { display: none',
  ])('a style sheet is read as a browser reads it: %s', async (css) => {
    expect(await isSeen('<span class="old">', css)).toBe(false);
  });

  it.each([
    '.old { content: "; display: none" }',
    '@media print { @media screen { .old { display: none } } }',
    '@page { @top-left { color: red } .old { display: none } }',
  ])('a style sheet hides nothing that a browser shows: %s', async (css) => {
    expect(await isSeen('<span class="old">', css)).toBe(true);
  });

  it.each([
    ['commas', `${'a,'.repeat(200_000)}b { color: red }`],
    ['semicolons', `.a { ${'a:b;'.repeat(200_000)} }`],
    ['blocks in blocks', '@media screen {'.repeat(50_000)],
    ['spaces', `.a { color: x${' '.repeat(500_000)}y }`],
    ['texts without an end', `.a { ${'"\\'.repeat(200_000)} }`],
    ['comments without an end', '/*'.repeat(200_000)],
  ])('a style sheet of many %s is read in time', async (_name, css) => {
    const startedAt = performance.now();
    expect(await isSeen('<span class="old">', `.old { display: none } ${css}`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('text of a web page that is struck through or replaced', () => {
  it('text of a web page that is struck through or replaced is left out, and what stands in its place is read', async () => {
    for (const old of [
      '<del>11111111</del>',
      '<s>11111111</s>',
      '<strike>11111111</strike>',
      '<span style="text-decoration: line-through">11111111</span>',
      '<span style="text-decoration-line:underline line-through">11111111</span>',
      '<span class="old">11111111</span>',
      '<b class=old><i>11111111</i></b>',
    ]) {
      const page = await seen(
        `<p>Company registration number: ${old} <ins>22222222</ins></p>`,
        '<style>.old { text-decoration: line-through red; }</style>',
      );
      expect(page, old).toBe('Company registration number: 22222222');
    }
  });

  it('text of a web page that is struck through or replaced is read where its strike is taken back', async () => {
    expect(await isSeen('<span><s style="text-decoration:none">')).toBe(true);
    expect(
      await isSeen('<span class="a b">', '.a{text-decoration:line-through} .b{text-decoration:none}'),
    ).toBe(true);
  });
});

describe('text of a web page that is hidden', () => {
  it.each([
    ['<span hidden>', ''],
    ['<span style="display:none">', ''],
    ['<span style="DISPLAY : NONE ! important">', ''],
    ['<span style="visibility: hidden">', ''],
    ['<span style="font-size:0">', ''],
    ['<span style="font-size: 0.5px">', ''],
    ['<span style="font: 0px Arial">', ''],
    ['<span style="opacity:0">', ''],
    ['<span style="color:#fff">', ''],
    ['<span style="color: rgb(255, 255, 254)">', ''],
    ['<span style="color:transparent">', ''],
    ['<span style="color:#1234; color: #12340000">', ''],
    ['<span style="background:#336699; color:#336699">', ''],
    ['<span style="position:absolute; left:-9999px">', ''],
    ['<span style="text-indent:-100em">', ''],
    ['<span style="position:absolute;clip:rect(0 0 0 0)">', ''],
    ['<span style="overflow:hidden;height:0">', ''],
    ['<span style="max-height:0px;overflow:hidden">', ''],
    ['<span style="mso-hide:all">', ''],
    ['<span class="x">', '.x{display:none}'],
    ['<span class="x">', '/* old */ p > .x, .y { color: red; font-size : 0px }'],
    ['<span class="x">', '@media screen { .x { visibility:hidden } }'],
    ['<span id="x">', 'p span{display:inline} #x{display:none}'],
    ['<span data-kind="x">', '[data-kind=x]{display:none}'],
    ['<span class="x">', '.x{display:none} span{display:inline}'],
    ['<span class="x" style="display:inline">', '.x{display:none!important}'],
    ['<template><span>', ''],
    ['<datalist><option>', ''],
    ['<dialog><span>', ''],
  ])('text of a web page that is hidden is left out: %s %s', async (open, css) => {
    expect(await isSeen(open, css)).toBe(false);
  });

  it.each([
    ['<span style="display:inline">', ''],
    ['<span style="visibility:hidden"><b style="visibility:visible">', ''],
    ['<span style="font-size:0"><b style="font-size:12px">', ''],
    ['<span style="background:#003366; color:#fff">', ''],
    ['<span style="background:url(x.png); color:white">', ''],
    ['<span style="color:var(--ink)">', ''],
    ['<span style="opacity:0.6; position:absolute; left:-20px">', ''],
    ['<span class="x y">', '.x{display:none} .x.y{display:block}'],
    ['<span class="x">', '@media print { .x { display:none } }'],
    ['<span class="x">', '@media (max-width: 600px) { .x { display:none } }'],
    ['<span class="x">', '.x:hover{display:none} .x::after{display:none} .other{display:none}'],
    ['<span class="x" style="display:inline">', '.x{display:none}'],
    ['<dialog open><span>', ''],
    ['<span hidden style="display:block">', ''],
  ])('text of a web page that is hidden is read where it is seen after all: %s %s', async (open, css) => {
    expect(await isSeen(open, css)).toBe(true);
  });

  it('text of a web page that is hidden is not what the background of a cell or of the page shows', async () => {
    expect(
      await seen('<table bgcolor="#003366"><tr><td><font color="white">Seat: Oslo</font></td></tr></table>'),
    ).toBe('Seat: Oslo');
    expect(
      await seen('<div style="color:white">Seat: Oslo</div>', '<style>body{background-color:black}</style>'),
    ).toBe('Seat: Oslo');
    expect(
      await seen('<div style="color:black">Seat: Oslo</div>', '<style>body{background-color:black}</style>'),
    ).toEqual('');
  });
});

describe('a form on a web page', () => {
  it('a form on a web page shows what is chosen in its lists', async () => {
    const options = '<option>BaFin</option><option selected>FCA</option><option>AMF</option>';
    expect(await seen(`<p>Regulator: <select>${options}</select></p>`)).toBe('Regulator: FCA');
    expect(
      await seen(
        '<p>Country: <select><optgroup label="Europe"><option value="fr" selected label="France">F</option><option>DE</option></optgroup></select></p>',
      ),
    ).toBe('Country: France');
    expect(
      await seen(
        '<p>Lists: <select multiple><option selected>UN</option><option>EU</option><option selected>OFAC</option></select></p>',
      ),
    ).toBe('Lists: UN, OFAC');
  });

  it('a form on a web page shows nothing where no one has chosen', async () => {
    expect(await seen('<p>Regulator: <select><option>BaFin</option><option>FCA</option></select></p>')).toBe(
      'Regulator:',
    );
    expect(
      await seen(
        '<p>Regulator: <select><option value="" selected>Wählen</option><option>FCA</option></select></p>',
      ),
    ).toBe('Regulator:');
  });

  it('a form on a web page shows what is filled in, but no passwords and no names of buttons', async () => {
    expect(
      await seen(
        '<p>Name: <input value="Anna Berg" placeholder="Your name"> <input type=password value=secret> <input type=submit value=Send> <input type=hidden value=x></p>' +
          '<p>Seat: <textarea>Oslo</textarea></p><p><input type=RADIO checked> Yes <input type=radio> No</p>',
      ),
    ).toBe('Name: Anna Berg\n\nSeat: Oslo\n\n[x] Yes [ ] No');
  });
});

describe('a table on a web page', () => {
  it('a table on a web page has the text of merged cells in each row, and its columns one below the other', async () => {
    expect(
      await seen(
        `<table><tr><th>Role</th><th>Name</th><th>Since</th></tr><tr><td rowspan="2">Director</td><td>Anna Berg</td><td>2019</td></tr>
        <tr><td>Bo Lind</td><td>2020</td></tr><tr><td colspan="2">Secretary: none</td><td>2021</td></tr></table>`,
      ),
    ).toBe(
      'Role | Name | Since\nDirector | Anna Berg | 2019\nDirector | Bo Lind | 2020\nSecretary: none | | 2021',
    );
  });
});

describe('Markdown', () => {
  const read = (text: string) => readPagesOf('md', text);

  it('Markdown is read without comments and without what is struck through', async () => {
    expect(await read('Number: ~~11111111~~ 22222222')).toEqual(['Number: 22222222']);
    expect(await read('Number: ~11111111~ 22222222')).toEqual(['Number: 22222222']);
    expect(await read('Seat: Oslo <!-- was: Bergen\nNumber: 99999999 -->\n\nEnd')).toEqual([
      'Seat: Oslo\n\nEnd',
    ]);
    expect(await read('[//]: # (Number: 99999999)\nSeat: Oslo')).toEqual(['Seat: Oslo']);
    expect(await read('Number: <del>11111111</del><ins>22222222</ins>')).toEqual(['Number: 22222222']);
    expect(await read('A <span style="display:none">secret</span> B\n<div hidden>\nsecret\n</div>')).toEqual([
      'A B',
    ]);
  });

  it('Markdown takes no code from one paragraph into the next', async () => {
    expect(await read('Rate in `USD\n\nOwner: ~~Bob~~ Ada\n\nsee ` below')).toEqual([
      'Rate in `USD\n\nOwner: Ada\n\nsee ` below',
    ]);
  });

  it('Markdown keeps tildes that strike nothing through, and what code shows', async () => {
    for (const text of [
      'About ~5 and ~6 people',
      'a ~~ b ~~ c',
      '\\~~no\\~~',
      '`~~x~~ <!-- y -->`',
      '~~~\n~~x~~\n~~~',
    ]) {
      expect(await read(text)).toEqual([text]);
    }
  });
});
