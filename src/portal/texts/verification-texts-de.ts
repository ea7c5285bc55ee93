import type { VerificationCheck } from '../../database/client/client.ts';
import { captureDe } from './capture-texts-de.ts';
import { handoverDe } from './handover-texts-de.ts';
import type { VerificationTexts } from './verification-texts.ts';

const isBiometric = (checks: readonly VerificationCheck[]) =>
  checks.includes('IDENTITY') || checks.includes('ENHANCED_IDENTITY');

export const verificationDe: VerificationTexts = {
  lead: (tenant) => `${tenant} überprüft Ihre Identität. Bitte halten Sie Folgendes bereit.`,
  consentHeading: 'Ihre Einwilligung',
  consent: ({ tenant, checks }) => [
    `Mit dem, was Sie hier hochladen, prüft ${tenant} Ihre Identität und erfüllt damit gesetzliche Pflichten.${
      isBiometric(checks)
        ? ' Das Team vergleicht die Aufnahmen Ihres Gesichts mit Ihrem Ausweis. Das sind biometrische Daten.'
        : ''
    }`,
    `Die Dateien werden als Nachweis dieser Prüfung aufbewahrt, und nur das Team von ${tenant} kann sie sehen. Sie können Ihre Einwilligung jederzeit gegenüber dem Team widerrufen; die Rechtmäßigkeit der Verarbeitung bis zum Widerruf bleibt davon unberührt.`,
  ],
  hostedConsent: ({ tenant, checks }) => [
    `Um gesetzliche Pflichten zu erfüllen, lässt ${tenant} Ihre Identität von einem spezialisierten Anbieter prüfen.${
      isBiometric(checks)
        ? ' Der Anbieter vergleicht die Aufnahmen Ihres Gesichts mit Ihrem Ausweis. Das sind biometrische Daten.'
        : ''
    }`,
    `Ihre Angaben dort und das Ergebnis werden als Nachweis dieser Prüfung aufbewahrt. Sie können Ihre Einwilligung jederzeit gegenüber dem Team von ${tenant} widerrufen; die Rechtmäßigkeit der Verarbeitung bis zum Widerruf bleibt davon unberührt.`,
  ],
  agree: 'Ich willige in diese Verarbeitung meiner Daten ein',
  consentMissing: 'Bitte willigen Sie zuerst ein. Ohne Ihre Einwilligung dürfen wir keine Dateien annehmen.',
  checks: {
    DOCUMENT: {
      name: 'Ausweisdokument',
      what: 'Ein Foto oder PDF Ihres Reisepasses, Führerscheins oder Personalausweises.',
      tips: ['Beide Seiten, wenn es zwei gibt', 'Alle Ecken sichtbar, nichts verdeckt, keine Spiegelungen'],
      missing: 'Bitte fügen Sie ein Foto oder PDF Ihres Ausweisdokuments hinzu.',
    },
    IDENTITY: {
      name: 'Selfie',
      what: 'Ein Foto Ihres Gesichts, jetzt aufgenommen.',
      tips: [
        'Blicken Sie gerade in die Kamera',
        'Gleichmäßiges Licht, keine Sonnenbrille, niemand sonst im Bild',
      ],
      missing: 'Bitte fügen Sie ein Foto Ihres Gesichts hinzu.',
    },
    ENHANCED_IDENTITY: {
      name: 'Kurzes Video',
      what: 'Ein Video Ihres Gesichts, fünf bis zehn Sekunden lang.',
      tips: ['Blicken Sie in die Kamera und drehen Sie den Kopf dann langsam nach links und nach rechts'],
      missing: 'Bitte fügen Sie ein kurzes Video Ihres Gesichts hinzu.',
    },
    PROOF_OF_ADDRESS: {
      name: 'Adressnachweis',
      what: 'Ein Schreiben oder Auszug mit Ihrem Namen und Ihrer Wohnadresse.',
      tips: ['Zum Beispiel eine Strom- oder Gasrechnung oder ein Kontoauszug', 'Nicht älter als drei Monate'],
      missing: 'Bitte fügen Sie ein Dokument mit Ihrem Namen und Ihrer Adresse hinzu.',
    },
  },
  capture: captureDe,
  handover: handoverDe,
  provided: 'Hinzugefügt',
  upload: 'Dateien hochladen',
  submit: 'Verifizierung absenden',
  submitHeading: 'Alles hinzugefügt?',
  submitHint: (tenant) =>
    `Das Team von ${tenant} prüft, was Sie absenden. Danach können Sie es hier nicht mehr ändern.`,
  savedHeading: 'Ihre Dateien sind angekommen',
  savedHint: 'Es wurde noch nichts abgesendet. Prüfen Sie die Dateien unten und senden Sie dann ab.',
  rejectedHeading: (count) => (count === 1 ? 'Es fehlt noch etwas' : `Es fehlen noch ${count} Angaben`),
  rejectedHint: 'Es wurde noch nichts abgesendet. Was Sie hochgeladen haben, ist noch da.',
  hosted: {
    whatHeading: 'Was Sie brauchen',
    wayHeading: 'Wie es abläuft',
    steps: (tenant) => [
      'Sie gelangen auf die sicheren Seiten unseres Anbieters für Identitätsprüfungen und folgen dort den Schritten. Das dauert wenige Minuten.',
      `Der Anbieter teilt ${tenant} das Ergebnis mit. Auf diese Seite müssen Sie nicht zurückkehren.`,
    ],
    start: 'Identitätsprüfung starten',
    readyHeading: 'Ihre Identitätsprüfung ist bereit',
    readyLead: 'Weiter geht es auf den sicheren Seiten unseres Anbieters für Identitätsprüfungen.',
    open: 'Zur Identitätsprüfung',
    alreadyStarted:
      'Sie haben bereits begonnen. Wenn Sie fertig sind, gibt es hier nichts mehr zu tun. Wenn etwas nicht geklappt hat, starten Sie erneut.',
    failedHeading: 'Die Identitätsprüfung ist gerade nicht erreichbar',
    failedLead: 'Es ist nichts verloren. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  },
};
