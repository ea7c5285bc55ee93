import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const selfDeclaration: CorpusCase = {
  name: 'Self-declaration form',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Ferhat Yilmaz', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'selbstauskunft.txt',
      format: 'txt',
      pages: [
        [
          'SELBSTAUSKUNFT NATÜRLICHE PERSON',
          'Name, Vorname: Yilmaz, Ferhat\nGeboren am: 17.10.1983 in Izmir\nStaatsangehörigkeit(en): türkisch\nAnschrift: Karlstraße 5, 76133 Karlsruhe\nFamilienstand: verheiratet\nEhegatte: Aylin Yilmaz, geboren am 02.01.1985',
          'Beruf: Bauingenieur\n[ ] angestellt  [x] selbständig  [ ] im Ruhestand',
          'Herkunft des Vermögens: Gehalt und Erbschaft',
          'Steuerliche Ansässigkeit: Deutschland\nSteuer-Identifikationsnummer: 44 118 302 756',
          'Sind Sie eine politisch exponierte Person (PEP)?  [ ] Ja  [x] Nein',
        ],
      ],
    },
  ],
  expected: {
    full_name: { has: ['Yilmaz', 'Ferhat'] },
    date_of_birth: '1983-10-17',
    nationality: 'TR',
    residential_address: { has: ['Karlstraße 5', '76133 Karlsruhe'] },
    occupation: 'Bauingenieur',
    employment_status: 'Self-employed',
    source_of_wealth: ['Salary or pension', 'Inheritance or gift'],
    tax_country: 'DE',
    tax_number: '44 118 302 756',
    is_pep: false,
  },
  unlabelled: ['employment_status'],
};
