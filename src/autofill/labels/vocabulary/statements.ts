import type { Concept } from './concept.ts';

const none =
  "(?:no|none|not|nor|neither|never|nobody|without|isn['’]t|aren['’]t|hasn['’]t|haven['’]t|doesn['’]t|don['’]t|kein\\p{L}*|nicht|weder|niemand|niemals|nie|ohne)";
const owners =
  /\b(?:owners?|shareholders?|ubos?|beneficial|members?|gesellschafter\w*|aktion(?:ä|ae)r\w*|eigent(?:ü|ue)mer\w*|berechtigte\w*)/iu;
const directors =
  /\b(?:directors?|board|management|managers?|officers?|gesch(?:ä|ae)ftsf(?:ü|ue)hr\w*|vorst(?:a|ä|ae)nd\w*|organe?\b|leitung)/iu;
const pep = '(?:PEPs?\\b|politically[- ]exposed|politisch exponiert)';
const sanction = '(?:sanction\\p{L}*|Sanktion\\p{L}*)';
const has =
  '(?:has|have|maintains?|operates?|runs?|adopted|implemented|established|provides?|holds?|applies|keeps?|verf(?:ü|ue)gt (?:ü|ue)ber|unterh(?:ä|ae)lt|hat|haben|besitzt|betreibt)';

