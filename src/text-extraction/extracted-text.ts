/** What a file says, page by page; or, in a sentence, why nothing could be read in it. */
export type ExtractedText = { pages: string[] } | { unreadableReason: string };

/**
 * Reads the text of a file that lies on this machine's disk, in limited time and memory, outside of the thread that answers
 * requests. What has no pages is one page. Never throws for what is wrong with the file.
 */
export type ExtractText = (file: { path: string; contentType: string }) => Promise<ExtractedText>;
