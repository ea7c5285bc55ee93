import { stemsOf } from '../text/words.ts';

/** Words that say nothing at all; no passage is looked up by them. */
export const fillers: ReadonlySet<string> = new Set(
  stemsOf(`
    a an the this that these those there here and or nor but if so as at by for from in into of off on onto out over per than then to under up via with within without about across after against before between during through until since while
    is are was were be been being am do does did done has have had having can could may might must shall should will would what which who whom whose when where why how many much often i you your yours we us our it its he she his her him they them their theirs one
    please provide state give list describe explain specify indicate name full current currently any all each every also both such other same no not only own yes details detail information below above following if applicable e g i e etc
    der die das den dem des ein eine einer eines einem einen und oder aber wenn als am an auf aus bei bis durch für gegen im in ins mit nach ob ohne über um unter von vom vor zu zum zur zwischen
    ist sind war waren wird werden wurde wurden sein hat haben hatte kann können muss müssen soll sollen darf dürfen was welche welcher welches welchem welchen wer wem wen wann wo warum wie
    ich sie ihr ihre ihrer ihrem ihren wir uns unser unsere es er sein seine man bitte angeben nennen beschreiben alle jede jeder jedes auch falls nur kein keine nicht
    herr frau mr mrs ms lautet laut gemäß
  `),
);

/** The same, with words that are in so many questions and labels that they tell none from another. */
export const stopWords: ReadonlySet<string> = new Set([
  ...fillers,
  ...stemsOf(`
    company companies entity firm organisation organization business corporation undertaking legal date number no address country person
    gesellschaft unternehmen firma datum nummer nr adresse land person
  `),
]);

/** Phrases that tell of somebody or something other than the subject as it is now, by what they tell of. */
export const otherParties: Readonly<Record<string, readonly string[]>> = {
  parent: [
    'parent',
    'parent company',
    'ultimate parent',
    'holding company',
    'muttergesellschaft',
    'mutterunternehmen',
    'obergesellschaft',
    'konzernmutter',
    'parent undertaking',
    'controlling shareholder',
  ],
  subsidiary: [
    'subsidiary',
    'subsidiaries',
    'tochtergesellschaft',
    'tochtergesellschaften',
    'tochterunternehmen',
    'affiliate',
    'affiliates',
    'sister company',
    'schwestergesellschaft',
    'joint venture',
    'group companies',
    'beteiligungsunternehmen',
  ],
  group: [
    'group revenue',
    'consolidated',
    'konzern',
    'konzernumsatz',
    'konsolidiert',
    'group turnover',
    'group headcount',
    'the group',
  ],
  auditor: [
    'auditor',
    'auditors',
    'abschlussprüfer',
    'wirtschaftsprüfer',
    'audit firm',
    'wirtschaftsprüfungsgesellschaft',
  ],
  past: [
    'former',
    'formerly',
    'previous',
    'previously',
    'prior',
    'past',
    'ceased',
    'resigned',
    'historic',
    'until',
    'ehemals',
    'ehemalig',
    'ehemaliger',
    'früher',
    'frühere',
    'früherer',
    'bisherig',
    'bisherige',
    'vormals',
    'ausgeschieden',
    'abberufen',
    'erloschen',
    'gelöscht',
    'nicht mehr',
    'dissolved',
    'old',
  ],
  future: [
    'proposed',
    'planned',
    'forecast',
    'budget',
    'projected',
    'geplant',
    'prognose',
    'voraussichtlich',
    'will move',
    'will be',
    'will be appointed',
    'future',
    'künftig',
    'künftige',
  ],
  customer: [
    'customer',
    'customers',
    'client',
    'clients',
    'kunde',
    'kunden',
    'counterparty',
    'counterparties',
    'applicant',
    'vertragspartner',
    'geschäftspartner',
    'business partner',
  ],
  supplier: [
    'supplier',
    'suppliers',
    'vendor',
    'lieferant',
    'lieferanten',
    'energy supplier',
    'versorger',
    'landlord',
    'vermieter',
    'insurer',
    'versicherer',
  ],
  bank: ['bank', 'our bank', 'hausbank', 'bankverbindung', 'bankers'],
  adviser: [
    'tax adviser',
    'steuerberater',
    'lawyer',
    'solicitor',
    'solicitors',
    'rechtsanwalt',
    'notary',
    'notar',
    'registered agent',
    'company secretary services',
    'consultant',
    'accountant',
    'accountants',
    'filing agent',
    'presenter',
    'witness',
    'zeuge',
  ],
  relative: [
    'spouse',
    'wife',
    'husband',
    'ehegatte',
    'ehefrau',
    'ehemann',
    'father',
    'mother',
    'vater',
    'mutter',
    'emergency contact',
    'next of kin',
    'guarantor',
    'joint holder',
    'child',
    'partner',
  ],
  employer: ['employer', 'arbeitgeber'],
  authority: ['issuing authority', 'ausstellende behörde', 'behörde'],
  establishment: ['branch', 'branch office', 'zweigniederlassung', 'niederlassung', 'warehouse', 'lager'],
  deputy: [
    'deputy',
    'stellvertreter',
    'stellvertretender',
    'stellvertretende',
    'alternate',
    'assistant',
    'acting',
  ],
  correspondence: [
    'correspondence address',
    'postal address',
    'service address for officers',
    'mailing address',
    'postanschrift',
    'rechnungsanschrift',
    'invoice address',
  ],
};

/** Words of units and scales: a label that has them means the same without. */
export const unitWords: ReadonlySet<string> = new Set(
  stemsOf(`
    thousand thousands million millions billion billions tausend tsd mio mrd mln mn bn millionen milliarden teur keur meur tchf
    eur euro euros gbp usd chf pound pounds dollar dollars franken amount figure unit
  `),
);
