/** The limits of reading one file. Pages and characters beyond their limits are left out. */
export interface ExtractionLimits {
  /** For the whole file; the process that reads the file is then ended. */
  maxTimeMs: number;
  /**
   * Processor time for the whole file; exceeding it also ends the process, so that a reader is free for another tenant's file.
   */
  maxCpuMs: number;
  /** After this time no further page is started, and what has been read is the file's text. */
  nextPageWithinMs: number;
  /** The same in processor time. */
  nextPageWithinCpuMs: number;
  /** All memory of the process that reads the file. The recognition of a large photo requires about half of it. */
  maxMemoryMb: number;
  maxPages: number;
  /** For all pages together. */
  maxCharacters: number;
  /** Pages whose text must be recognised in their picture, which takes a second or more each. */
  maxRecognisedPages: number;
  /** Larger pictures are not decoded. A photo of today's phones has up to 50 million. */
  maxPixels: number;
}

export const defaultLimits: Readonly<ExtractionLimits> = {
  maxTimeMs: 60_000,
  maxCpuMs: 10_000,
  nextPageWithinMs: 35_000,
  nextPageWithinCpuMs: 6_000,
  maxMemoryMb: 1_024,
  maxPages: 500,
  maxCharacters: 2_000_000,
  maxRecognisedPages: 20,
  maxPixels: 64_000_000,
};
