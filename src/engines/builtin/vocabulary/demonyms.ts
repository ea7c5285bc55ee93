/** What nationals and things of a country are called, where it differs from the country's name; English, then German stems. */
export const demonyms: Readonly<Record<string, readonly string[]>> = {
  AE: ['emirati'], AR: ['argentine', 'argentinian', 'argentinisch'], AT: ['austrian', 'österreichisch'], AU: ['australian', 'australisch'], BE: ['belgian', 'belgisch'], BG: ['bulgarian', 'bulgarisch'],
  BR: ['brazilian', 'brasilianisch'], CA: ['canadian', 'kanadisch'], CH: ['swiss', 'schweizerisch', 'schweizer'], CL: ['chilean', 'chilenisch'], CN: ['chinese', 'chinesisch'], CO: ['colombian', 'kolumbianisch'], CY: ['cypriot', 'zyprisch', 'zypriotisch'],
  CZ: ['czech', 'tschechisch'], DE: ['german', 'deutsch'], DK: ['danish', 'dänisch'], EE: ['estonian', 'estnisch'], EG: ['egyptian', 'ägyptisch'], ES: ['spanish', 'spanisch'], FI: ['finnish', 'finnisch'], FR: ['french', 'französisch'],
  GB: ['british', 'britisch', 'british citizen', 'english', 'scottish', 'welsh'], GR: ['greek', 'hellenic', 'griechisch'], HR: ['croatian', 'kroatisch'], HU: ['hungarian', 'ungarisch'], ID: ['indonesian'], IE: ['irish', 'irisch'], IL: ['israeli', 'israelisch'],
  IN: ['indian', 'indisch'], IR: ['iranian', 'iranisch'], IS: ['icelandic', 'isländisch'], IT: ['italian', 'italienisch'], JP: ['japanese', 'japanisch'], KE: ['kenyan'], KR: ['south korean', 'südkoreanisch'], LI: ['liechtensteinisch'], LT: ['lithuanian', 'litauisch'],
  LU: ['luxembourgish', 'luxembourger', 'luxemburgisch'], LV: ['latvian', 'lettisch'], MA: ['moroccan', 'marokkanisch'], MT: ['maltese', 'maltesisch'], MX: ['mexican', 'mexikanisch'], MY: ['malaysian'], NG: ['nigerian'], NL: ['dutch', 'niederländisch'],
  NO: ['norwegian', 'norwegisch'], NZ: ['new zealander'], PH: ['filipino', 'philippine'], PK: ['pakistani'], PL: ['polish', 'polnisch'], PT: ['portuguese', 'portugiesisch'], RO: ['romanian', 'rumänisch'], RS: ['serbian', 'serbisch'], RU: ['russian', 'russisch'],
  SA: ['saudi'], SE: ['swedish', 'schwedisch'], SG: ['singaporean'], SI: ['slovenian', 'slowenisch'], SK: ['slovak', 'slowakisch'], TH: ['thai'], TN: ['tunisian'], TR: ['turkish', 'türkisch'], UA: ['ukrainian', 'ukrainisch'], US: ['american', 'amerikanisch', 'us citizen'],
  VN: ['vietnamese'], ZA: ['south african', 'südafrikanisch'],
};

/** Places that are no countries of ISO 3166-1 but whose law documents name, with the country they belong to. */
export const parts: Readonly<Record<string, string>> = {
  'england and wales': 'GB', england: 'GB', wales: 'GB', scotland: 'GB', 'northern ireland': 'GB', 'state of delaware': 'US', delaware: 'US', 'state of new york': 'US', 'republic of ireland': 'IE', bundesrepublik: 'DE', 'federal republic of germany': 'DE', 'bundesrepublik deutschland': 'DE', holland: 'NL', 'england & wales': 'GB', schottland: 'GB', 'england und wales': 'GB',
};
