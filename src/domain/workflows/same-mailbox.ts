/**
 * Whether two addresses reach the same mailbox. The part before the `@` could differ by case in theory; no mail server in
 * use tells such mailboxes apart.
 */
export const isSameMailbox = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();
