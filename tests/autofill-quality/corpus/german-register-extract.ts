import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const germanRegisterExtract: CorpusCase = {
  name: 'German register extract',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Falkenberg Präzisionstechnik GmbH', entityType: 'COMPANY' },
  documents: [
    {
      name: 'handelsregister.pdf',
      format: 'pdf',
      pages: [
        [
          'Handelsregister B des Amtsgerichts Augsburg',
          'Ausdruck - Abruf vom 12.01.2026',
          'Nummer der Firma: HRB 48213',
          'a) Firma: Falkenberg Präzisionstechnik GmbH\nb) Sitz: Augsburg\nGeschäftsanschrift: Lechuferstraße 22, 86153 Augsburg\nc) Gegenstand des Unternehmens: Die Entwicklung, die Herstellung und der Vertrieb von Präzisionsteilen und Messgeräten für den Maschinenbau.',
          'Stammkapital: 250.000,00 EUR',
          'Geschäftsführer: Falkenberg, Johanna, Augsburg, *14.09.1969\nGeschäftsführer: Okonjo, Matthias, Friedberg, *02.03.1978',
          'Rechtsform: Gesellschaft mit beschränkter Haftung\nGesellschaftsvertrag vom 08.11.1996, zuletzt geändert am 17.05.2021.',
          'Prokura: Einzelprokura ist erloschen für Steiger, Ludwig, Augsburg, *30.01.1955.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Falkenberg Präzisionstechnik GmbH',
    registration_number: 'HRB 48213',
    legal_form: 'Private limited company',
    registered_address: { has: ['Lechuferstraße 22', '86153 Augsburg'] },
    industry: 'Manufacturing',
    business_description: { has: ['Präzisionsteilen', 'Maschinenbau'] },
    directors: { has: ['Falkenberg, Johanna', 'Okonjo, Matthias'], lacks: ['Steiger'] },
  },
  unlabelled: ['industry'],
};
