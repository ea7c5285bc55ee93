import type { Concept } from './concept.ts';
import { theCompany } from './patterns.ts';

/** What a company does, how large it is and who supervises it. */
export const businessConcepts: readonly Concept[] = [
  {
    id: 'business-description',
    types: ['LONG_TEXT', 'TEXT'],
    labels: [
      'business description', 'description of business', 'nature of business', 'principal activity', 'principal activities', 'business activity', 'business activities', 'main activity', 'main activities', 'objects of the company', 'object of the company', 'company purpose', 'corporate purpose', 'business model',
      'gegenstand des unternehmens', 'unternehmensgegenstand', 'geschäftstätigkeit', 'geschäftszweck', 'tätigkeit', 'haupttätigkeit', 'geschäftsmodell', 'what we do', 'nature of the business', 'business overview', 'zweck des unternehmens',
    ],
    asked: /\bwhat (?:does|is) (?:the|your) (?:company|firm|business)(?:['’]s)? (?:do\b|(?:main |principal )?(?:business )?activit)|\bdescribe (?:the|your) (?:company['’]s |firm['’]s |main |principal )*(?:business|activities)/i,
    related: 'company does earn revenue business activity nature main products services offer describe how its income principal model',
    prose: [
      /\b(?:principal (?:activity|activities)|main business|core business) (?:of [^.;]{3,60} )?(?:is|are|was|were|consists? of|comprises?|continues? to be)\b/iu,
      /\bGegenstand (?:des Unternehmens|der Gesellschaft) (?:ist|sind)\b/iu,
      new RegExp(`^(?:it|sie|${theCompany}) (?:(?:also )?(?:designs?|develops?|manufactures?|produces?|sells?|distributes?|imports?|exports?|trades? in|provides?|offers?|advises?|brokers?|builds?|leases?|entwickelt|fertigt|produziert|vertreibt|handelt mit|bietet|plant und baut)\\b)`, 'iu'),
    ],
  },
  {
    id: 'industry',
    types: ['SINGLE_CHOICE', 'MULTI_CHOICE', 'TEXT'],
    labels: ['industry', 'sector', 'industry sector', 'business sector', 'line of business', 'branche', 'wirtschaftszweig', 'nature of business sic', 'nature of business', 'sic code', 'sic', 'industriezweig', 'main industry', 'economic sector'],
    related: 'company mainly active main primary operate sector business',
    prose: [
      /\b(?:principal (?:activity|activities)|main business|core business|Gegenstand (?:des Unternehmens|der Gesellschaft))\b/iu,
      new RegExp(`^(?:it|sie|${theCompany}) (?:(?:also )?(?:designs?|develops?|manufactures?|produces?|sells?|distributes?|entwickelt|fertigt|produziert|vertreibt)\\b)`, 'iu'),
    ],
    shape: 'phrase',
  },
  {
    id: 'operating-countries',
    types: ['LONG_TEXT', 'TEXT'],
    labels: [
      'operating countries', 'countries of operation', 'countries in which the company operates', 'geographic footprint', 'geographical markets', 'geographic markets', 'markets served', 'markets', 'countries', 'countries of business', 'länder', 'absatzmärkte', 'tätigkeitsländer', 'länder der geschäftstätigkeit', 'geographic presence',
    ],
    asked: /\b(?:in )?which countries (?:does|do|is)\b|\bcountries\b.{0,40}\b(?:operat|customers|offices|business)/i,
    related: 'company country have office customer important supplier operate active do business branch',
    prose: [
      /\b(?:offices? in|operates? in|customers (?:are (?:based|located) )?in|suppliers in|active in|branches in|clients in|sells? to (?:customers|clients) in|businesses in)\b/iu,
      /\b(?:Standorte|Niederlassungen|B(?:ü|ue)ros|Kunden|Lieferanten)\b[^.;]{0,40}\bin\b/iu,
    ],
    shape: 'countries',
  },
  {
    id: 'stock-listing',
    types: ['TEXT', 'LONG_TEXT'],
    labels: ['stock exchange', 'listing details', 'ticker', 'ticker symbol', 'isin', 'listed on', 'exchange', 'börsenplatz', 'listing venue', 'place of listing'],
    asked: /\b(?:which|what) (?:stock )?(?:market|exchange)\b|\bticker\b|\bISIN\b/i,
    related: 'market regulated shares which under ticker isin exchange stock listed',
    prose: [/\b(?:listed|traded|quoted|admitted to trading) on (?:the )?(?<value>\p{Lu}[^.;]{2,120}?)(?=\.(?:\s|$)|;|$| since )/u],
    shape: 'phrase',
  },
  {
    id: 'relationship-purpose',
    types: ['LONG_TEXT', 'TEXT'],
    labels: ['purpose of the business relationship', 'purpose of the relationship', 'purpose of relationship', 'purpose of the account', 'intended nature of the business relationship', 'expected volume', 'expected volumes', 'account purpose', 'zweck der geschäftsbeziehung', 'zweck der geschäftsverbindung', 'zweck des kontos', 'erwartetes volumen', 'purpose and expected volume'],
    asked: /\bpurpose\b.{0,60}\brelationship/i,
    related: 'purpose expected volume business relationship us intended nature what are account value transactions',
    prose: [/\b(?:purpose of (?:the|this|our) (?:business )?(?:relationship|account)|Zweck der Gesch(?:ä|ae)fts(?:beziehung|verbindung)|Zweck des Kontos)\b/iu],
  },
  {
    id: 'source-of-funds',
    types: ['LONG_TEXT', 'TEXT'],
    labels: ['source of funds', 'origin of funds', 'sources of funds', 'source of the funds', 'herkunft der mittel', 'mittelherkunft', 'origin of the funds'],
    asked: /\bwhere do the funds\b/i,
    related: 'funds business relationship us come from where what used origin',
    prose: [
      /\b(?:source of (?:the )?funds (?:is|are)|funds (?:used |for [^.;]{3,60} )?(?:come from|originate from|stem from|derive from|are derived from|are generated (?:by|from)))\b/iu,
      /\b(?:Mittel|Gelder|Geldmittel)\b[^.;]{0,60}\b(?:stammen|stammt)\b/iu,
    ],
  },
  {
    id: 'regulator',
    types: ['TEXT'],
    labels: ['regulator', 'supervisory authority', 'competent authority', 'regulated by', 'supervised by', 'licensing authority', 'name of regulator', 'financial regulator', 'aufsichtsbehörde', 'zuständige aufsichtsbehörde', 'aufsicht', 'zuständige behörde', 'beaufsichtigt durch', 'authorised by', 'regulatory authority'],
    asked: /\bwhich (?:authority|regulator|body) (?:supervises|regulates|licen[sc]es)|\bwho (?:supervises|regulates)/i,
    related: 'company supervises supervise name authority which',
    prose: [
      /\b(?:is|are) (?:authori[sz]ed(?: and (?:regulated|supervised))?|regulated|supervised|licen[sc]ed(?: and (?:regulated|supervised))?) by (?<value>(?:the )?\p{Lu}[\p{L}\p{M}'’() -]{2,80}?)(?=[,.;]| (?:under|with|as|since|and|\()|$)/u,
      /\b(?:wird|werden|unterliegt|steht|untersteht) (?:durch |von |unter )?(?:der )?(?:Aufsicht )?(?:durch |von |der |die |des )*(?<value>\p{Lu}[\p{L}\p{M}() -]{2,90}?) (?:beaufsichtigt|(?:ü|ue)berwacht|zugelassen)/u,
    ],
    shape: 'phrase',
    strictlySubject: false,
  },
  {
    id: 'licence-number',
    types: ['TEXT'],
    labels: ['licence number', 'license number', 'licence no', 'license no', 'licence or registration number', 'firm reference number', 'frn', 'permit number', 'authorisation number', 'lizenznummer', 'erlaubnisnummer', 'bafin id', 'zulassungsnummer', 'fca reference', 'fca number', 'firm reference no', 'regulatory licence number', 'registration number with the authority'],
    related: 'company regulator licence regulatory authority',
    prose: [/\b(?:firm reference (?:number|no\.?)|FRN|licen[cs]e (?:number|no\.?)|BaFin-ID|Lizenznummer)[ :]{1,3}(?<value>[A-Z]{0,6}[-/ ]?\d[\dA-Z/-]{2,20})/iu],
    shape: 'identifier',
  },
  {
    id: 'annual-revenue',
    types: ['NUMBER'],
    labels: [
      'revenue', 'annual revenue', 'turnover', 'annual turnover', 'total revenue', 'net revenue', 'sales', 'net sales', 'sales revenue', 'revenues', 'umsatz', 'umsatzerlöse', 'jahresumsatz', 'gesamtumsatz', 'nettoumsatz', 'erlöse', 'turnover in eur', 'revenue for the year',
    ],
    related: 'company last financial year euro eur annual total amount most recent latest net fiscal previous generate generated full',
    prose: [
      /\b(?:revenues?|turnover|net sales|sales)\b[^.;]{0,60}?\b(?:of|was|were|to|at|amounted to|reached|totalled|came to|is) (?<value>(?:EUR|€|GBP|£|USD|\$|US\$|CHF) ?\d[\d.,']*(?: ?(?:million|m|mn|bn|billion|thousand|k)\b)?)/iu,
      /\b(?:Umsatz|Umsatzerl(?:ö|oe)se|Jahresumsatz|Erl(?:ö|oe)se)\b[^.;]{0,80}?\b(?:von|betrug|betrugen|betr(?:ä|ae)gt|auf|erreichten?|belief sich auf|beliefen sich auf|in H(?:ö|oe)he von) (?:rund )?(?<value>(?:EUR|€|TEUR|T€|CHF) ?\d[\d.,']*(?: ?(?:Mio\.?|Millionen|Mrd\.?|Milliarden|Tsd\.?)(?![\p{L}]))?|\d[\d.,']* ?(?:Mio\.?|Millionen|Mrd\.?|Milliarden|Tsd\.?)? ?(?:EUR|€|TEUR|T€|Euro|CHF)(?![\p{L}]))/iu,
    ],
  },
  {
    id: 'employee-count',
    types: ['NUMBER'],
    labels: [
      'number of employees', 'employees', 'headcount', 'staff', 'average number of employees', 'number of staff', 'employee count', 'total employees', 'workforce', 'number of persons employed', 'full time employees', 'mitarbeiter', 'anzahl mitarbeiter', 'mitarbeiterzahl', 'anzahl der mitarbeiter', 'beschäftigte', 'zahl der beschäftigten', 'arbeitnehmer', 'zahl der mitarbeiter', 'average headcount', 'mitarbeitende', 'anzahl der beschäftigten',
    ],
    asked: /\bhow many (?:people|employees|staff|persons|full-time employees)\b/i,
    related: 'company people employ employed how many total does have work currently average number year persons',
    prose: [
      new RegExp(`\\b${theCompany}(?: (?:currently|now|and its [^.;]{3,40}))? (?:employs?|employed|has|have|had)(?: a (?:team|staff|workforce) of| an average of| a total of)? (?<value>\\d[\\d.,']*)(?: (?:full-time|permanent))? (?:people|employees|staff|persons|colleagues)\\b`, 'iu'),
      /\baverage (?:monthly )?number of (?:employees|persons employed|staff)\b[^.;\d]{0,80}?\b(?:was|were|is) (?<value>\d[\d.,']*)/iu,
      /\b(?:besch(?:ä|ae)ftigte?n?|hatte|hat)\b[^.;\d]{0,80}? (?<value>\d[\d.,']*) (?:Mitarbeiter|Arbeitnehmer|Besch(?:ä|ae)ftigte|Angestellte|Personen|Mitarbeitende)/iu,
      /\bemploys (?<value>\d[\d.,']*) (?:people|employees|staff|persons)\b/iu,
    ],
  },
];
