/** The limits of one run. */
export interface RunLimits {
  /** The engine is aborted this long after the request. Clients are promised that a run ends within 100 seconds. */
  timeLimitMs: number;
  /**
   * The minimum time for a run that has waited so long that less is left; otherwise a long queue would make every run in it
   * fail.
   */
  minTimeMs: number;
  /** How long the engine then has to report what it was waiting for. */
  lastWordMs: number;
  /** How long a run waits for texts that no one has read yet. Documents that are still unread then count as not read. */
  pendingTextsMs: number;
  /** For the texts of all documents together, which are in memory at the same time. */
  maxCharacters: number;
}

export const usualLimits: Readonly<RunLimits> = {
  timeLimitMs: 90_000,
  minTimeMs: 30_000,
  lastWordMs: 2_000,
  pendingTextsMs: 45_000,
  maxCharacters: 4_000_000,
};

/**
 * How much of its time a run has left. Never more than the full time, even if a clock was behind when the run was requested.
 */
export function timeLeftMs(
  { startedAt, now }: { startedAt: Date; now: Date },
  { timeLimitMs, minTimeMs }: Pick<RunLimits, 'timeLimitMs' | 'minTimeMs'>,
): number {
  const left = timeLimitMs - (now.getTime() - startedAt.getTime());
  return Math.min(timeLimitMs, Math.max(minTimeMs, left));
}
