import type { CorpusCase } from '../corpus-case.ts';
import { auditorsLetter } from './auditors-letter.ts';
import { certificateOfIncorporation } from './certificate-of-incorporation.ts';
import { dueDiligenceWorkbook } from './due-diligence-workbook.ts';
import { lagebericht } from './lagebericht.ts';
import { selfDeclaration } from './self-declaration.ts';
import { lieferantenauskunft, supplierProfile } from './supplier-cases.ts';
import { ukPassportAndLetter } from './uk-passport-and-letter.ts';
import { wolfsbergStyleForm } from './wolfsberg-style-form.ts';

/** Documents written after the engine, against the demo questionnaires. */
export const heldOutCases: readonly CorpusCase[] = [
  certificateOfIncorporation,
  wolfsbergStyleForm,
  lagebericht,
  ukPassportAndLetter,
  selfDeclaration,
  auditorsLetter,
  dueDiligenceWorkbook,
];

/** The same with a questionnaire that was written after the engine, too. */
export const thirdQuestionnaireCases: readonly CorpusCase[] = [supplierProfile, lieferantenauskunft];
