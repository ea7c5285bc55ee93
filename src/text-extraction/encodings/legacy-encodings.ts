import iconv from 'iconv-lite';

/** An encoding from before Unicode. */
export interface LegacyEncoding {
  /** The name shown to users. */
  label: string;
  /** The languages that are written in it. */
  languages: readonly string[];
  /** How much less likely it is than the first ones, because today's programs do not write it. */
  rarity: number;
  /** For encodings with two bytes per character: whether two bytes are a character in everyday use. */
  isCommon?: (lead: number, trail: number) => boolean;
}

const western = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'scandinavian', 'fi', 'ca', 'is'];
const central = ['de', 'pl', 'cs', 'sk', 'hu', 'ro', 'south-slavic'];
const cyrillic = ['ru', 'uk', 'be', 'bg', 'sr', 'mk'];

const between = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

/** Encodings that spreadsheets, editors and email programs write, or wrote, if they do not write Unicode. */
export const legacyEncodings: readonly LegacyEncoding[] = [
  { label: 'windows-1252', languages: western, rarity: 0 },
  { label: 'windows-1250', languages: central, rarity: 0 },
  { label: 'windows-1251', languages: cyrillic, rarity: 0 },
  { label: 'windows-1253', languages: ['el'], rarity: 0 },
  { label: 'windows-1254', languages: ['tr', 'de', 'fr'], rarity: 0 },
  { label: 'windows-1255', languages: ['he'], rarity: 0 },
  { label: 'windows-1256', languages: ['ar'], rarity: 0 },
  { label: 'windows-1257', languages: ['lt', 'lv', 'et', 'de'], rarity: 1 },
  { label: 'iso-8859-15', languages: western, rarity: 1 },
  { label: 'iso-8859-2', languages: central, rarity: 1 },
  { label: 'iso-8859-5', languages: cyrillic, rarity: 2 },
  { label: 'iso-8859-7', languages: ['el'], rarity: 1 },
  { label: 'koi8-u', languages: cyrillic, rarity: 2 },
  { label: 'macintosh', languages: western, rarity: 1 },
  { label: 'x-mac-cyrillic', languages: cyrillic, rarity: 2 },
  { label: 'cp850', languages: western, rarity: 1 },
  { label: 'cp852', languages: central, rarity: 1 },
  { label: 'ibm866', languages: cyrillic, rarity: 2 },
  {
    label: 'shift_jis',
    languages: ['ja'],
    rarity: 0,
    // Symbols, kana and the first level of JIS X 0208.
    isCommon: (lead) => between(lead, 0x81, 0x83) || between(lead, 0x88, 0x98),
  },
  {
    label: 'euc-jp',
    languages: ['ja'],
    rarity: 0,
    isCommon: (lead, trail) =>
      trail >= 0xa1 && (between(lead, 0xa1, 0xa1) || between(lead, 0xa4, 0xa5) || between(lead, 0xb0, 0xcf)),
  },
  {
    label: 'gb18030',
    languages: ['zh'],
    rarity: 0,
    // Punctuation and the first level of GB 2312.
    isCommon: (lead, trail) =>
      trail >= 0xa1 && (between(lead, 0xa1, 0xa1) || lead === 0xa3 || between(lead, 0xb0, 0xd7)),
  },
  {
    label: 'big5',
    languages: ['zh'],
    rarity: 0,
    isCommon: (lead) => lead === 0xa1 || between(lead, 0xa4, 0xc6),
  },
  {
    label: 'euc-kr',
    languages: ['ko'],
    rarity: 0,
    isCommon: (lead, trail) => trail >= 0xa1 && (lead === 0xa1 || lead === 0xa3 || between(lead, 0xb0, 0xc8)),
  },
];

/**
 * The encodings with two bytes per character that an encoding's name may refer to, whose bytes can look like UTF-8 by chance.
 */
export const isTwoByteEncoding = (label: string): boolean =>
  legacyEncodings.some((encoding) => encoding.label === label && encoding.isCommon !== undefined);

/**
 * Decodes bytes; undefined if they cannot be of that encoding. Only the encodings of DOS are not among those of the web,
 * which the platform knows.
 */
export function decodeLegacy(bytes: Uint8Array, label: string): string | undefined {
  if (/^cp\d+$/.test(label)) {
    return iconv.decode(Buffer.from(bytes), label);
  }
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
