import type { CorpusCase } from '../corpus-case.ts';
import { sentPages } from './pages.ts';
import { sentScans } from './scans.ts';
import { sentTables } from './tables.ts';
import { sentWording } from './wording.ts';

/** Files in the forms that people send, each in one that has led to a wrong answer somewhere. */
export const sentCases: readonly CorpusCase[] = [...sentTables, ...sentPages, ...sentScans, ...sentWording];
