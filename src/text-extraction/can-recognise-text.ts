import { isInstalled } from '../runtime/is-installed.ts';

/** Optional dependencies, of which the recognition of text needs every one. */
const packages = ['@napi-rs/canvas', 'tesseract.js', '@tesseract.js-data/deu', '@tesseract.js-data/eng'];

/** Whether everything is installed that the recognition of text in pictures needs. */
export const canRecogniseText = (): boolean => packages.every(isInstalled);
