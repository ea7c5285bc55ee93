/** The signs that the characters of symbol fonts show, as far as they matter to the content of a form. */
const boxes: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    108: '•',
    110: '■',
    111: '☐',
    113: '☐',
    114: '☐',
    120: '☒',
    167: '•',
    168: '☐',
    251: '✗',
    252: '✓',
    253: '☒',
    254: '☑',
  },
  'wingdings 2': { 80: '✓', 81: '☒', 82: '☑', 83: '☒', 84: '☒', 163: '☐' },
  symbol: { 183: '•', 163: '≤', 179: '≥', 214: '√' },
};

/** The character that a symbol font shows for a code; a bullet for signs without a meaning; undefined for other fonts. */
export function symbolOf(font: string | undefined, code: number): string | undefined {
  const name = font?.toLowerCase() ?? '';
  const isSymbols = name in boxes || name === 'wingdings 3' || name === 'webdings';
  return isSymbols ? (boxes[name]?.[code % 0x100] ?? '•') : undefined;
}
