const emailPattern = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w@-])/gi;
const webPattern =
  /(?:https?:\/\/[^\s<>"'()|]{4,200}|(?<![\w@.])www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'()|]{0,200})/gi;
const bareDomain = /^(?:[a-z0-9-]{2,63}\.)+[a-z]{2,24}(?:\/[^\s|]{0,100})?$/i;

/** The one email address of a text. */
export function readEmail(text: string): string | undefined {
  const found = new Set([...text.matchAll(emailPattern)].map(([address]) => address));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** The one web address of a text, with a scheme; a bare domain only where it is all that the text says. */
export function readUrl(text: string): string | undefined {
  const found = new Set([...text.matchAll(webPattern)].map(([address]) => address.replace(/[.,;:]+$/, '')));
  const [only] = found;
  const bare = text.trim().replace(/[.,;]+$/, '');
  const address = found.size === 0 && bareDomain.test(bare) ? bare : found.size === 1 ? only : undefined;
  return address === undefined || /^https?:/i.test(address) ? address : `https://${address}`;
}
