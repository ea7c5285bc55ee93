/**
 * What a file says, page by page, with a sentence that names the pages that were not read, if there are any; or, in a sentence,
 * why nothing could be read in it.
 */
export type ExtractedText = { pages: string[]; unreadPages?: string } | { unreadableReason: string };

export interface FileToRead {
  /** Whose file it is. Tenants share the readers. */
  tenantId: string;
  /** Where it is on this machine's disk. */
  path: string;
  contentType: string;
  /**
   * How long the caller waits: it is not read at all unless a reader is free immediately, and no longer than this. Without it,
   * the file waits for a reader.
   */
  withinMs?: number | undefined;
  /** Ends the wait and the reading; the call is then rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Reads the text of a file, in limited time and memory, outside of the thread that serves requests. A file without pages has
 * one. Never throws for what is wrong with the file.
 *
 * @throws ReadersBusyError when the file was not read within the time that the caller waits
 */
export type ExtractText = (file: FileToRead) => Promise<ExtractedText>;

/** No reader was free, or the file takes longer than its caller waits. It can be read later. */
export class ReadersBusyError extends Error {
  override name = 'ReadersBusyError';
}
