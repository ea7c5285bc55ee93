import { describe, expect, test } from 'vitest';
import { hasText, keepWithinLimits } from '../../src/text-extraction/keep-within-limits.ts';
import { layOutPage } from '../../src/text-extraction/lay-out-page.ts';
import { defaultLimits } from '../../src/text-extraction/limits.ts';
import { normaliseText } from '../../src/text-extraction/normalise-text.ts';

type Piece = [text: string, x: number, y: number];

/** Pieces of ten-point letters, five points wide each, in the order in which they are given. */
const page = (pieces: Piece[]) =>
  layOutPage(
    pieces.map(([text, x, y], order) => ({ text, x, y, width: text.length * 5, height: 10, order })),
  );

describe('a page', () => {
  test('a page is read from top to bottom however it was written', () => {
    expect(
      page([
        ['Below', 0, 40],
        ['Above', 0, 10],
        ['right of it', 32, 11],
      ]),
    ).toBe('Above right of it\nBelow');
  });

  test('a page keeps the rows of a table whose columns were written one after the other', () => {
    const labels: Piece[] = [
      ['Registered name', 0, 10],
      ['Legal form', 0, 30],
      ['Share capital', 0, 50],
    ];
    const values: Piece[] = [
      ['Example Ltd', 200, 10],
      ['limited company', 200, 30],
      ['GBP 100', 200, 50],
    ];
    expect(page([...labels, ...values])).toBe(
      'Registered name | Example Ltd\nLegal form | limited company\nShare capital | GBP 100',
    );
  });

  test('a page joins the lines of a cell, in a row of three too', () => {
    expect(
      page([
        ['Does the company', 0, 10],
        ['have a policy?', 0, 22],
        ['Yes, approved by', 200, 10],
        ['the board.', 200, 22],
        ['Page 2', 400, 10],
        ['Seat', 0, 40],
        ['Musterstraße 1,', 200, 40],
        ['10115 Berlin', 200, 52],
        ['Page 3', 400, 40],
      ]),
    ).toBe(
      'Does the company have a policy? | Yes, approved by the board. | Page 2\nSeat | Musterstraße 1, 10115 Berlin | Page 3',
    );
  });

  test('a page keeps the mark of a list with its text, and says once what was printed twice to look bold', () => {
    expect(
      page([
        ['•', 0, 10],
        ['First point', 25, 10],
        ['Bold', 0, 30],
        ['Bold', 0.4, 30],
      ]),
    ).toBe('• First point\nBold');
  });
});

describe('text', () => {
  test('extracted text is plain: composed letters, single spaces, no control characters, at most one empty line', () => {
    expect(
      normaliseText(
        'Mu\u0308ller\u00a0&\u2003So\u0308h\u00adne\u0000\u0007\r\n \r\n\r\n\u202e\u200bEnd \ud800',
      ),
    ).toBe('Müller & Söhne\n\nEnd \ufffd');
  });

  test('extracted text is cut to the limits of pages and characters, never within a letter', () => {
    const limits = { ...defaultLimits, maxPages: 3, maxCharacters: 12 };
    expect(keepWithinLimits(['One', 'Two', 'Three', 'Four'], limits)).toEqual(['One', 'Two', 'Three']);
    expect(keepWithinLimits(['Eleven char', '😀😀', 'more'], limits)).toEqual(['Eleven char', '']);
    expect(keepWithinLimits([`${' '.repeat(30)}x`], limits)).toEqual(['']);
  });

  test('a page counts as having text from a few letters or digits of any script', () => {
    expect([['a', '-', '1'], ['– 7 –'], ['東京都'], ['']].map(hasText)).toEqual([false, false, true, false]);
  });
});
