/** How far one run may go. */
export interface RunLimits {
  /** This long after the request, the engine is told to stop. A client is promised an end within 100 seconds. */
  timeLimitMs: number;
  /** Where a run has waited so long that less than this is left, it has this; else a queue would fail whatever is in it. */
  minTimeMs: number;
  /** How long the engine then has to say what it was waiting for. */
  lastWordMs: number;
  /** How long a run waits for texts that no one has read yet. The documents that are left then count as not read. */
  pendingTextsMs: number;
  /** Of all documents' texts together, which are in memory together. */
  maxCharacters: number;
}

export const usualLimits: Readonly<RunLimits> = {
  timeLimitMs: 90_000,
  minTimeMs: 30_000,
  lastWordMs: 2_000,
  pendingTextsMs: 45_000,
  maxCharacters: 4_000_000,
};

/** How much of its time a run has left. A clock that was behind when the run was requested gives it no more than all. */
export function timeLeftMs(
  { startedAt, now }: { startedAt: Date; now: Date },
  { timeLimitMs, minTimeMs }: Pick<RunLimits, 'timeLimitMs' | 'minTimeMs'>,
): number {
  const left = timeLimitMs - (now.getTime() - startedAt.getTime());
  return Math.min(timeLimitMs, Math.max(minTimeMs, left));
}
