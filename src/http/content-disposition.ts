/**
 * `Content-Disposition` of an answer that is a file to be kept and never shown in the page it was requested from (RFC
 * 6266). The name is given twice: in ASCII for old clients, and in full.
 */
export function attachmentNamed(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  // RFC 8187 leaves fewer characters as they are than `encodeURIComponent` does.
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
