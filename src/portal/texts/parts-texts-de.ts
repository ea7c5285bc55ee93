import type { PartsTexts } from './parts-texts.ts';

export const partsDe: PartsTexts = {
  lead: (tenant) => `${tenant} bittet Sie, die Fragen in den folgenden Abschnitten zu beantworten.`,
  takes: (minutes) =>
    minutes === 1 ? 'Das dauert etwa eine Minute.' : `Das dauert etwa ${minutes} Minuten.`,
  atHand: 'Diese Dateien sollten Sie bereithalten',
  moreFiles: (count) => (count === 1 ? 'und eine weitere' : `und ${count} weitere`),
  sectionsDone: (done, total) => `${done} von ${total} Abschnitten vollständig`,
  states: {
    fresh: 'Noch nicht begonnen',
    started: (answered, total) => `${answered} von ${total} beantwortet`,
    complete: 'Vollständig',
    optional: 'Freiwillig',
    unneeded: 'Nach Ihren anderen Antworten nicht nötig',
    changes: 'Änderung erbeten',
  },
  start: 'Beginnen',
  resume: 'Weiter mit „#“',
  check: 'Antworten prüfen',
  allSections: 'Alle Abschnitte',
  wholeForm: 'Alle Fragen auf einer Seite',
  nothingAsked: 'Nach Ihren anderen Antworten gibt es in diesem Abschnitt zurzeit nichts zu beantworten.',
  saveAndContinue: 'Speichern und weiter',
  next: 'Weiter',
  nextPage: 'Weiter: #',
  back: 'Zurück: #',
  checkLead:
    'Bitte prüfen Sie Ihre Antworten, bevor Sie den Fragebogen absenden. Sie können jede Antwort noch ändern.',
  changesElsewhere: (count) => (count === 1 ? 'Es geht um eine Frage:' : `Es geht um ${count} Fragen:`),
  change: 'Ändern',
  answer: 'Beantworten',
};
