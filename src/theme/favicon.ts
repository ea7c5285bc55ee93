import { palettes } from './palettes.ts';

const { accent, onAccent } = palettes.light;

/** The icon of the gateway's pages, as SVG. `favicon.ico` of the start page shows the same. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Postern</title><rect width="32" height="32" rx="7" fill="${accent}"/><path d="M9 27V14a7 7 0 0 1 14 0v13z" fill="${onAccent}"/><circle cx="19.5" cy="19.5" r="1.7" fill="${accent}"/></svg>
`;
