// @ts-check

/**
 * An element with properties of its own.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Partial<HTMLElementTagNameMap[Name]>} properties
 */
export const make = (name, properties) => Object.assign(document.createElement(name), properties);
