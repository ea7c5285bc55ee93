/** How far reading one file may go. What lies beyond a number of pages or characters is left out. */
export interface ExtractionLimits {
  /** The whole file; past it the process that reads it is ended. */
  timeMs: number;
  /** Processor time of the whole file, which ends the process too: so a reader is free again for another tenant's file. */
  cpuMs: number;
  /** After this time no further page is begun, and what was read until then is the file's text. */
  nextPageWithinMs: number;
  /** The same in processor time. */
  nextPageWithinCpuMs: number;
  /** What the process that reads it may hold, all in all. The recognition of a large photo takes about half of it. */
  memoryMb: number;
  pages: number;
  /** Of all pages together. */
  characters: number;
  /** Pages whose text has to be recognised in their picture, which takes a second or more each. */
  recognisedPages: number;
  /** Larger pictures are not decoded. A photo of today's phones has up to 50 million. */
  pixels: number;
}

export const defaultLimits: Readonly<ExtractionLimits> = {
  timeMs: 60_000,
  cpuMs: 10_000,
  nextPageWithinMs: 35_000,
  nextPageWithinCpuMs: 6_000,
  memoryMb: 1_024,
  pages: 500,
  characters: 2_000_000,
  recognisedPages: 20,
  pixels: 64_000_000,
};
