import { type Person, personOf } from '../../domain/person.ts';
import { builder } from '../builder.ts';

export const PersonType = builder.objectRef<Person>('Person').implement({
  description: 'A person of the tenant’s team, as a request named them.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The person’s name.' }),
    email: t.expose('email', { type: 'EmailAddress', description: 'The person’s email address.' }),
  }),
});

/** The person in a text that `personText` has written. The stored first response of an earlier version has none. */
export const resolvePerson = (text: string | null | undefined): Person | null =>
  text === null || text === undefined ? null : personOf(text);
