import type { CaptureTexts } from './capture-texts.ts';

export const captureDe: CaptureTexts = {
  take: 'Foto aufnehmen',
  takeNamed: (check) => `Foto aufnehmen: ${check}`,
  script: {
    kinds: { heading: 'Art des Dokuments', card: 'Karte', passport: 'Reisepass' },
    hints: {
      front: 'Richten Sie die Vorderseite Ihrer Karte im Rahmen aus.',
      back: 'Drehen Sie die Karte jetzt um und richten Sie die Rückseite im Rahmen aus. Wenn die Rückseite leer ist, schließen Sie die Kamera.',
      passport: 'Richten Sie die Seite mit Ihrem Foto im Rahmen aus.',
      paper: 'Richten Sie die ganze Seite im Rahmen aus.',
      face: 'Richten Sie Ihr Gesicht im Rahmen aus und blicken Sie gerade in die Kamera.',
    },
    names: {
      front: 'Karte-Vorderseite',
      back: 'Karte-Rückseite',
      passport: 'Reisepass',
      paper: 'Adressnachweis',
      face: 'Selfie',
    },
    shoot: 'Jetzt aufnehmen',
    use: 'Dieses Foto verwenden',
    again: 'Neu aufnehmen',
    close: 'Kamera schließen',
    photo: 'Das aufgenommene Foto',
    advice: {
      none: 'Prüfen Sie, ob nichts abgeschnitten und alles deutlich zu erkennen ist.',
      blurred: 'Das Bild wirkt unscharf.',
      glare: 'Auf dem Bild sind helle Spiegelungen.',
      anyway: 'Sie können es neu aufnehmen oder so verwenden.',
    },
    consentFirst: 'Bitte willigen Sie oben ein. Danach können Sie das Foto aufnehmen.',
    denied:
      'Ihr Browser erlaubt dieser Seite den Zugriff auf die Kamera nicht. Sie können ihn in den Einstellungen des Browsers erlauben oder hier ein Foto auswählen.',
    failed: 'Die Kamera konnte nicht verwendet werden. Bitte wählen Sie hier stattdessen ein Foto aus.',
  },
};
