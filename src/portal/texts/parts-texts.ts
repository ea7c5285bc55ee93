/** The words of a questionnaire that has a page for each of its sections, and of what is said before one is started. */
export interface PartsTexts {
  /** What is asked, above the sections. */
  lead: (tenant: string) => string;
  /** How long the questionnaire takes. */
  takes: (minutes: number) => string;
  /** Over the questions that ask for files. */
  atHand: string;
  moreFiles: (count: number) => string;
  /** How many sections need nothing more, of those with questions to answer. */
  sectionsDone: (done: number, total: number) => string;
  states: {
    fresh: string;
    started: (answered: number, total: number) => string;
    complete: string;
    optional: string;
    /** No question of the section is asked. */
    unneeded: string;
    changes: string;
  };
  start: string;
  /** With the title of a section in the place of `#`. */
  resume: string;
  check: string;
  allSections: string;
  /** The link to the page with all questions. */
  wholeForm: string;
  /** In place of a section's questions while none of them is asked. */
  nothingAsked: string;
  saveAndContinue: string;
  /** Leads to the page that follows, which an answer on this one decides. */
  next: string;
  /** The same with the page's title in the place of `#`. */
  nextPage: string;
  /** With the title of the page before in the place of `#`. */
  back: string;
  checkLead: string;
  /** Over links to the questions that a change is requested of, not all of which are on the page. */
  changesElsewhere: (count: number) => string;
  change: string;
  /** In place of `change` where there is no answer yet. */
  answer: string;
}
