import { asciiAddress } from '../../text/ascii-address.ts';

/**
 * Whether two addresses reach the same mailbox. The part before the `@` could differ by case in theory; no mail server in
 * use tells such mailboxes apart. A domain in another script is the same as its ASCII form.
 */
export const isSameMailbox = (one: string, other: string): boolean =>
  asciiAddress(one).toLowerCase() === asciiAddress(other).toLowerCase();
