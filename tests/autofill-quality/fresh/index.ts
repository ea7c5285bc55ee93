import type { CorpusCase } from '../corpus-case.ts';
import { dutchExtract } from './dutch-extract.ts';
import { emiratesLicence } from './emirates-licence.ts';
import { indianWorkbook } from './indian-workbook.ts';
import { irishPrintout } from './irish-printout.ts';
import { polishExport } from './polish-export.ts';
import { singaporeProfile } from './singapore-profile.ts';
import { spanishSheet } from './spanish-sheet.ts';
import { swedishOverview } from './swedish-overview.ts';
import { swissRegister } from './swiss-register.ts';
import { usVendorForm } from './us-vendor-form.ts';

/** Documents of other countries in other layouts, with questionnaires whose hints are in the document's language. */
export const freshCases: readonly CorpusCase[] = [
  swissRegister,
  spanishSheet,
  dutchExtract,
  singaporeProfile,
  indianWorkbook,
  irishPrintout,
  usVendorForm,
  polishExport,
  emiratesLicence,
  swedishOverview,
];
