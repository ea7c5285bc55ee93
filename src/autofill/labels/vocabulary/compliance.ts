import type { Concept } from './concept.ts';

/** How a company fights financial crime and keeps data safe, where questions offer choices. */
export const complianceConcepts: readonly Concept[] = [
  {
    id: 'sanctions-lists',
    types: ['MULTI_CHOICE', 'LONG_TEXT', 'TEXT'],
    labels: [
      'sanctions lists',
      'sanctions screening',
      'screening lists',
      'sanctions lists screened',
      'sanctions list screening',
      'sanktionslisten',
      'sanktionslistenprüfung',
      'lists screened',
      'sanctions screening lists',
      'screening against sanctions lists',
      'sanctions regimes',
    ],
    asked: /\bsanctions? (?:lists?|regimes)\b/i,
    related:
      'against screen screened customer counterparties counterparty company list sanctions use used do which names check checked',
    prose: [
      /\bscreen\p{L}*\b.{0,160}\b(?:lists?|sanctions?)\b/iu,
      /\b(?:lists?|sanctions?)\b.{0,160}\bscreen\p{L}*\b/iu,
      /\bSanktionslisten\b/iu,
    ],
  },
  {
    id: 'screening-frequency',
    types: ['SINGLE_CHOICE', 'TEXT'],
    labels: [
      'screening frequency',
      'frequency of screening',
      'rescreening frequency',
      'frequency of rescreening',
      'rescreening',
      'häufigkeit der prüfung',
      'screening interval',
      'prüfungshäufigkeit',
    ],
    asked: /\bhow (?:often|frequently)\b.{0,80}\bscreen/i,
    related:
      'often existing relationship screened again customer how frequently rescreened screen business sanctions base client against lists you company',
    prose: [
      /\b(?:existing|all|our|its|entire|whole|active|customer (?:base|database)|customers|relationships|Bestandskunden|bestehende\p{L}*|Kunden\p{L}*)\b.{0,120}\b(?:re-?screen\p{L}*|screen\p{L}*|abgeglichen|gepr(?:ü|ue)ft|Abgleich)\b/iu,
      /\b(?:re-?screen\p{L}*|screen\p{L}*)\b.{0,80}\b(?:existing|all|our|its|entire|whole|customer (?:base|database)|customers|relationships)\b/iu,
    ],
  },
  {
    id: 'aml-components',
    types: ['MULTI_CHOICE', 'LONG_TEXT'],
    labels: [
      'aml components',
      'programme covers',
      'components of the programme',
      'programme components',
      'policy covers',
      'elements of the programme',
      'bestandteile des programms',
      'scope of the programme',
      'aml controls',
      'programme elements',
      'inhalt des programms',
    ],
    asked:
      /\bwhat does the (?:\S+ ){0,3}(?:programme|program|policy) (?:cover|include|comprise)|\bwhich (?:elements|components|controls)\b.{0,60}\b(?:programme|program|policy)/i,
    related: 'programme policy cover program element component include includes aml ctf comprise',
    prose: [
      /\b(?:programme|program|policy|Programm|Richtlinie|framework)\b.{0,60}\b(?:covers?|comprises?|includes?|consists? of|contains?|umfasst|beinhaltet|regelt|rests on|is made up of)\b/iu,
    ],
  },
  {
    id: 'security-certifications',
    types: ['MULTI_CHOICE', 'LONG_TEXT', 'TEXT'],
    labels: [
      'security certifications',
      'information security certifications',
      'certifications',
      'security certification',
      'certification',
      'zertifizierungen',
      'zertifizierung',
      'zertifikate',
      'information security certification',
    ],
    related:
      'information security report hold company standard which have has certificate certified it attestations',
    prose: [/\b(?:certifi(?:ed|cation|cate)s?|attestation|report|zertifizier\p{L}*|Zertifikat\p{L}*)\b/iu],
  },
];
