import { analyse } from 'chardet';
import { decodeLegacy, type LegacyEncoding, legacyEncodings } from './legacy-encodings.ts';
import { costOf } from './plausibility.ts';

/** How much of a text is examined, counting only lines that have more than ASCII. */
const maxSampleBytes = 24_000;

/** An encoding is accepted if it costs this much less than those that result in a different text. */
const clearLead = 0.75;

/** The share of double-byte characters that must be in everyday use. */
const minCommonShare = 0.85;

/** With fewer letters beyond ASCII, the detector only guesses. */
const minLettersForDetector = 20;

/** How much surer the detector must be of one encoding than of the others, out of 100. */
const minDetectorLead = 10;

export type DetectedEncoding = { label: string } | { doubtful: readonly string[] };

interface Reading {
  label: string;
  text: string;
  cost: number;
}

/**
 * The encoding of bytes that are not Unicode. An encoding is a candidate if the decoded text looks like words of its languages;
 * if several candidates result in different texts, a detector that knows how often letters follow each other decides, if it is
 * sure. Otherwise the possible encodings are returned, or none if no reading is plausible.
 */
export function detectLegacyEncoding(bytes: Uint8Array): DetectedEncoding {
  const sample = markedLines(bytes);
  const readings = legacyEncodings
    .flatMap((encoding) => readAs(encoding, sample) ?? [])
    .sort((one, other) => one.cost - other.cost);
  const [best] = readings;
  if (best === undefined) {
    return { doubtful: [] };
  }
  const rivals = readings.filter(({ text, cost }) => text !== best.text && cost - best.cost < clearLead);
  if (rivals.length === 0) {
    return { label: best.label };
  }
  const near = [best, ...rivals];
  const detected = surest(sample, near);
  return detected === undefined
    ? { doubtful: [...new Set(near.map(({ label }) => label))] }
    : { label: detected };
}

function readAs(
  { label, languages, rarity, isCommon }: LegacyEncoding,
  sample: Uint8Array,
): Reading | undefined {
  if (isCommon !== undefined && commonShare(sample, isCommon) < minCommonShare) {
    return undefined;
  }
  const text = decodeLegacy(sample, label);
  const cost = text === undefined ? undefined : costOf(text, languages);
  return text === undefined || cost === undefined ? undefined : { label, text, cost: cost + rarity };
}

/** The reading that the detector is clearly surer of than of the others. */
function surest(sample: Uint8Array, readings: readonly Reading[]): string | undefined {
  if (sample.filter((byte) => byte > 0x7f).length < minLettersForDetector) {
    return undefined;
  }
  const sureness = new Map(analyse(sample).map(({ name, confidence }) => [name.toLowerCase(), confidence]));
  const surenessOf = (label: string) => sureness.get(detectorNames[label] ?? label) ?? 0;
  const texts = [...new Set(readings.map(({ text }) => text))].map((text) => {
    const labels = readings.filter((reading) => reading.text === text).map(({ label }) => label);
    return { label: labels[0], sure: Math.max(...labels.map(surenessOf)) };
  });
  const [first, second] = texts.sort((one, other) => other.sure - one.sure);
  return first !== undefined && first.sure - (second?.sure ?? 0) >= minDetectorLead ? first.label : undefined;
}

/** Encodings for which the detector has another name, or knows only one that is nearly the same. */
const detectorNames: Readonly<Record<string, string>> = {
  'windows-1254': 'iso-8859-9',
  'windows-1253': 'windows-1253',
  'koi8-u': 'koi8-r',
};

/** The lines that have more than ASCII: the others are the same in each encoding. */
function markedLines(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let size = 0;
  for (let start = 0; start < bytes.length && size < maxSampleBytes; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, Math.min(end, start + maxSampleBytes));
    if (line.some((byte) => byte > 0x7f)) {
      lines.push(line);
      size += line.length;
    }
    start = end;
  }
  return Buffer.concat(lines);
}

function commonShare(bytes: Uint8Array, isCommon: (lead: number, trail: number) => boolean): number {
  let [pairs, common] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail = 0] = bytes.subarray(at, at + 2);
    if (lead > 0x7f) {
      pairs += 1;
      common += isCommon(lead, trail) ? 1 : 0;
      at += 1;
    }
  }
  return pairs === 0 ? 0 : common / pairs;
}
