import { useCompileCache } from './compile-cache.js';
import { launch } from './launch.js';

await launch(() => {
  useCompileCache(process.env['DATA_DIR'] || './.data');
  return import('./main.ts');
});
