import { readFile } from 'node:fs/promises';
import type { ExtractedText } from './extracted-text.ts';
import { hasText, keepWithinLimits } from './keep-within-limits.ts';
import type { ExtractionLimits } from './limits.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { readers } from './readers.ts';

export interface ExtractionTask {
  path: string;
  contentType: string;
  limits: ExtractionLimits;
}

/**
 * Reads a file in this process. Rejects only when the file cannot be taken from the disk; what is wrong with its content is the
 * reason why it is unreadable.
 */
export async function extractInProcess({
  path,
  contentType,
  limits,
}: ExtractionTask): Promise<ExtractedText> {
  const started = performance.now();
  const cpuAtStart = process.cpuUsage();
  const open = readers[contentType];
  if (open === undefined) {
    return { unreadableReason: reasons.type };
  }
  const read = await open();
  const bytes = await readFile(path);
  try {
    const hasTime = () =>
      performance.now() - started < limits.nextPageWithinMs &&
      cpuSince(cpuAtStart) < limits.nextPageWithinCpuMs;
    const pages = keepWithinLimits(await read({ bytes, limits, hasTime }), limits);
    return hasText(pages) ? { pages } : { unreadableReason: reasons.noText };
  } catch (error) {
    return { unreadableReason: error instanceof UnreadableError ? error.message : reasons.damaged };
  }
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
