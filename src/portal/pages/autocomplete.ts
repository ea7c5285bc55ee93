import type { QuestionView } from '../views/views.ts';

/**
 * What a browser may fill in from what it knows of its user, by the keys of questions that ask for the recipient's own
 * data. A key such as `mlro_email` is left out, because it asks for someone else's.
 */
const purposes: Readonly<Record<string, string>> = {
  full_name: 'name',
  name: 'name',
  signatory_name: 'name',
  first_name: 'given-name',
  given_name: 'given-name',
  last_name: 'family-name',
  family_name: 'family-name',
  date_of_birth: 'bday',
  birth_date: 'bday',
  birthday: 'bday',
  email: 'email',
  email_address: 'email',
  phone: 'tel',
  phone_number: 'tel',
  telephone: 'tel',
  mobile: 'tel',
  address: 'street-address',
  home_address: 'street-address',
  residential_address: 'street-address',
  postal_code: 'postal-code',
  city: 'address-level2',
  country: 'country',
  residence_country: 'country',
  country_of_residence: 'country',
  legal_name: 'organization',
  company_name: 'organization',
  website: 'url',
};

/** The types of questions that have a field which can hold what a purpose means. */
const types: Readonly<Record<string, readonly QuestionView['type'][]>> = {
  bday: ['DATE'],
  country: ['COUNTRY'],
  tel: ['PHONE', 'TEXT'],
  email: ['EMAIL', 'TEXT'],
  // A field of one line cannot hold an address of several.
  'street-address': ['LONG_TEXT'],
  url: ['URL'],
};

/** The value of a field's `autocomplete`; undefined if nothing is to be filled in. */
export function autocompleteOf({ key, type }: Pick<QuestionView, 'key' | 'type'>): string | undefined {
  const name = key
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[.-]/g, '_');
  const purpose = Object.hasOwn(purposes, name) ? purposes[name] : undefined;
  return purpose !== undefined && (types[purpose] ?? ['TEXT']).includes(type) ? purpose : undefined;
}
