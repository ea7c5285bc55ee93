import type { CorpusCase } from '../corpus-case.ts';
import { bankStatement } from './bank-statement.ts';
import { boardMinutes } from './board-minutes.ts';
import { groupPolicy } from './group-policy.ts';
import { transparencyRegister } from './transparency-register.ts';
import { distributorReview } from './vendor-cases.ts';
import { websiteAbout } from './website-about.ts';

export const unseenCases: readonly CorpusCase[] = [
  boardMinutes,
  transparencyRegister,
  bankStatement,
  groupPolicy,
  websiteAbout,
  distributorReview,
];
