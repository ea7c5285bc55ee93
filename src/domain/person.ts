/** A person of a tenant's team, whom a request names. */
export interface Person {
  name: string;
  email: string;
}

/** A person as one text, `Name <address>`, as it is stored. */
export const personText = ({ name, email }: Person): string => `${name} <${email}>`;

/** Reads what `personText` has written. */
export function personOf(text: string): Person {
  const start = text.lastIndexOf(' <');
  return { name: text.slice(0, start), email: text.slice(start + 2, -1) };
}

/** Longest name of a person. */
export const maxPersonNameLength = 200;

/** An address as people are compared by it: in any letter case, whatever the name beside it is. */
export const comparableAddress = (email: string): string => email.toLowerCase();

/** Whether two texts name the same person: their addresses are the same in any letter case, whatever their names are. */
export const isSamePerson = (one: string, other: string): boolean =>
  comparableAddress(personOf(one).email) === comparableAddress(personOf(other).email);
