import { launch } from './launch.js';

await launch(() => import('./main.ts'));
