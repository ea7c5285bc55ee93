type Child = Node | string | false | null | undefined;
type Properties<Name extends keyof HTMLElementTagNameMap> = {
  [Key in Exclude<keyof HTMLElementTagNameMap[Name], 'attributes'>]?: HTMLElementTagNameMap[Name][Key];
} & { attributes?: Record<string, string> };

/** Makes an element. Texts become text nodes, so that nothing that people wrote is ever read as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties<Name> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const { attributes = {}, ...rest } = properties;
  const made = document.createElement(name);
  Object.assign(made, rest);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== false && child !== null && child !== undefined));
  return made;
}

interface FieldOptions {
  label: string;
  control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  hint?: string;
}

/** A control below its label, described by its hint and by what is wrong with it. */
export function field({ label, control, hint }: FieldOptions): HTMLElement {
  const hintId = `${control.id}-hint`;
  if (hint !== undefined) {
    control.setAttribute('aria-describedby', hintId);
  }
  return element(
    'div',
    { className: 'field' },
    element('label', { htmlFor: control.id }, label),
    hint !== undefined && element('small', { id: hintId }, hint),
    control,
  );
}
