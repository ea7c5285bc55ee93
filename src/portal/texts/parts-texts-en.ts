import type { PartsTexts } from './parts-texts.ts';

export const partsEn: PartsTexts = {
  lead: (tenant) => `${tenant} asks you to answer the questions in the sections below.`,
  takes: (minutes) => (minutes === 1 ? 'This takes about a minute.' : `This takes about ${minutes} minutes.`),
  atHand: 'Files to have at hand',
  moreFiles: (count) => (count === 1 ? 'and one more' : `and ${count} more`),
  sectionsDone: (done, total) => `${done} of ${total} sections complete`,
  states: {
    fresh: 'Not started',
    started: (answered, total) => `${answered} of ${total} answered`,
    complete: 'Complete',
    optional: 'Optional',
    unneeded: 'Not needed given your other answers',
    changes: 'Change requested',
  },
  start: 'Start',
  resume: 'Continue with “#”',
  check: 'Check your answers',
  allSections: 'All sections',
  wholeForm: 'All questions on one page',
  nothingAsked: 'Given your other answers, there is nothing to answer in this section at the moment.',
  saveAndContinue: 'Save and continue',
  next: 'Next',
  nextPage: 'Next: #',
  back: 'Back: #',
  checkLead: 'Please check your answers before you submit the questionnaire. You can change each of them.',
  changesElsewhere: (count) =>
    count === 1 ? 'This is about one question:' : `This is about ${count} questions:`,
  change: 'Change',
  answer: 'Answer',
};
