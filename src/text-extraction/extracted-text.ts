/**
 * The text of a file, page by page, with a sentence that lists the pages that were not read, if there are any; or a sentence
 * that explains why nothing could be read in it.
 */
export type ExtractedText = { pages: string[]; unreadPages?: string } | { unreadableReason: string };

export interface FileToRead {
  /** The tenant that the file belongs to. Tenants share the readers. */
  tenantId: string;
  /** The path of the file on this machine's disk. */
  path: string;
  contentType: string;
  /**
   * How long the caller waits: the file is read only if a reader is free immediately, and for no longer than this. If not set,
   * the file waits for a reader.
   */
  withinMs?: number | undefined;
  /** Stops waiting and reading; the call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Reads the text of a file, in limited time and memory, outside the thread that serves requests. A file format without pages
 * results in one page. Never throws because of a problem with the file.
 *
 * @throws ReadersBusyError if the file was not read within the time that the caller waits
 */
export type ExtractText = (file: FileToRead) => Promise<ExtractedText>;

/** No reader was free, or the file takes longer than its caller waits. It can be read later. */
export class ReadersBusyError extends Error {
  override name = 'ReadersBusyError';
}
