import type { HandoverTexts } from './handover-texts.ts';

export const handoverDe: HandoverTexts = {
  heading: 'Auf dem Smartphone fortfahren',
  how: 'Scannen Sie diesen Code mit der Kamera Ihres Smartphones. Dort öffnet sich diese Seite, und Sie können die Fotos mit dem Smartphone aufnehmen. Der Code ist so persönlich wie der Link in Ihrer E-Mail: Zeigen Sie ihn niemandem sonst.',
  look: 'Neue Dateien jetzt anzeigen',
  script: {
    code: 'QR-Code mit der Adresse dieser Seite',
    waiting: 'Dateien, die Sie auf dem Smartphone hinzufügen, erscheinen hier nach wenigen Sekunden.',
    arrived: 'Die Dateien auf dieser Seite haben sich durch Ihre Eingaben auf dem Smartphone geändert.',
    stopped: 'Diese Seite sucht nicht mehr nach neuen Dateien.',
    failed: 'Neue Dateien können gerade nicht geladen werden. Bitte versuchen Sie es noch einmal.',
  },
};
