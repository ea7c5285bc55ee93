import { isInstalled } from '../runtime/is-installed.ts';

/** Optional dependencies, all of which text recognition needs. */
const packages = ['@napi-rs/canvas', 'tesseract.js', '@tesseract.js-data/deu', '@tesseract.js-data/eng'];

/** Whether everything that text recognition needs is installed. */
export const canRecogniseText = (): boolean => packages.every(isInstalled);
