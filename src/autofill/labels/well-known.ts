/**
 * What a value has to look like to answer a question, which also determines the types of questions that can ask for it. An `own
 * name` is the subject's; other names are of persons, companies or authorities.
 */
export type Shape =
  | 'own name'
  | 'name'
  | 'person'
  | 'people'
  | 'identifier'
  | 'register number'
  | 'lei'
  | 'address'
  | 'phone'
  | 'phrase'
  | 'description'
  | 'date'
  | 'country'
  | 'number'
  | 'email'
  | 'url'
  | 'choice';

interface WellKnown {
  shape: Shape;
  /** Its names in documents, apart from words such as "company" that are left out of every label. */
  names: string;
}

/**
 * Keys of questions that most questionnaires have, with their names in documents. They count as hints for a question that has
 * such a key or asks for such a name. What only one questionnaire asks belongs in the hints of its questions.
 */
export const wellKnown: Readonly<Record<string, WellKnown>> = {
  legal_name: {
    shape: 'own name',
    names:
      'legal name; registered name; company; name; company name; business name; name of the firm; entity name; entity; legal entity; legal entity name; corporate name; legal business name; firma; name der firma; firmenname; unternehmensname; vollständige firma; firmenbezeichnung; raison sociale; denominación social; razón social; ragione sociale; denominazione; statutaire naam; handelsfirma; nazwa; firma spółki; företagsnamn; denominação social',
  },
  full_name: {
    shape: 'own name',
    names:
      'full name; name; customer name; account holder; holder; name of holder; name in full; customer; client name; applicant; employee name; name of applicant; passport holder; employee; account name; vollständiger name; vor- und nachname; name, vorname; name des inhabers; kontoinhaber; inhaber; kunde; kundenname; mitarbeitername; nom et prénom; nombre y apellidos; nome e cognome; volledige naam; imię i nazwisko',
  },
  trading_names: {
    shape: 'name',
    names:
      'trading name; trade name; business name; brand name; other names; doing business as; dba; also known as; handelsname; geschäftsbezeichnung; marke; markenname; auftretend als; nom commercial; enseigne; nombre comercial; nome commerciale; handelsnaam',
  },
  registration_number: {
    shape: 'register number',
    names:
      'registration number; company number; incorporation number; commercial register number; commercial registration number; trade register number; crn; uen; companies house number; register entry; registernummer; handelsregisternummer; handelsregister; handelsregister nummer; handelsregistereintrag; registereintrag; hrb nummer; hr nummer; hrb; firmenbuchnummer; firmenbuch; nummer der firma; registered in england and wales number; registered in england number; registered in scotland number; kvk nummer; siren; rcs; numéro d’immatriculation; número de registro; numero di iscrizione; rea; krs; numer krs; org nr; organisationsnummer; cvr nummer; uid; ide',
  },
  register_court: {
    shape: 'phrase',
    names: 'registergericht; amtsgericht; register court; registration authority; registry',
  },
  lei: { shape: 'lei', names: 'legal entity identifier; lei; lei code; lei number' },
  vat_number: {
    shape: 'identifier',
    names:
      'vat number; vat; vat id; vat registration number; vat identification number; value added tax number; ust idnr; ust id; ust id nr; umsatzsteuer id; umsatzsteuer identifikationsnummer; umsatzsteueridentifikationsnummer; mwst nummer; numéro de tva; tva intracommunautaire; partita iva; btw nummer; nif iva; moms nummer',
  },
  incorporation_date: {
    shape: 'date',
    names:
      'date of incorporation; incorporated on; incorporated; date of formation; formation; formed on; founded; founded on; date founded; established; established on; date of establishment; date of foundation; founding date; registration date; date of registration; gründungsdatum; gegründet; gegründet am; datum der gründung; tag der gründung; gründung; errichtet am; tag der errichtung; eintragungsdatum; tag der eintragung; date de constitution; date de création; date d’immatriculation; fecha de constitución; data di costituzione; oprichtingsdatum; datum oprichting; data rejestracji; registreringsdatum',
  },
  incorporation_country: {
    shape: 'country',
    names:
      'country of incorporation; incorporated in; place of incorporation; jurisdiction of incorporation; jurisdiction; country of registration; registered in; country of formation; country of establishment; gründungsland; land der gründung; sitzland; land der eintragung; registrierungsland; land der registrierung; staat der gründung; pays d’immatriculation; país de constitución; paese di costituzione; land van oprichting',
  },
  legal_form: {
    shape: 'phrase',
    names:
      'legal form; company type; type of entity; entity type; legal status; legal structure; legal type; corporate form; legal entity type; rechtsform; gesellschaftsform; forme juridique; forma jurídica; forma giuridica; rechtsvorm; forma prawna; bolagsform; juridisk form',
  },
  registered_address: {
    shape: 'address',
    names:
      'registered office; registered address; registered office address; address of the registered office; legal address; statutory seat; official address; company address; registered seat; seat; geschäftsanschrift; inländische geschäftsanschrift; sitz und geschäftsanschrift; eingetragene anschrift; firmensitz; anschrift der gesellschaft; satzungssitz; sitz; sitz der gesellschaft; eingetragener sitz; firmenanschrift; siège; siège social; adresse du siège; domicilio social; sede legale; statutaire zetel; adres siedziby; siedziba; säte',
  },
  business_address: {
    shape: 'address',
    names:
      'principal place of business; business address; trading address; operating address; head office; head office address; place of business; office address; headquarters; main office; address of the principal place of business; hauptverwaltung; ort der geschäftsleitung; hauptniederlassung; hauptsitz; verwaltungssitz; betriebsstätte; bezoekadres; domicile commercial',
  },
  website: {
    shape: 'url',
    names:
      'website; web site; web; homepage; internet; internet address; url; www; web address; webseite; internetseite; internetauftritt; internetadresse; site web; site internet; página web; sitio web; sito web; strona internetowa; webbplats; hjemmeside',
  },
  contact_email: {
    shape: 'email',
    names:
      'email; email address; contact email; general email; general contact email; mail; email id; e mail adresse; emailadresse; courriel; correo electrónico; posta elettronica; e-mailadres; adres email; e-post',
  },
  phone_number: {
    shape: 'phone',
    names:
      'telephone; phone; telephone number; phone number; main telephone number; contact number; contact telephone; mobile; mobile number; telefon; telefonnummer; rufnummer; téléphone; teléfono; telefono; telefoonnummer; numer telefonu',
  },
  share_capital: {
    shape: 'number',
    names:
      'share capital; issued share capital; issued capital; nominal capital; registered capital; paid up capital; paid up share capital; subscribed capital; stammkapital; grundkapital; gezeichnetes kapital; grund oder stammkapital; capital social; capital-actions; capitale sociale; geplaatst kapitaal; kapitał zakładowy; aktiekapital',
  },
  auditor_name: {
    shape: 'name',
    names:
      'auditor; external auditor; independent auditor; statutory auditor; auditor name; audit firm; abschlussprüfer; wirtschaftsprüfer; wirtschaftsprüfungsgesellschaft; organe de révision; commissaire aux comptes; auditores; revisore; accountant; revisor',
  },
  parent_name: {
    shape: 'name',
    names:
      'parent; parent company; ultimate parent; ultimate parent company; immediate parent; holding company; ultimate holding company; parent undertaking; ultimate parent undertaking; muttergesellschaft; mutterunternehmen; obergesellschaft; société mère; sociedad matriz; moedermaatschappij; moderbolag',
  },
  bank_name: {
    shape: 'name',
    names:
      'bank; bank name; principal bank; main bank; banker; hausbank; bankverbindung; banque; banco; banca',
  },
  iban: {
    shape: 'identifier',
    names:
      'iban; account number; bank account number; bank account; kontonummer; international bank account number',
  },
  insurer: { shape: 'name', names: 'insurer; insurance company; insurance carrier; versicherer' },
  business_description: {
    shape: 'description',
    names:
      'business description; description of business; nature of business; principal activity; principal activities; business activity; business activities; main activity; main activities; business activities; company activities; objects of the company; company purpose; corporate purpose; business model; what we do; business overview; gegenstand des unternehmens; unternehmensgegenstand; geschäftstätigkeit; geschäftszweck; tätigkeit; haupttätigkeit; geschäftsmodell; zweck des unternehmens; but; objet social; objeto social; actividad principal; oggetto sociale; activiteiten; verksamhet',
  },
  industry: {
    shape: 'choice',
    names:
      'industry; sector; industry sector; business sector; line of business; nature of business; nature of business sic; sic code; sic; principal activity; principal activities; main industry; economic sector; branche; wirtschaftszweig; industriezweig; secteur; sector de actividad; settore',
  },
  regulator_name: {
    shape: 'phrase',
    names:
      'regulator; supervisory authority; competent authority; competent supervisory authority; regulated by; supervised by; authorised by; licensing authority; regulatory authority; financial regulator; authority; name of authority; aufsichtsbehörde; zuständige aufsichtsbehörde; aufsicht; zuständige behörde; beaufsichtigt durch; autorité de surveillance; autoridad supervisora; toezichthouder',
  },
  licence_number: {
    shape: 'identifier',
    names:
      'licence number; firm reference number; frn; permit number; authorisation number; regulatory licence number; fca number; fca reference; lizenznummer; erlaubnisnummer; bafin id; zulassungsnummer; registration number with the authority',
  },
  annual_revenue: {
    shape: 'number',
    names:
      'revenue; annual revenue; turnover; annual turnover; net revenue; sales; net sales; sales revenue; annual sales; turnover of the last financial year; umsatz; umsatzerlöse; jahresumsatz; gesamtumsatz; nettoumsatz; erlöse; umsatz im letzten geschäftsjahr; chiffre d’affaires; cifra de negocios; fatturato; omzet; nettoomsättning; przychody',
  },
  employee_count: {
    shape: 'number',
    names:
      'number of employees; employees; headcount; average headcount; staff; average number of employees; number of staff; staff count; workforce; persons employed; people employed; full time employees; mitarbeiter; anzahl mitarbeiter; mitarbeiterzahl; mitarbeitende; beschäftigte; zahl der beschäftigten; arbeitnehmer; effectif; nombre de salariés; número de empleados; numero di dipendenti; werkzame personen; aantal werknemers; liczba pracowników; antal anställda; antal ansatte',
  },
  directors: {
    shape: 'people',
    names:
      'directors; director; board of directors; list of directors; board; board members; members of the board; directors or members of the equivalent body; managing director; management board; geschäftsführer; geschäftsführung; geschäftsführerin; vorstand; vorstandsmitglieder; mitglieder des vorstands; vertretungsberechtigte; vertretungsberechtigter geschäftsführer; vertreten durch; direktoren; administrateurs; gérant; administradores; amministratori; bestuurders; bestuurder; zarząd; styrelse',
  },
  beneficial_owners: {
    shape: 'people',
    names:
      'beneficial owner; beneficial owners; ultimate beneficial owner; ultimate beneficial owners; ubo; ubos; person with significant control; persons with significant control; psc; wirtschaftlich berechtigter; wirtschaftlich berechtigte; wirtschaftlich berechtigte person; wirtschaftlich berechtigte personen; bénéficiaire effectif; titular real; titolare effettivo; uiteindelijk belanghebbende; beneficjent rzeczywisty',
  },
  senior_managing_official: {
    shape: 'people',
    names:
      'senior managing official; senior manager; most senior managing official; fiktiver wirtschaftlich berechtigter',
  },
  mlro_name: {
    shape: 'person',
    names:
      'mlro; money laundering reporting officer; aml officer; aml compliance officer; anti money laundering officer; nominated officer; head of aml; person responsible for aml; person responsible for aml ctf; geldwäschebeauftragter; geldwäschebeauftragte',
  },
  mlro_email: {
    shape: 'email',
    names:
      'mlro email; mlro; money laundering reporting officer email; money laundering reporting officer; aml officer email; aml officer; geldwäschebeauftragter email; geldwäschebeauftragte email',
  },
  data_protection_officer: {
    shape: 'person',
    names: 'data protection officer; dpo; privacy officer; datenschutzbeauftragter; datenschutzbeauftragte',
  },
  compliance_officer: {
    shape: 'person',
    names:
      'compliance officer; chief compliance officer; head of compliance; compliance beauftragter; leiter compliance',
  },
  chief_executive: {
    shape: 'person',
    names:
      'chief executive; chief executive officer; ceo; vorstandsvorsitzender; vorsitzender der geschäftsführung; verkställande direktör',
  },
  company_secretary: { shape: 'person', names: 'company secretary; corporate secretary; secretary' },
  signatory_name: {
    shape: 'person',
    names:
      'authorised signatory; authorised signatories; signatory; zeichnungsberechtigter; unterschriftsberechtigter',
  },
  surname: { shape: 'phrase', names: 'surname; last name; family name; nachname; familienname; zuname' },
  given_names: {
    shape: 'phrase',
    names: 'given names; given name; first name; first names; forename; forenames; vorname; vornamen',
  },
  date_of_birth: {
    shape: 'date',
    names:
      'date of birth; birth date; birthdate; birth; born; born on; geburtsdatum; geboren; geboren am; geburtstag; tag der geburt; geb; date de naissance; fecha de nacimiento; data di nascita; geboortedatum; data urodzenia; födelsedatum',
  },
  place_of_birth: {
    shape: 'phrase',
    names: 'place of birth; birthplace; city of birth; geburtsort; lieu de naissance; lugar de nacimiento',
  },
  nationality: {
    shape: 'country',
    names:
      'nationality; citizenship; citizen of; country of citizenship; staatsangehörigkeit; staatsangehörigkeiten; nationalität; staatsbürgerschaft; nationalité; nacionalidad; nazionalità; nationaliteit; obywatelstwo',
  },
  residential_address: {
    shape: 'address',
    names:
      'home address; residential address; private address; current address; address; customer address; supply address; service address; property address; permanent address; residence; place of residence; address of residence; anschrift; wohnanschrift; adresse; wohnort; wohnadresse; lieferanschrift; lieferadresse; verbrauchsstelle; meldeanschrift; lieferstelle; privatanschrift; wohnhaft; domicile; domicilio; residenza; woonadres',
  },
  residence_country: {
    shape: 'country',
    names:
      'country of residence; country of domicile; wohnsitzland; land des wohnsitzes; wohnsitzstaat; aufenthaltsland; pays de résidence; país de residencia',
  },
  tax_country: {
    shape: 'country',
    names:
      'tax residence; country of tax residence; tax residency; tax domicile; country of tax residency; resident for tax purposes in; tax resident in; tax country; steuerliche ansässigkeit; land der steuerlichen ansässigkeit; steuerland; steuerlicher wohnsitz; résidence fiscale; residencia fiscal',
  },
  tax_number: {
    shape: 'identifier',
    names:
      'tax identification number; tax number; tax id; tin; tax reference; taxpayer identification number; unique taxpayer reference; utr; steuernummer; steuer id; steueridentifikationsnummer; steuer identifikationsnummer; steuerliche identifikationsnummer; identifikationsnummer; idnr; steuer idnr; nif; cif; codice fiscale; nip',
  },
  passport_number: {
    shape: 'identifier',
    names:
      'passport number; document number; identity card number; id card number; id number; identity document number; reisepassnummer; passnummer; ausweisnummer; numéro de passeport',
  },
  document_expiry: {
    shape: 'date',
    names:
      'date of expiry; expiry date; valid until; expires; expires on; expiration date; passport expiry date; document expiry date; gültig bis',
  },
  document_issue: {
    shape: 'date',
    names: 'date of issue; issue date; issued on; date issued; ausstellungsdatum; ausgestellt am',
  },
  occupation: {
    shape: 'phrase',
    names:
      'occupation; profession; job title; position; current occupation; position held; role; beruf; berufsbezeichnung; tätigkeit als; stellung; funktion; ausgeübter beruf; profesión; professione',
  },
  employer: {
    shape: 'name',
    names: 'employer; employer name; current employer; arbeitgeber; name des arbeitgebers; employeur',
  },
};

