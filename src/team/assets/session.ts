/** Who is signed in. Kept in this tab only, and forgotten with it. */
export interface Session {
  key: string;
  name: string;
  email: string;
}

const storageKey = 'postern-team';

export function readSession(): Session | undefined {
  const text = sessionStorage.getItem(storageKey);
  return text === null ? undefined : (JSON.parse(text) as Session);
}

export const keepSession = (session: Session): void =>
  sessionStorage.setItem(storageKey, JSON.stringify(session));

export const forgetSession = (): void => sessionStorage.removeItem(storageKey);

/** The person of a session as `X-Acting-User`: characters other than ASCII as RFC 2047 encodes them. */
export function actingUserOf({ name, email }: Pick<Session, 'name' | 'email'>): string {
  const quoted = /^[\w .'-]+$/.test(name) ? name : encodedWords(name);
  return `${quoted} <${email}>`;
}

/** An encoded word has at most 75 characters, and no character is split between two. */
function encodedWords(text: string): string {
  const words = [''];
  for (const character of text) {
    const bytes = [...new TextEncoder().encode(character)];
    const encoded = bytes.map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    const last = words.length - 1;
    if (`${words[last]}${encoded}`.length > 60) {
      words.push(encoded);
    } else {
      words[last] += encoded;
    }
  }
  return words.map((word) => `=?UTF-8?Q?${word}?=`).join(' ');
}
