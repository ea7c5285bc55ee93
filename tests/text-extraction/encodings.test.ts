import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readPagesOf } from '../support/read-text-of.ts';

const read = (type: 'csv' | 'txt' | 'html', text: string, encoding: string) => {
  const bytes = iconv.encode(text, encoding);
  expect(iconv.decode(bytes, encoding), 'the encoding has all letters').toBe(text);
  return readPagesOf(type, bytes);
};

/** Texts as spreadsheets of different places write them. */
const tables: readonly (readonly [encoding: string, ...lines: string[]])[] = [
  ['windows-1250', 'Nazwa;Żółty Łabędź Sp. z o.o.', 'Adres;ul. Świętokrzyska 14, Łódź'],
  ['windows-1250', 'Název;Jiří Dvořák a syn, s.r.o.', 'Sídlo;Plzeň, Náměstí Míru 3'],
  ['windows-1250', 'Név;Kovács és Szűcs Zrt.', 'Székhely;Győr'],
  ['windows-1251', 'Наименование;ООО Ромашка', 'Адрес;Москва, ул. Ленина, д. 5'],
  ['windows-1251', 'Назва;ТОВ «Зоря»', 'Місто;Київ'],
  ['windows-1253', 'Επωνυμία;Ελληνική Εταιρεία Α.Ε.', 'Έδρα;Θεσσαλονίκη'],
  ['windows-1254', 'Ünvan;Güneş Gıda Sanayi A.Ş.', 'Şehir;İstanbul'],
  ['windows-1252', 'Firma;Größe & Söhne', 'Preis;5 €', '„Zitat“;§ 5'],
  ['windows-1252', 'Razón social;Núñez y Peña S.L.', 'Domicilio;A Coruña'],
  ['windows-1252', 'Name;Müller', 'Name;José Gonçalves', 'Name;Bjørn Ås', 'Revenue;£1,250'],
  ['macroman', 'Firma;Größe & Söhne', 'Straße;Köln'],
  ['macroman', 'Raison sociale;Société générale', 'Siège;Orléans'],
  ['macroman', 'RAZÓN SOCIAL;NÚÑEZ', 'Titular;José Núñez'],
  ['cp850', 'Firma;Größe & Söhne', 'Geschäftsführer;Jürgen Groß'],
  ['cp850', 'Raison sociale;Société générale', 'Siège;Orléans'],
  ['cp850', 'RAISON SOCIALE;SOCIÉTÉ GÉNÉRALE', 'Prix;5'],
  ['shift_jis', '会社名,山田商事株式会社', '代表者,山田太郎'],
  ['shift_jis', '会社名;株式会社テスト', '所在地;東京都千代田区'],
  ['euc-jp', '会社名;株式会社テスト', '所在地;東京都千代田区'],
  ['gbk', '公司名称;北京科技有限公司', '地址;北京市朝阳区'],
  ['iso-8859-2', 'Nazwa;Śląsk S.A.', 'Miasto;Wąbrzeźno'],
  ['koi8-r', 'Наименование;Общество с ограниченной ответственностью', 'Город;Москва'],
];

describe('a text that is not Unicode', () => {
  it.each(tables)(
    'a text that is not Unicode is read in the encoding whose words it has: %s, %s',
    async (encoding, ...lines) => {
      expect(await read('csv', lines.join('\r\n'), encoding)).toEqual([
        lines.join('\n').replaceAll(/;|,(?=[^\s\d])/g, ' | '),
      ]);
    },
  );

  it('a text that is not Unicode is not guessed at where several encodings make words of it', async () => {
    for (const [text, encoding] of [
      ['Name;Yıldız', 'windows-1254'],
      ['Direttore;Nicolò', 'macroman'],
      ['ΑΦΜ;ΔΟΥ', 'windows-1253'],
    ] as const) {
      expect(await read('csv', text, encoding)).toEqual({
        reason: expect.stringMatching(
          /^The encoding of its text is doubtful: it may be .+ or .+\. Save it as UTF-8\.$/,
        ),
      });
    }
    expect(await readPagesOf('txt', Buffer.from([0x61, 0x98, 0xb0, 0x62, 0xdb, 0x63]))).toEqual({
      reason: expect.stringContaining('encoding of its text'),
    });
  });

  it('a text that is not Unicode is read as its document declares', async () => {
    const page = (charset: string, text: string) =>
      `<html><head><meta charset="${charset}"></head><body><p>${text}</p></body></html>`;
    expect(await read('html', page('windows-1254', 'Yıldız'), 'windows-1254')).toEqual(['Yıldız']);
    expect(await read('html', page('x-mac-cyrillic', 'Иванов'), 'maccyrillic')).toEqual(['Иванов']);
    expect(
      await read(
        'html',
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2"><p>Sąd Gdańsk</p>',
        'iso-8859-2',
      ),
    ).toEqual(['Sąd Gdańsk']);
    expect(
      await read('html', '<?xml version="1.0" encoding="big5"?><html><p>聯通</p></html>', 'big5'),
    ).toEqual(['聯通']);
    // What was converted without a change to its declaration.
    expect(await read('html', page('windows-1252', 'Größe'), 'utf8')).toEqual(['Größe']);
  });
});

describe('Unicode', () => {
  it('UTF-16 text is recognised without a byte order mark', async () => {
    for (const encoding of ['utf-16le', 'utf-16be']) {
      for (const text of ['Größe;5\r\nStraße;Köln', 'Наименование;ООО Ромашка;1\r\nГород;Москва;2']) {
        expect(await read('csv', text, encoding)).toEqual([text.replaceAll('\r', '').replaceAll(';', ' | ')]);
      }
    }
  });

  it('text is read without its byte order mark and without the end-of-file mark of old programs', async () => {
    expect(await readPagesOf('csv', '\ufeffName;Groß\r\n\u001a')).toEqual(['Name | Groß']);
    expect(await readPagesOf('txt', 'Name: Groß\u001a\u001a\0\0')).toEqual(['Name: Groß']);
    expect(await readPagesOf('csv', iconv.encode('Firma;Größe\r\n\u001a', 'cp850'))).toEqual([
      'Firma | Größe',
    ]);
    expect(await readPagesOf('txt', iconv.encode('会社名', 'utf-16le', { addBOM: true }))).toEqual([
      '会社名',
    ]);
  });
});
