import type { Concept } from './concept.ts';
import { dateText, organisationName, theCompany } from './patterns.ts';

const someCompany = `(?:${theCompany}|${organisationName}|it|sie|es)`;

/** What a company is: its names, numbers, dates and places. */
export const companyConcepts: readonly Concept[] = [
  {
    id: 'legal-name',
    types: ['TEXT', 'LONG_TEXT'],
    labels: [
      'legal name', 'full legal name', 'registered name', 'company name', 'name of company', 'name of the company',
      'full name of the company', 'name of entity', 'name of the entity', 'entity name', 'legal entity name', 'corporate name',
      'registered company name', 'legal name of the company', 'name of the legal entity', 'name of business', 'name of organisation',
      'firma', 'firmenname', 'name der gesellschaft', 'name der firma', 'name des unternehmens', 'unternehmensname',
      'firma der gesellschaft', 'vollständige firma', 'firmenbezeichnung',
    ],
    related: 'full legal complete official registered name entity currently exact',
    prose: [
      new RegExp(`(?<value>${organisationName})\\s*\\((?:in short |hereinafter |hereafter |nachfolgend |im Folgenden )?(?:the |die )?["“”'„‚]?(?:Company|Gesellschaft)["“”'’]?\\)`, 'u'),
      new RegExp(`certif(?:y|ies) that (?<value>${organisationName})`, 'u'),
    ],
    shape: 'organisation',
    strictlySubject: true,
  },
  {
    id: 'trading-names',
    types: ['TEXT', 'LONG_TEXT'],
    labels: [
      'trading name', 'trading names', 'trade name', 'trade names', 'business name', 'other names', 'brand name', 'trading as', 'doing business as', 'dba', 'also known as',
      'handelsname', 'handelsnamen', 'geschäftsbezeichnung', 'marke', 'auftretend als', 'markenname',
    ],
    asked: /\bnames? does the (?:company|firm|business) (?:trade|operate|do business)|\b(?:trades?|trading) under/i,
    related: 'other name trade company traded last five years under use uses used business brand operate',
    prose: [
      /\b(?:trad(?:es|ing|ed)|operat(?:es|ing)|does business) (?:under the (?:trading |brand |business )?names?|as) ["“„'‘]?(?<value>[\p{Lu}\d][^"”“,.;()]{1,80}?)["”“'’]?(?=[,.;)]| and (?:is|has|was|provides|employs)|$)/u,
      /\b(?:tritt|handelt|firmiert) (?:am Markt |auch |im Rechtsverkehr )*(?:unter (?:der|dem|den) (?:Bezeichnung|Handelsnamen?|Marken?|Namen)|als) ["“„'‘]?(?<value>[\p{Lu}\d][^"”“,.;()]{1,80}?)["”“'’]? (?:auf|am Markt auf)/u,
    ],
    shape: 'names',
  },
  {
    id: 'registration-number',
    types: ['TEXT', 'LONG_TEXT', 'NUMBER'],
    labels: [
      'registration number', 'company registration number', 'company number', 'registered number', 'registration no', 'company no', 'company reg no', 'reg no',
      'crn', 'registered no', 'company registration no', 'incorporation number', 'commercial register number', 'commercial registration number', 'trade register number', 'register number',
      'commercial register no', 'companies house number', 'company registration', 'registernummer', 'handelsregisternummer', 'handelsregister nummer', 'handelsregister nr', 'registernr',
      'hrb', 'hrb nummer', 'hrb nr', 'nummer der firma', 'register nr', 'hr nummer', 'firmenbuchnummer', 'handelsregister', 'registereintrag', 'registered in england and wales no', 'registered in england no', 'registered in scotland no',
      'number of the company in the register', 'registered under number', 'registernummer der gesellschaft',
    ],
    related: 'company commercial register entry official identification registry',
    prose: [
      /\b(?:under|with|as) (?:the )?(?:company |registration |registered |register )*(?:number|no\.?) (?<value>(?:[A-Z]{1,3} ?)?\d[\d ]{3,11}\d)(?![\p{L}\d])/iu,
      /\bregistered in (?:England(?: and Wales)?|Scotland|Northern Ireland|Ireland)[^.;]{0,40}?,? (?:(?:company |registered |registration )?(?:number|no\.?):?|\() ?(?<value>(?:[A-Z]{2} ?)?\d{5,8})(?![\p{L}\d])/iu,
      /\b(?:(?:company|registration|registered) (?:number|no\.?):? )(?<value>(?:[A-Z]{2} ?)?\d{5,8})(?![\p{L}\d])/iu,
      /\b(?<value>HR[AB] ?\d{1,7}(?: [A-Z]{1,2})?)(?![\p{L}\d])/u,
      /\b(?<value>FN ?\d{5,6} ?[a-z])(?![\p{L}\d])/u,
    ],
    shape: 'registration-number',
    alsoNamed: ['incorporation-country', 'register-court'],
  },
  {
    id: 'register-court',
    types: ['TEXT', 'LONG_TEXT'],
    labels: ['registergericht', 'amtsgericht', 'register court', 'registering authority', 'registry', 'registration authority', 'zuständiges registergericht'],
    shape: 'phrase',
  },
  {
    id: 'lei',
    types: ['TEXT'],
    labels: ['legal entity identifier', 'lei', 'lei code', 'lei number', 'lei nummer', 'legal entity identifier lei'],
    related: 'company entity number code',
    prose: [/\b(?<value>[A-Z0-9]{18}\d{2})\b/u],
    shape: 'lei',
  },
  {
    id: 'vat-number',
    types: ['TEXT'],
    labels: [
      'vat number', 'vat registration number', 'vat no', 'vat id', 'vat identification number', 'vat reg no', 'value added tax number', 'ust idnr', 'ust id', 'ust idnr.', 'umsatzsteuer identifikationsnummer', 'umsatzsteuer id',
      'umsatzsteueridentifikationsnummer', 'ust id nr', 'umsatzsteuer identnummer',
    ],
    related: 'company eu european',
    shape: 'identifier',
  },
  {
    id: 'incorporation-date',
    types: ['DATE'],
    labels: [
      'date of incorporation', 'incorporation date', 'incorporated on', 'incorporated', 'incorporation', 'date incorporated', 'date of formation', 'formation date', 'founded', 'founded on', 'date founded', 'established on', 'date of establishment',
      'date of foundation', 'founding date', 'formed on', 'gründungsdatum', 'gegründet', 'gegründet am', 'datum der gründung', 'tag der gründung', 'gründung', 'errichtet am', 'tag der errichtung', 'date of registration of the company', 'company founded',
    ],
    asked: /\bwhen was (?:the|your) (?:company|firm|business|entity|organi[sz]ation) (?:incorporated|founded|formed|established|set up)/i,
    related: 'company date legally entity',
    prose: [
      new RegExp(`\\b(?:incorporated|founded|formed|established)\\b[^.;]{0,90}?\\bon (?<value>${dateText})`, 'iu'),
      new RegExp(`\\b(?:wurde|ist)\\b[^.;]{0,60}?\\b(?:am|mit Gesellschaftsvertrag vom|durch Gesellschaftsvertrag vom) (?<value>${dateText})[^.;]{0,60}?\\b(?:gegr(?:ü|ue)ndet|errichtet)`, 'iu'),
      new RegExp(`\\bgegr(?:ü|ue)ndet(?: wurde (?:sie|es))? am (?<value>${dateText})`, 'iu'),
      new RegExp(`certif(?:y|ies) that\\b[^.;]{0,120}\\bis this day incorporated[^.;]{0,120}\\b(?<value>${dateText})`, 'iu'),
    ],
  },
  {
    id: 'incorporation-country',
    types: ['COUNTRY', 'TEXT'],
    labels: [
      'country of incorporation', 'incorporated in', 'place of incorporation', 'jurisdiction of incorporation', 'country of registration', 'registered in', 'jurisdiction', 'country of formation', 'country of establishment', 'gründungsland', 'land der gründung', 'sitzland',
      'land der eintragung', 'registrierungsland', 'land der registrierung', 'staat der gründung', 'incorporation country', 'company registered in',
    ],
    asked: /\bin which (?:country|jurisdiction) (?:is|was) (?:the|your) (?:company|firm|business|entity|organi[sz]ation) (?:incorporated|registered|founded|formed|established)|\bwhere (?:is|was) (?:the|your) (?:company|firm|entity) (?:incorporated|registered)/i,
    related: 'company country entity jurisdiction',
    prose: [
      new RegExp(`\\b${someCompany}[^.;]{0,80}?\\b(?:incorporated|registered|organi[sz]ed|formed|established)(?: and (?:existing|registered|domiciled))?(?: (?:as an? [^.;,]{3,60}?|on ${dateText}))?,? (?:in|under the laws of) (?<value>[^.;]{3,60})`, 'iu'),
      /^\W*(?:(?:a )?(?:private |public )?(?:limited )?company )?(?:incorporated|registered|organi[sz]ed) (?:in|under the laws of) (?<value>[^.;\d]{3,60})/iu,
      // Only Germany has registers of these names.
      /\b(?<value>HR[AB] ?\d{2,7})(?![\p{L}\d])/u,
    ],
    alsoNamed: ['incorporation-date', 'registration-number'],
    partOf: ['registration-number'],
  },
  {
    id: 'legal-form',
    types: ['SINGLE_CHOICE', 'TEXT'],
    labels: ['legal form', 'company type', 'type of company', 'legal status', 'legal structure', 'type of entity', 'entity type', 'legal entity type', 'corporate form', 'rechtsform', 'gesellschaftsform', 'type of legal entity'],
    related: 'company entity type form legal',
    prose: [
      /\b(?:is|was|as) an? (?<value>(?:private|public|limited|state-owned|charitable|general|registered)[^.;,]{4,60}?(?:company|partnership|corporation|enterprise|foundation|charity)(?: limited by (?:shares|guarantee))?)/iu,
      /\bist eine (?<value>Gesellschaft mit beschr(?:ä|ae)nkter Haftung|Aktiengesellschaft|Kommanditgesellschaft|offene Handelsgesellschaft)/iu,
    ],
    shape: 'phrase',
  },
  {
    id: 'registered-address',
    types: ['LONG_TEXT', 'TEXT'],
    labels: [
      'registered office', 'registered address', 'registered office address', 'address of registered office', 'address of the registered office', 'legal address', 'statutory seat', 'official address', 'company address', 'registered seat',
      'geschäftsanschrift', 'inländische geschäftsanschrift', 'sitz und geschäftsanschrift', 'eingetragene anschrift', 'firmensitz', 'anschrift der gesellschaft', 'satzungssitz', 'anschrift des sitzes', 'sitz der gesellschaft', 'sitz', 'eingetragener sitz', 'firmenanschrift',
    ],
    related: 'full address company office registered legal postcode',
    prose: [
      /\bregistered (?:office|address) (?:of the company )?(?:is|is located|is situated|are)(?: at)? (?<value>[^;]{10,160}?)(?=\.(?:\s|$)|;|$)/iu,
      /\b(?:Gesch(?:ä|ae)ftsanschrift|eingetragene Anschrift)(?: der Gesellschaft)? (?:lautet|ist):? (?<value>[^;]{10,160}?)(?=\.(?:\s|$)|;|$)/iu,
    ],
    shape: 'address',
  },
  {
    id: 'business-address',
    types: ['LONG_TEXT', 'TEXT'],
    labels: [
      'principal place of business', 'business address', 'trading address', 'operating address', 'head office', 'head office address', 'place of business', 'office address', 'headquarters', 'address of the principal place of business', 'main office', 'trading office',
      'hauptverwaltung', 'ort der geschäftsleitung', 'hauptniederlassung', 'hauptsitz', 'verwaltungssitz', 'betriebsstätte', 'hauptgeschäftssitz',
    ],
    related: 'full address main principal company',
    prose: [/\b(?:principal place of business|head office|trading address) (?:is|is located|is situated)(?: at)? (?<value>[^;]{10,160}?)(?=\.(?:\s|$)|;|$)/iu],
    shape: 'address',
  },
  {
    id: 'website',
    types: ['URL', 'TEXT'],
    labels: ['website', 'web site', 'company website', 'web', 'homepage', 'internet', 'internet address', 'url', 'webseite', 'internetseite', 'internetauftritt', 'web address', 'website address', 'internetadresse', 'www'],
    related: 'address company',
    prose: [/\b(?:our|the company['’]s|its) (?:web ?site|home ?page)(?: is| can be found)?(?: at)? (?<value>\S{4,100})/iu, /\b(?:visit|besuchen Sie) (?:us at |uns unter )?(?<value>(?:https?:|www\.)\S{4,100})/iu],
  },
  {
    id: 'email-address',
    types: ['EMAIL', 'TEXT'],
    labels: ['email', 'e mail', 'email address', 'e mail address', 'mail', 'e mail adresse', 'contact email', 'emailadresse', 'general email'],
    related: 'address company contact general main reach reached person',
  },
  {
    id: 'phone-number',
    types: ['TEXT'],
    labels: ['telephone', 'phone', 'telephone number', 'phone number', 'tel', 'telefon', 'telefonnummer', 'contact number', 'tel no', 'rufnummer', 'contact telephone'],
    related: 'number company contact main',
    shape: 'phone',
  },
  {
    id: 'share-capital',
    types: ['NUMBER', 'TEXT'],
    labels: ['share capital', 'issued share capital', 'nominal capital', 'registered capital', 'paid up capital', 'paid up share capital', 'stammkapital', 'grundkapital', 'gezeichnetes kapital', 'subscribed capital', 'grund oder stammkapital'],
    related: 'issued amount company registered nominal total',
    prose: [/\b(?:share capital|Stammkapital|Grundkapital)[^.;]{0,30} (?:is|of|amounts to|betr(?:ä|ae)gt|von) (?<value>(?:EUR|GBP|USD|CHF|€|£|\$)? ?\d[\d.,' ]*\d(?: ?(?:EUR|GBP|USD|CHF|Euro|€|£|\$))?)/iu],
    shape: 'phrase',
  },
  {
    id: 'auditor-name',
    types: ['TEXT'],
    labels: ['auditor', 'auditors', 'external auditor', 'independent auditor', 'statutory auditor', 'name of auditor', 'abschlussprüfer', 'wirtschaftsprüfer', 'audit firm', 'wirtschaftsprüfungsgesellschaft'],
    related: 'name company external independent firm',
    shape: 'phrase',
  },
  {
    id: 'parent-name',
    types: ['TEXT'],
    labels: ['parent', 'parent company', 'ultimate parent', 'ultimate parent company', 'immediate parent', 'holding company', 'ultimate holding company', 'muttergesellschaft', 'mutterunternehmen', 'obergesellschaft', 'parent undertaking', 'ultimate parent undertaking', 'name of parent'],
    related: 'name ultimate company group',
    shape: 'phrase',
  },
  {
    id: 'bank-name',
    types: ['TEXT'],
    labels: ['bank', 'name of bank', 'bank name', 'principal bank', 'bankers', 'banker', 'hausbank', 'bankverbindung', 'main bank'],
    related: 'name main principal company',
    shape: 'phrase',
  },
  {
    id: 'iban',
    types: ['TEXT'],
    labels: ['iban', 'account number', 'bank account number', 'kontonummer', 'bank account', 'international bank account number'],
    related: 'company account bank number',
    shape: 'identifier',
  },
];