/** What questions that take yes or no ask about, with how documents say yes and no. */
export const statementConcepts: readonly Concept[] = [
  {
    id: 'political-exposure',
    types: ['BOOLEAN'],
    labels: [
      'politically exposed person',
      'pep',
      'peps',
      'politically exposed persons',
      'pep status',
      'politisch exponierte person',
      'politisch exponierte personen',
      'politically exposed',
      'pep eigenschaft',
      'politically exposed person pep',
    ],
    related:
      'owner director senior manager family member one known close associate beneficial shareholder any company status relative person exposure immediate officer familienmitglied nahestehende',
    affirmed: [
      new RegExp(
        `\\b(?:is|are|am|qualif(?:y|ies) as|was|were|became|is considered(?: to be)?)(?: (?:an?|currently|also|himself|herself))*(?: (?:former|domestic|foreign|current))? ${pep}`,
        'iu',
      ),
      new RegExp(`\\b(?:ist|gilt als|war|wird als)(?: (?:eine|selbst|auch|derzeit))* ${pep}`, 'iu'),
      new RegExp(`\\b(?:family member|close associate) of an? ${pep}`, 'iu'),
    ],
    denied: [
      new RegExp(`\\b${none}\\b.{0,200}\\b${pep}`, 'iu'),
      new RegExp(
        `\\b${pep}\\p{L}*.{0,80}\\b(?:nicht|kein\\p{L}*|does not apply|do not apply|not applicable to any)\\b`,
        'iu',
      ),
    ],
    deniedFor: [owners, directors],
  },
  {
    id: 'sanctions-exposure',
    types: ['BOOLEAN'],
    labels: [
      'subject to sanctions',
      'sanctions',
      'sanctioned',
      'sanctions exposure',
      'sanktionen',
      'sanctioned person',
      'sanctioned persons',
      'sanktioniert',
      'sanctions list',
      'sanktionsliste',
    ],
    asked: /\b(?:subject to|target of|under|on any) (?:\w+ ){0,3}sanction/i,
    related:
      'company owner director group company owned 50 more persons together sanctioned subject shareholder entity any listed beneficial designated person economic financial international under list',
    affirmed: [
      new RegExp(
        `\\b(?:is|are|was|were|has been|have been) (?:currently |now )?(?:subject to|designated under|listed (?:on|under)|included (?:in|on)|placed on|the target of) [^.;]{0,60}${sanction}`,
        'iu',
      ),
      new RegExp(`\\b(?:unterliegt|unterliegen|steht|stehen) [^.;]{0,60}${sanction}`, 'iu'),
    ],
    denied: [
      new RegExp(
        `\\b${none}\\b.{0,200}\\b(?:subject to|listed|named|included|designated|targets? of|appears? on|placed on|under|(?:auf|in) [^.;]{0,40}|unterlieg\\p{L}*)\\b.{0,60}${sanction}`,
        'iu',
      ),
      new RegExp(`\\bweder\\b.{0,160}${sanction}`, 'iu'),
    ],
    deniedFor: [owners, directors],
  },
  {
    id: 'enforcement-action',
    types: ['BOOLEAN'],
    labels: [
      'enforcement action',
      'enforcement actions',
      'regulatory enforcement',
      'fined',
      'convicted',
      'conviction',
      'convictions',
      'criminal proceedings',
      'regulatory proceedings',
      'penalty',
      'penalties',
      'bußgeld',
      'strafverfahren',
      'ermittlungsverfahren',
      'regulatory fine',
      'regulatory fines',
      'vorstrafen',
    ],
    asked: /\b(?:fined|convicted|investigated|prosecuted|penali[sz]ed|enforcement|regulatory action)\b/i,
    related:
      'company director beneficial owner fined sanctioned convicted investigated financial crime last five years ever subject any regulator authority action enforcement criminal proceeding officer offence bribery fraud money laundering charged prosecuted past',
    affirmed: [
      /\b(?:was|were|has been|have been) (?:fined|convicted|prosecuted|charged|investigated|censured)\b/iu,
      /\b(?:imposed|issued|levied) (?:a|an) (?:administrative |regulatory |civil )?(?:fine|penalty)\b[^.;]{0,80}\bon (?:the company|us)\b/iu,
      /\b(?:verh(?:ä|ae)ngte|wurde)[^.;]{0,80}\b(?:Bu(?:ß|ss)geld|Geldstrafe)\b/iu,
    ],
    denied: [
      new RegExp(
        `\\b${none}\\b.{0,220}\\b(?:fined|convicted|prosecuted|charged|investigated|enforcement|fines?|penalt(?:y|ies)|convictions?|criminal|proceedings|investigations?|strafrechtlich\\p{L}*|verurteilt|Bu(?:ß|ss)geld\\p{L}*|Strafverfahren|Ermittlungsverfahren|Verurteilung\\p{L}*)`,
        'iu',
      ),
    ],
    deniedFor: [directors, owners],
  },
  {
    id: 'aml-programme',
    types: ['BOOLEAN'],
    labels: [
      'aml programme',
      'aml policy',
      'aml ctf programme',
      'aml ctf policy',
      'aml cft policy',
      'anti money laundering policy',
      'anti money laundering programme',
      'aml program',
      'geldwäscherichtlinie',
      'aml richtlinie',
      'geldwäschepräventionsprogramm',
      'aml cft programme',
      'anti money laundering and counter terrorist financing policy',
      'anti money laundering',
      'aml ctf',
    ],
    related:
      'company written board approved has have documented policy programme program place ctf cft aml formal counter terrorist financing procedure procedures maintain establish established combat',
    affirmed: [
      /\b(?:board(?: of directors)?|Vorstand|Gesch(?:ä|ae)ftsf(?:ü|ue)hrung|management board)\b[^.;]{0,40}\b(?:approved|adopted|approves|verabschiedet|genehmigt|beschlossen)\b[^.;]{0,60}\b(?:this (?:policy|programme)|(?:AML|anti-money laundering|Geldw(?:ä|ae)sche)[\p{L}/ -]{0,40}(?:policy|programme|richtlinie|program))/iu,
      /\b(?:AML(?:\/C[TF]F)?|anti-money laundering(?: and counter-terrorist financing)?)[\p{L}/ -]{0,30}(?:policy|programme|program)\b[^.;]{0,60}\b(?:was|has been|is|were) (?:(?:last|formally|reviewed and) )*(?:approved|adopted) by (?:the |its |our )?(?:board|management)/iu,
      new RegExp(
        `\\b${has} (?:an? |eine? |schriftliche |formal(?:ly)? )*(?:written|documented|board-approved|schriftliche[ns]?)[^.;]{0,60}\\b(?:AML|anti-money laundering|Geldw(?:ä|ae)sche)`,
        'iu',
      ),
    ],
    affirmedBelow: {
      concepts: ['aml-programme'],
      pattern:
        /\b(?:this|the|diese|die) (?:policy|programme|program|Richtlinie|document)\b[^.;]{0,40}\b(?:approved|adopted|genehmigt|verabschiedet|beschlossen)\b[^.;]{0,60}\b(?:board|management|directors)\b|\b(?:Vorstand|Gesch(?:ä|ae)ftsf(?:ü|ue)hrung)\b[^.;]{0,80}\b(?:genehmigt|verabschiedet|beschlossen)/iu,
    },
    denied: [
      /\b(?:(?:does|do) not (?:yet |currently )?have|has no|have no|has not (?:yet )?(?:adopted|established)|verf(?:ü|ue)gt nicht (?:ü|ue)ber|hat keine?) (?:an? |eine? )?(?:(?:written|formal|documented|schriftliche) )*(?:AML|anti-money laundering|Geldw(?:ä|ae)sche)/iu,
    ],
  },
  {
    id: 'anti-bribery-policy',
    types: ['BOOLEAN'],
    labels: [
      'anti bribery policy',
      'anti bribery and corruption policy',
      'anti corruption policy',
      'abc policy',
      'antikorruptionsrichtlinie',
      'anti bribery',
      'anti bribery and corruption',
      'anti corruption',
      'korruptionsprävention',
      'anti bribery code',
      'anti bribery programme',
      'antikorruption',
    ],
    related:
      'company corruption policy binds staff agents has have written formal place code programme documented apply applies employee',
    affirmed: [
      new RegExp(
        `\\b${has} (?:an? |eine? |its own |schriftliche |written |strict |documented )*(?:anti-?(?:bribery|corruption|korruptions)|bribery|ABC policy)`,
        'iu',
      ),
      /\bboard (?:of directors )?(?:has )?(?:approved|adopted) (?:the |a |an |its |our )?(?:revised |updated |new |written )*anti-?(?:bribery|corruption)/iu,
      /\b(?:anti-?(?:bribery|corruption)[\p{L} -]{0,30}(?:policy|code)|ABC policy)\b[^.;]{0,40}\b(?:applies|binds|is binding|covers|is in (?:place|force)|has been in (?:place|force)|was (?:approved|adopted))/iu,
      /\bAnti-?korruptionsrichtlinie\b[^.;]{0,60}\b(?:gilt|bindet|verbindlich|in Kraft)/iu,
    ],
    denied: [
      /\b(?:(?:does|do) not (?:yet |currently )?have|has no|have no|hat keine?|verf(?:ü|ue)gt nicht (?:ü|ue)ber|verf(?:ü|ue)gt (?:ü|ue)ber keine?) (?:an? |eine? )?(?:written |formal |separate |dedicated |schriftliche )*(?:anti-?(?:bribery|corruption|korruptions))/iu,
    ],
  },
  {
    id: 'whistleblowing-channel',
    types: ['BOOLEAN'],
    labels: [
      'whistleblowing',
      'whistleblowing channel',
      'whistleblower',
      'speak up line',
      'whistleblowing hotline',
      'hinweisgebersystem',
      'hinweisgeberstelle',
      'confidential reporting channel',
      'meldestelle',
      'whistleblower system',
      'speak up',
    ],
    asked: /\b(?:confidential|anonymous)\b.{0,30}\b(?:channel|line|hotline)\b/i,
    related:
      'confidential channel through staff report wrongdoing company has have policy line can which anonymous hotline employee system reporting place misconduct',
    affirmed: [
      /\b(?:staff|employees|workers|anyone|colleagues)\b[^.;]{0,40}\b(?:can|may)\b[^.;]{0,40}\b(?:report|raise)\b[^.;]{0,80}\b(?:confidential(?:ly)?|anonymously|in confidence|whistleblowing|speak[- ]up)/iu,
      new RegExp(
        `\\b${has} (?:an? |eine? |ein |confidential |independent |external |internes |interne |vertrauliche[ns]? |anonymous )*(?:whistle-?blow\\p{L}*|speak[- ]up|Hinweisgeber\\p{L}*|(?:interne |externe )?Meldestelle|(?:confidential |anonymous )(?:reporting |hotline|channel))`,
        'iu',
      ),
      /\b(?:whistle-?blowing|speak[- ]up) (?:channel|line|hotline|system|policy)\b[^.;]{0,50}\b(?:is (?:open|available|operated|run|in place)|allows|lets|enables)/iu,
      /\bHinweisgebersystem\b[^.;]{0,60}\b(?:steht|ist eingerichtet|erm(?:ö|oe)glicht|eingerichtet)/iu,
    ],
    denied: [
      /\b(?:no|(?:does|do) not (?:yet |currently )?have an?|has no|have no|kein|keine|not (?:yet )?(?:set up|established) an?) (?:confidential |dedicated |formal |internal |internes )*(?:whistle-?blowing|speak[- ]up|Hinweisgeber\w*|Meldestelle)/iu,
    ],
  },
  {
    id: 'shares-listed',
    types: ['BOOLEAN'],
    labels: [
      'listed',
      'publicly listed',
      'stock exchange listing',
      'listed on a regulated market',
      'börsennotiert',
      'shares listed',
      'listed on a stock exchange',
      'publicly traded',
      'listed company',
      'stock listed',
      'listed on stock exchange',
    ],
    asked: /\b(?:listed|traded) on (?:a|any) (?:regulated|stock|public|recogni[sz]ed)/i,
    related:
      'shares company ultimate parent regulated market any stock exchange securities publicly traded its recognised',
    affirmed: [
      /\b(?:shares|stock|securities)\b[^.;]{0,60}\b(?:are|is|have been) (?:listed|admitted to trading|traded|quoted) (?:on|at)\b/iu,
      /\bAktien?\b[^.;]{0,60}\b(?:notiert|zum Handel[^.;]{0,40}zugelassen)/iu,
    ],
    denied: [
      new RegExp(
        `\\b${none}\\b[^.;]{0,100}\\b(?:listed|admitted to trading|traded|quoted|b(?:ö|oe)rsennotiert|publicly)\\b`,
        'iu',
      ),
      /\b(?:shares|securities|stock)\b[^.;]{0,80}\b(?:are|is) not (?:listed|traded|quoted|admitted)/iu,
      /\bnicht (?:b(?:ö|oe)rsennotiert|an einer B(?:ö|oe)rse)/iu,
    ],
  },
  {
    id: 'has-beneficial-owners',
    types: ['BOOLEAN'],
    labels: ['beneficial owner above 25', 'natural person owning 25 or more'],
    asked:
      /\b(?:natural|individual) persons?\b.{0,60}\b(?:own|control|hold)|\b(?:own|hold)s?\b.{0,40}\b25 ?%|\bany (?:ultimate )?beneficial owners?\b/i,
    related:
      'natural person ultimately own control 25 more shares voting rights directly indirectly any does individual hold holds owner beneficial ultimate does company have there',
    affirmed: [
      /\b(?:ultimate )?beneficial owners?\b[^.;]{0,40}\b(?:is|are)\b[^;]{0,160}\b(?:2[5-9]|[3-9]\d|100)(?:[.,]\d+)? ?(?:%|per ?cent)/iu,
      /\bwirtschaftlich Berechtigte\w*\b[^.;]{0,60}\b(?:ist|sind)\b[^;]{0,160}\b(?:2[5-9]|[3-9]\d|100)(?:[.,]\d+)? ?(?:%|Prozent)/iu,
    ],
    affirmedBelow: {
      concepts: ['beneficial-owners'],
      pattern: /(?<![\d.,])(?:2[5-9]|[3-9]\d|100)(?:[.,]\d+)? ?(?:%|per ?cent|Prozent)/iu,
    },
    denied: [
      /\b(?:no (?:natural person|individual|shareholder|single person|person)|kein\p{L}* (?:nat(?:ü|ue)rliche\p{L}* Person|Gesellschafter|Aktion(?:ä|ae)r)|keine nat(?:ü|ue)rliche Person)\b[^.;]{0,120}\b(?:25|25[.,]0+)? ?(?:%|per ?cent|Prozent)[^.;]{0,20}/iu,
    ],
    deniedFor: [/\b(?:natural person|individual|nat(?:ü|ue)rliche)/iu, /\b25\b/],
  },
  {
    id: 'nominee-arrangements',
    types: ['BOOLEAN'],
    labels: [
      'nominee',
      'nominees',
      'bearer shares',
      'nominee shareholders',
      'nominee directors',
      'inhaberaktien',
      'treuhand',
      'treuhandverhältnisse',
      'nominee shareholder',
      'nominee arrangements',
      'treuhänder',
    ],
    related:
      'shareholder director bearer shares trust trusts anywhere ownership chain any nominee company arrangement there structure issued issue',
    affirmed: [
      /\b(?:holds?|held)\b[^.;]{0,80}\bas (?:a )?(?:nominee|trustee)\b/iu,
      /\b(?:has issued|there are|include) (?:some |outstanding )?bearer shares\b/iu,
      /\bh(?:ä|ae)lt\b[^.;]{0,80}\b(?:treuh(?:ä|ae)nderisch|als Treuh(?:ä|ae)nder)/iu,
    ],
    denied: [
      new RegExp(
        `\\b${none}\\b.{0,160}\\b(?:nominees?|bearer shares|Treuh(?:a|ä|ae)nd\\p{L}*|Inhaberaktien)`,
        'iu',
      ),
      /\b(?:Treuh(?:a|ä|ae)nd\p{L}*|Inhaberaktien)\b[^.;]{0,60}\b(?:bestehen|gibt es|existieren) (?:nicht|keine)/iu,
    ],
    deniedFor: [/\b(?:nominees?|treuh(?:a|ä|ae)nd\w*)/iu, /\b(?:bearer|inhaberaktien)/iu],
  },
  {
    id: 'operates-elsewhere',
    types: ['BOOLEAN'],
    labels: [
      'principal place of business somewhere other than registered office',
      'principal place of business different from registered office',
    ],
    asked: /\bprincipal place of business\b.{0,40}\b(?:other than|different|differ|elsewhere|same)/i,
    related: 'somewhere other than registered office principal place business different address company',
    denied: [
      /\bprincipal place of business\b[^.;]{0,40}\b(?:is|at) (?:also )?(?:the same as|identical (?:to|with)|at) (?:its |the )?registered (?:office|address)/iu,
      /\bregistered office\b[^.;]{0,30}\b(?:is|and) (?:also )?(?:its |the )?principal place of business\b/iu,
      /\b(?:Hauptverwaltung|Gesch(?:ä|ae)ftsleitung)\b[^.;]{0,40}\bam (?:eingetragenen |satzungsm(?:ä|ae)(?:ß|ss)igen )?Sitz\b/iu,
    ],
    affirmed: [
      /\bprincipal place of business\b[^.;]{0,30}\bis (?:not at|different from|elsewhere than|separate from) (?:its |the )?registered (?:office|address)/iu,
    ],
  },
  {
    id: 'high-risk-jurisdictions',
    types: ['BOOLEAN'],
    labels: [
      'high risk jurisdiction',
      'high risk jurisdictions',
      'high risk countries',
      'high risk country',
      'high risk third countries',
      'hochrisikoländer',
      'hochrisikoland',
      'drittstaaten mit hohem risiko',
      'increased monitoring',
    ],
    related:
      'company do business does with jurisdiction fatf calls call put under increased monitoring any have high risk country operate customer deal dealings',
    affirmed: [
      /\b(?:we|the company|die gesellschaft|wir)\b[^.;]{0,30}\b(?:do|does|conducts?|have|has|machen|unterh(?:ä|ae)lt) (?:business|customers|operations|Gesch(?:ä|ae)fte)\b[^.;]{0,60}\b(?:high[- ]risk (?:jurisdictions?|(?:third )?countr(?:y|ies))|Hochrisiko)/iu,
    ],
    denied: [
      /\b(?:no (?:business|customers|dealings|operations|suppliers)|not (?:do|conduct|accept|have|carry out|maintain)|keine (?:Gesch(?:ä|ae)fte|Kunden|Gesch(?:ä|ae)ftsbeziehungen))\b.{0,120}\b(?:high[- ]risk|increased monitoring|FATF|Hochrisiko\p{L}*|hohem Risiko)/iu,
    ],
  },
  {
    id: 'regulated-status',
    types: ['BOOLEAN'],
    labels: [
      'regulated',
      'regulated entity',
      'licensed',
      'supervised',
      'regulatory status',
      'reguliert',
      'beaufsichtigt',
      'licensed or supervised',
    ],
    asked: /\b(?:licen[sc]ed|supervised|regulated|authori[sz]ed)\b.{0,30}\b(?:by|or)\b/i,
    related:
      'company licensed supervised supervise financial other sector regulator licence entity authority any is status authorised regulated hold',
    affirmed: [
      /\b(?:is|are) (?:authori[sz]ed|regulated|supervised|licen[sc]ed)(?:,? (?:and|or) (?:regulated|supervised|authori[sz]ed|licen[sc]ed))? by (?:the )?\p{Lu}/u,
      /\bholds? an? [^.;]{0,40}licen[cs]e (?:from|issued by|granted by) (?:the )?\p{Lu}/u,
      /\b(?:wird (?:von|durch)|steht unter (?:der )?Aufsicht|unterliegt der Aufsicht)\b[^.;]{0,80}\b(?:beaufsichtigt|BaFin|Bundesanstalt|Aufsicht)/iu,
    ],
    denied: [
      /\b(?:is|are) not (?:itself |currently )?(?:authori[sz]ed|regulated|supervised|licen[sc]ed|subject to (?:the )?(?:supervision|regulation))\b/iu,
      /\bunterliegt (?:keiner|nicht der) [^.;]{0,40}Aufsicht/iu,
      /\b(?:nicht|keine?r?) [^.;]{0,40}\b(?:beaufsichtigt|reguliert|Aufsicht|erlaubnispflichtig\w*)/iu,
    ],
  },
  {
    id: 'data-breach',
    types: ['BOOLEAN'],
    labels: [
      'data breach',
      'data breaches',
      'personal data breach',
      'personal data breaches',
      'datenschutzverletzung',
      'datenpanne',
      'security incident',
      'datenschutzverletzungen',
      'security breach',
      'datenschutzvorfall',
      'datenschutzvorfälle',
    ],
    related:
      'company had notify personal authority last three years any notified report reported reportable suffered has occurred past experienced supervisory regulator',
    affirmed: [
      /\b(?:we|the company|it)\b[^.;]{0,20}\b(?:notified|reported|had to (?:notify|report))\b[^.;]{0,60}\b(?:personal data breach|data breach)/iu,
      /\b(?:personal data|data) breach\b[^.;]{0,60}\b(?:was|were|has been|had to be) (?:notified|reported) to\b/iu,
      /\bDaten(?:schutzverletzung|panne)\b[^.;]{0,80}\b(?:wurde|musste)[^.;]{0,60}\bgemeldet/iu,
    ],
    denied: [
      new RegExp(
        `\\b${none}\\b.{0,120}\\b(?:data breach(?:es)?|breach(?:es)? of personal data|Datenschutzverletzung\\p{L}*|Datenpanne\\p{L}*|Datenschutzvorf(?:a|ä|ae)ll\\p{L}*)`,
        'iu',
      ),
    ],
  },
];
