/** Puts values into the places of a text, which are marked by `#`, in their order; as the pages' script does it. */
export const fillPlaces = (text: string, ...values: (string | number)[]): string =>
  values.reduce<string>((filled, value) => filled.replace('#', () => String(value)), text);
