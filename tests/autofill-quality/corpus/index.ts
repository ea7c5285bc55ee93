import type { CorpusCase } from '../corpus-case.ts';
import { amlPolicy } from './aml-policy.ts';
import { annualReport } from './annual-report.ts';
import { bankReference } from './bank-reference.ts';
import { contradictions } from './contradictions.ts';
import { email } from './email.ts';
import { employmentLetter } from './employment-letter.ts';
import { germanRegisterExtract } from './german-register-extract.ts';
import { imprint } from './imprint.ts';
import { kycWorkbook } from './kyc-workbook.ts';
import { memorandum } from './memorandum.ts';
import { messyScan } from './messy-scan.ts';
import { passport } from './passport.ts';
import { shareholdersCsv } from './shareholders-csv.ts';
import { ukRegisterExtract } from './uk-register-extract.ts';
import { utilityBill } from './utility-bill.ts';

/** The documents that the embedded engine was made with. */
export const tunedCases: readonly CorpusCase[] = [
  ukRegisterExtract,
  germanRegisterExtract,
  annualReport,
  amlPolicy,
  passport,
  utilityBill,
  messyScan,
  kycWorkbook,
  shareholdersCsv,
  email,
  imprint,
  memorandum,
  bankReference,
  contradictions,
  employmentLetter,
];
