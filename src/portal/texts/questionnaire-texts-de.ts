import { type FileKind, maxBytesOf } from '../pages/file-kinds.ts';
import { partsDe } from './parts-texts-de.ts';
import type { QuestionnaireTexts } from './questionnaire-texts.ts';

/** What each kind of file input accepts. */
const accepted: Record<FileKind, string> = {
  document:
    'ein PDF, ein Foto (JPEG, PNG, WebP, HEIC), eine Word- oder Excel-Datei (DOCX, XLSX) oder Text (TXT, CSV, Markdown, HTML, EML)',
  photoOrPdf: 'ein Foto (JPEG, PNG, WebP, HEIC) oder ein PDF',
  photo: 'ein Foto (JPEG, PNG, WebP, HEIC)',
  video: 'ein Video (MP4, MOV, WebM)',
};

const megabytes = (kind: FileKind): number => maxBytesOf(kind) / 1_048_576;

export const questionnaireDe: QuestionnaireTexts = {
  lead: (tenant) => `${tenant} bittet Sie, die folgenden Fragen zu beantworten.`,
  keepsAnswers: 'Sie können jederzeit einen Entwurf speichern und später mit demselben Link weitermachen.',
  requiredHint: 'Fragen mit einem Sternchen müssen beantwortet werden.',
  required: 'Antwort erforderlich.',
  contents: 'Abschnitte',
  sectionOf: (number, total) => `Abschnitt ${number} von ${total}`,
  save: 'Entwurf speichern',
  submit: 'Fragebogen absenden',
  submitHeading: 'Alles beantwortet?',
  submitHint: (tenant) =>
    `Ihre Antworten gehen an das Team von ${tenant}. Danach können Sie sie hier nicht mehr ändern.`,
  onlyIf: (question, answer) => `Nur wenn die Antwort auf „${question}“ „${answer}“ lautet.`,
  yes: 'Ja',
  no: 'Nein',
  confirm: 'Ich bestätige dies',
  confirmed: 'Bestätigt',
  noAnswer: 'Keine Angabe',
  choose: 'Bitte auswählen',
  datePattern: 'JJJJ-MM-TT',
  prefilled: 'Für Sie ausgefüllt – bitte prüfen',
  highlighted: 'Änderung erbeten',
  changesHeading: (tenant) => `${tenant} bittet Sie um Änderungen`,
  changesMarked: (count) =>
    count === 1 ? 'Diese Frage ist unten markiert:' : `Diese ${count} Fragen sind unten markiert:`,
  changesKept: 'Alle Ihre Antworten sind noch da.',
  savedHeading: 'Ihr Entwurf ist gespeichert',
  savedHint:
    'Sie können diese Seite schließen und mit demselben Link weitermachen. Es wurde noch nichts abgesendet.',
  rejectedHeading: (count) =>
    count === 1
      ? '1 Antwort fehlt oder muss geändert werden'
      : `${count} Antworten fehlen oder müssen geändert werden`,
  rejectedHint: 'Es wurde noch nichts abgesendet. Alle anderen Antworten sind gespeichert.',
  conflictHeading: (count) =>
    count === 1
      ? '1 Antwort wurde inzwischen von jemand anderem geändert'
      : `${count} Antworten wurden inzwischen von jemand anderem geändert`,
  conflictHint:
    'Ihre eigenen Antworten stehen unten noch in den Feldern, sind aber nicht gespeichert. Bitte vergleichen Sie beide und speichern Sie dann erneut.',
  missing: {
    TEXT: 'Bitte beantworten Sie diese Frage.',
    LONG_TEXT: 'Bitte beantworten Sie diese Frage.',
    NUMBER: 'Bitte geben Sie eine Zahl ein.',
    DATE: 'Bitte geben Sie ein Datum ein.',
    BOOLEAN: 'Bitte wählen Sie Ja oder Nein.',
    SINGLE_CHOICE: 'Bitte wählen Sie eine Möglichkeit aus.',
    MULTI_CHOICE: 'Bitte wählen Sie mindestens eine Möglichkeit aus.',
    COUNTRY: 'Bitte wählen Sie ein Land aus.',
    EMAIL: 'Bitte geben Sie eine E-Mail-Adresse ein.',
    URL: 'Bitte geben Sie eine Webadresse ein.',
    FILE: 'Bitte fügen Sie eine Datei hinzu.',
    ATTESTATION: 'Bitte bestätigen Sie diese Erklärung.',
    COUNTRIES: 'Bitte wählen Sie mindestens ein Land aus.',
    PHONE: 'Bitte geben Sie eine Telefonnummer ein.',
    PERCENTAGE: 'Bitte geben Sie einen Prozentsatz ein.',
    LEI: 'Bitte geben Sie eine LEI (Rechtsträgerkennung) ein.',
    IBAN: 'Bitte geben Sie eine IBAN ein.',
  },
  malformed: {
    TEXT: 'Bitte verwenden Sie eine Zeile mit höchstens 1.000 Zeichen.',
    LONG_TEXT: 'Bitte verwenden Sie höchstens 20.000 Zeichen.',
    NUMBER: 'Bitte geben Sie eine Zahl ein, zum Beispiel 1.500 oder 12,5.',
    DATE: 'Bitte geben Sie ein Datum ein, das es gibt, als Jahr, Monat und Tag: 2026-02-28.',
    BOOLEAN: 'Bitte wählen Sie Ja oder Nein.',
    SINGLE_CHOICE: 'Bitte wählen Sie eine der Möglichkeiten aus.',
    MULTI_CHOICE: 'Bitte wählen Sie aus den Möglichkeiten aus.',
    COUNTRY: 'Bitte wählen Sie ein Land aus der Liste aus.',
    EMAIL: 'Bitte geben Sie eine einzelne E-Mail-Adresse ein, zum Beispiel name@example.com.',
    URL: 'Bitte geben Sie eine Webadresse ein, die mit https:// beginnt, zum Beispiel https://example.com.',
    FILE: 'Bitte fügen Sie eine Datei hinzu, die wir annehmen können.',
    ATTESTATION: 'Bitte setzen Sie das Häkchen, oder lassen Sie das Feld leer.',
    COUNTRIES: 'Bitte wählen Sie Länder aus der Liste aus.',
    PHONE: 'Bitte geben Sie eine Telefonnummer mit Ländervorwahl ein, zum Beispiel +49 30 123456.',
    PERCENTAGE: 'Bitte geben Sie einen Prozentsatz von 0 bis 100 ein.',
    LEI: 'Bitte prüfen Sie die LEI: Sie hat 20 Buchstaben und Ziffern, zum Beispiel 529900T8BM49AURSDO55.',
    IBAN: 'Bitte prüfen Sie die IBAN: Sie beginnt mit zwei Buchstaben, zum Beispiel DE89 3704 0044 0532 0130 00.',
  },
  bounds: {
    NUMBER: {
      both: (min, max) => `Bitte geben Sie eine Zahl von ${min} bis ${max} ein.`,
      min: (min) => `Bitte geben Sie eine Zahl ab ${min} ein.`,
      max: (max) => `Bitte geben Sie eine Zahl bis ${max} ein.`,
    },
    PERCENTAGE: {
      both: (min, max) => `Bitte geben Sie einen Prozentsatz von ${min} bis ${max} ein.`,
      min: (min) => `Bitte geben Sie einen Prozentsatz ab ${min} ein.`,
      max: (max) => `Bitte geben Sie einen Prozentsatz bis ${max} ein.`,
    },
    DATE: {
      both: (min, max) => `Bitte geben Sie ein Datum von ${min} bis ${max} ein.`,
      min: (min) => `Bitte geben Sie ein Datum ab ${min} ein.`,
      max: (max) => `Bitte geben Sie ein Datum bis ${max} ein.`,
    },
    today: 'heute',
  },
  percent: (number) => `${number} %`,
  received: (typed) => `Ihre Eingabe: ${typed}`,
  theirs: (answer) => `Jemand anderes hat inzwischen eine andere Antwort gespeichert: ${answer}`,
  theirsCleared: 'Jemand anderes hat diese Antwort inzwischen entfernt.',
  keepsMine:
    'Um zu behalten, was im Feld steht, speichern Sie erneut. Um die andere Antwort zu übernehmen, ändern Sie vorher das Feld.',
  files: {
    heading: 'Hinzugefügte Dateien',
    remove: 'Entfernen',
    removeNamed: (name) => `${name} entfernen`,
    removeHint: 'Hier markierte Dateien werden beim Speichern entfernt.',
    hint: 'PDF, Foto, Word-, Excel- oder Textdatei, jeweils bis zu 20 MB.',
    problems: {
      empty: (name) => `${name} ist leer und wurde nicht hinzugefügt.`,
      too_large: (name, kind) =>
        `${name} ist größer als ${megabytes(kind)} MB und wurde nicht hinzugefügt. Bitte verwenden Sie eine kleinere Datei.`,
      type_not_accepted: (name, kind) =>
        `${name} wurde nicht hinzugefügt, weil dieser Dateityp hier nicht angenommen wird. Bitte verwenden Sie ${accepted[kind]}.`,
      unsafe: (name) => `${name} wurde nicht hinzugefügt, weil unsere Virenprüfung die Datei abgelehnt hat.`,
      too_many: (name) =>
        `${name} wurde nicht hinzugefügt: Hier sind bereits so viele Dateien, wie wir annehmen können.`,
      consent_missing: (name) => `${name} wurde nicht hinzugefügt, weil Ihre Einwilligung fehlte.`,
    },
  },
  parts: partsDe,
  script: {
    answered: '# von # beantwortet',
    part: '# von #',
    open: [
      'Alle erforderlichen Antworten sind da.',
      '# Antwort fehlt noch oder muss geändert werden.',
      '# Antworten fehlen noch oder müssen geändert werden.',
    ],
    rejected: ['1 Antwort fehlt oder muss geändert werden', '# Antworten fehlen oder müssen geändert werden'],
    saving: 'Wird gespeichert …',
    savedAt: 'Gespeichert um #',
    retry: 'Noch nicht gespeichert – neuer Versuch folgt',
    conflict: 'Von jemand anderem geändert – bitte vergleichen',
    closedShort: 'Nicht gespeichert: Der Link ist geschlossen',
    closed:
      'Dieser Link wurde geschlossen. Ihre letzten Eingaben konnten nicht mehr gespeichert werden. Sie stehen noch auf dieser Seite: Kopieren oder drucken Sie sie, bevor Sie die Seite verlassen, und bitten Sie das Team, das Ihnen geschrieben hat, um einen neuen Link.',
    keepMine: 'Meine Antwort behalten',
    badNumber: 'Bitte geben Sie eine Zahl ein, zum Beispiel 1.500 oder 12,5.',
    searchCountry: 'Land suchen',
    countriesFound: ['Kein Land gefunden', '1 Land gefunden', '# Länder gefunden'],
    badDate: 'Bitte vervollständigen Sie das Datum.',
    notSaved: 'Nicht gespeichert: Bitte prüfen Sie die markierten Antworten',
    remove: 'Entfernen',
    uploading: '# wird hochgeladen …',
    uploadFailed:
      '# konnte nicht hochgeladen werden. Bitte prüfen Sie Ihre Verbindung und wählen Sie die Datei erneut aus.',
    uploadLate: '# wurde nicht hochgeladen.',
    uploadWait: 'Einen Moment: Ihre Datei wird noch hochgeladen.',
    consentFirst: 'Bitte willigen Sie oben ein. Danach wird Ihre Datei sofort hochgeladen.',
    tooLarge: '# ist größer als # MB. Bitte verwenden Sie eine kleinere Datei.',
    cancel: 'Hochladen abbrechen',
    cancelled: 'Das Hochladen von # wurde abgebrochen.',
    print: 'Kopie drucken',
  },
};
