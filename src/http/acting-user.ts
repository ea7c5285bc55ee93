import type { FastifyRequest } from 'fastify';
import { emailAddress, singleLine } from '../domain/fields.ts';
import { maxPersonNameLength, personText } from '../domain/person.ts';
import { ValidationError } from '../errors.ts';

/** The header in which a client names the person for whom its key acts. */
export const actingUserHeader = 'X-Acting-User';

/** Room for a name of 200 characters in RFC 2047's encoding, and an address. */
const maxHeaderLength = 4_000;

const name = singleLine({ max: maxPersonNameLength });

/** Visible ASCII and spaces with one address in angle brackets at the end. Other characters of a name are encoded. */
const form = /^[\x20-\x7e]*<[^<>\s]+>$/;

/** What is left of an encoded word that could not be decoded. */
const encodedWord = /=\?[^\s?]+\?/;

const message = `Use one person as \`Name <address>\`, with a name of at most ${maxPersonNameLength} characters. Encode other characters than ASCII as in RFC 2047, such as \`=?UTF-8?Q?Zo=C3=AB?= <zoe@example.com>\`.`;

/**
 * The person whom a request names in `X-Acting-User`, as `personText` writes them; null without the header.
 *
 * @throws ValidationError at the header if it is malformed
 */
export async function readActingUser({ headers }: Pick<FastifyRequest, 'headers'>): Promise<string | null> {
  const header = headers[actingUserHeader.toLowerCase()];
  if (header === undefined) {
    return null;
  }
  const person = await parsePerson(String(header).trim());
  if (!person) {
    throw ValidationError.at(actingUserHeader, message);
  }
  return personText(person);
}

async function parsePerson(text: string): Promise<{ name: string; email: string } | undefined> {
  if (text.length > maxHeaderLength || !form.test(text)) {
    return undefined;
  }
  const { default: PostalMime } = await import('postal-mime');
  const { to: mailboxes = [] } = await PostalMime.parse(`To: ${text}\r\n\r\n`);
  const [mailbox] = mailboxes;
  const parsedName = name.safeParse(mailbox?.name);
  const parsedAddress = emailAddress.safeParse(mailbox?.address);
  return mailboxes.length === 1 &&
    parsedName.success &&
    parsedAddress.success &&
    !encodedWord.test(parsedName.data)
    ? { name: parsedName.data, email: parsedAddress.data }
    : undefined;
}