/**
 * Words for anyone other than the subject as it is now. If a heading or a label contains one of them, what it covers cannot
 * answer a question that does not ask about it.
 */
export const otherParties = `
  parent holding muttergesellschaft mutterunternehmen obergesellschaft konzernmutter affiliate affiliates schwestergesellschaft
  auditor auditors abschlussprüfer wirtschaftsprüfer
  former formerly previous previously prior past ceased resigned historic ehemals ehemalig ehemaliger ehemalige frühere früherer
  früher bisherig bisherige vormals ausgeschieden abberufen erloschen gelöscht dissolved old ancien ancienne antiguo anterior
  precedente vorige voormalig poprzednia poprzedni tidigare
  adviser steuerberater lawyer solicitor solicitors rechtsanwalt notary notar agent consultant accountant accountants presenter
  witness zeuge landlord vermieter insurer versicherer
  spouse wife husband ehegatte ehefrau ehemann father mother vater mutter guarantor child kin emergency
  deputy stellvertreter stellvertretender stellvertretende alternate assistant acting
  correspondence postal mailing postanschrift rechnungsanschrift invoice billing
`;

/** The same, for others that a question about the subject may mention as well: its customers, its branches, its plans. */
export const incidentalParties = `
  subsidiary subsidiaries tochtergesellschaft tochterunternehmen tochtergesellschaften group consolidated konzern konsolidiert
  proposed planned forecast budget projected geplant prognose voraussichtlich future künftig künftige
  customer customers client clients kunde kunden counterparty counterparties applicant vertragspartner geschäftspartner
  supplier suppliers vendor lieferant lieferanten bank bankers hausbank bankverbindung employer arbeitgeber
  branch zweigniederlassung niederlassung warehouse lager establishment
`;

/** Roles of people that are not keys of their own: where one begins, a list of other people ends. */
export const otherRoles =
  'owner; owners; shareholder; shareholders; secretary; auditor; auditors; treasurer; founder; signatory; trustee; settlor; beneficiary; registered agent; contact; contact person; proxy holder; prokurist; prokuristin; prokuristen; prokura; gesellschafter; gesellschafterin; inhaber; inhaberin; aufsichtsrat; supervisory board; schriftführer; kontakt; ansprechpartner; advisory board; beirat; manager; partner';
