import { type FileKind, maxBytesOf } from '../pages/file-kinds.ts';
import { partsEn } from './parts-texts-en.ts';
import type { QuestionnaireTexts } from './questionnaire-texts.ts';

/** What each kind of file input accepts. */
const accepted: Record<FileKind, string> = {
  document:
    'a PDF, a photo (JPEG, PNG, WebP, HEIC), a Word or Excel file (DOCX, XLSX) or text (TXT, CSV, Markdown, HTML, EML)',
  photoOrPdf: 'a photo (JPEG, PNG, WebP, HEIC) or a PDF',
  photo: 'a photo (JPEG, PNG, WebP, HEIC)',
  video: 'a video (MP4, MOV, WebM)',
};

const megabytes = (kind: FileKind): number => maxBytesOf(kind) / 1_048_576;

export const questionnaireEn: QuestionnaireTexts = {
  lead: (tenant) => `${tenant} asks you to answer the questions below.`,
  keepsAnswers: 'You can save a draft at any time and continue later using the same link.',
  requiredHint: 'Questions marked with an asterisk are required.',
  required: 'Required.',
  contents: 'Sections',
  sectionOf: (number, total) => `Section ${number} of ${total}`,
  save: 'Save draft',
  submit: 'Submit questionnaire',
  submitHeading: 'Ready to submit?',
  submitHint: (tenant) =>
    `Your answers will be sent to the team at ${tenant}. You can no longer change them here afterwards.`,
  onlyIf: (question, answer) => `Only if “${question}” is answered with “${answer}”.`,
  yes: 'Yes',
  no: 'No',
  confirm: 'I confirm this',
  confirmed: 'Confirmed',
  noAnswer: 'No answer',
  choose: 'Please choose',
  datePattern: 'YYYY-MM-DD',
  prefilled: 'Filled in for you – please check',
  highlighted: 'Change requested',
  changesHeading: (tenant) => `${tenant} asks you for changes`,
  changesMarked: (count) =>
    count === 1 ? 'This question is marked below:' : `These ${count} questions are marked below:`,
  changesKept: 'All your answers are still there.',
  savedHeading: 'Your draft is saved',
  savedHint:
    'You can close this page and continue later using the same link. Nothing has been submitted yet.',
  rejectedHeading: (count) =>
    count === 1 ? '1 answer is missing or needs a change' : `${count} answers are missing or need a change`,
  rejectedHint: 'Nothing has been submitted yet. All other answers are saved.',
  conflictHeading: (count) =>
    count === 1
      ? '1 answer has been changed by someone else in the meantime'
      : `${count} answers have been changed by someone else in the meantime`,
  conflictHint:
    'Your own answers are still in the fields below but have not been saved. Compare them, then save again.',
  missing: {
    TEXT: 'Please answer this question.',
    LONG_TEXT: 'Please answer this question.',
    NUMBER: 'Please enter a number.',
    DATE: 'Please enter a date.',
    BOOLEAN: 'Please choose Yes or No.',
    SINGLE_CHOICE: 'Please choose one option.',
    MULTI_CHOICE: 'Please choose at least one option.',
    COUNTRY: 'Please choose a country.',
    EMAIL: 'Please enter an email address.',
    URL: 'Please enter a web address.',
    FILE: 'Please add a file.',
    ATTESTATION: 'Please confirm this statement.',
    COUNTRIES: 'Please choose at least one country.',
    PHONE: 'Please enter a telephone number.',
    PERCENTAGE: 'Please enter a percentage.',
    LEI: 'Please enter a legal entity identifier.',
    IBAN: 'Please enter an IBAN.',
  },
  malformed: {
    TEXT: 'Please use one line of at most 1,000 characters.',
    LONG_TEXT: 'Please use at most 20,000 characters.',
    NUMBER: 'Please enter a number, such as 1,500 or 12.5.',
    DATE: 'Please enter a date that exists, written as year, month and day: 2026-02-28.',
    BOOLEAN: 'Please choose Yes or No.',
    SINGLE_CHOICE: 'Please choose one of the options.',
    MULTI_CHOICE: 'Please choose from the options.',
    COUNTRY: 'Please choose a country from the list.',
    EMAIL: 'Please enter one email address, such as name@example.com.',
    URL: 'Please enter a web address that starts with https://, such as https://example.com.',
    FILE: 'Please add a file of an accepted type.',
    ATTESTATION: 'Please tick the box, or leave it empty.',
    COUNTRIES: 'Please choose countries from the list.',
    PHONE: 'Please enter a telephone number with the code of its country, such as +44 20 7946 0958.',
    PERCENTAGE: 'Please enter a percentage from 0 to 100.',
    LEI: 'Please check this identifier: it has 20 letters and digits, such as 529900T8BM49AURSDO55.',
    IBAN: 'Please check this IBAN: it starts with two letters, such as GB82 WEST 1234 5698 7654 32.',
  },
  bounds: {
    NUMBER: {
      both: (min, max) => `Please enter a number from ${min} to ${max}.`,
      min: (min) => `Please enter a number that is ${min} or more.`,
      max: (max) => `Please enter a number that is ${max} or less.`,
    },
    PERCENTAGE: {
      both: (min, max) => `Please enter a percentage from ${min} to ${max}.`,
      min: (min) => `Please enter a percentage that is ${min} or more.`,
      max: (max) => `Please enter a percentage that is ${max} or less.`,
    },
    DATE: {
      both: (min, max) => `Please enter a date from ${min} to ${max}.`,
      min: (min) => `Please enter a date that is ${min} or later.`,
      max: (max) => `Please enter a date that is ${max} or earlier.`,
    },
    today: 'today',
  },
  percent: (number) => `${number}%`,
  received: (typed) => `We received: ${typed}`,
  theirs: (answer) => `Someone else has saved a different answer in the meantime: ${answer}`,
  theirsCleared: 'Someone else has removed this answer in the meantime.',
  keepsMine: 'To keep your answer, save again. To use the other answer, change the field first.',
  files: {
    heading: 'Files added',
    remove: 'Remove',
    removeNamed: (name) => `Remove ${name}`,
    removeHint: 'Files that you tick here are removed when you save.',
    hint: 'PDF, photo, Word, Excel or text file, up to 20 MB each.',
    problems: {
      empty: (name) => `${name} is empty and was not added.`,
      too_large: (name, kind) =>
        `${name} is larger than ${megabytes(kind)} MB and was not added. Please use a smaller file.`,
      type_not_accepted: (name, kind) =>
        `${name} was not added because its type is not accepted here. Please use ${accepted[kind]}.`,
      unsafe: (name) => `${name} was not added because our virus check rejected it.`,
      too_many: (name) => `${name} was not added: there are already as many files here as we can accept.`,
      consent_missing: (name) => `${name} was not added because your consent was missing.`,
    },
  },
  parts: partsEn,
  script: {
    answered: '# of # answered',
    part: '# of #',
    open: [
      'All required questions are answered.',
      '# answer is still missing or needs a change.',
      '# answers are still missing or need a change.',
    ],
    rejected: ['1 answer is missing or needs a change', '# answers are missing or need a change'],
    saving: 'Saving …',
    savedAt: 'Saved at #',
    retry: 'Not saved yet – will try again',
    conflict: 'Changed by someone else – please compare',
    closedShort: 'Not saved: the link is closed',
    closed:
      'This link has been closed. Your latest answers could not be saved but are still on this page: copy or print them before you leave, and ask the team that wrote to you for a new link.',
    keepMine: 'Keep my answer',
    badNumber: 'Please enter a number, such as 1,500 or 12.5.',
    searchCountry: 'Search for a country',
    countriesFound: ['No country found', '1 country found', '# countries found'],
    badDate: 'Please complete the date.',
    notSaved: 'Not saved: please check the marked answers',
    remove: 'Remove',
    uploading: 'Uploading # …',
    uploadFailed: '# could not be uploaded. Please check your connection and choose it again.',
    uploadLate: '# was not uploaded.',
    uploadWait: 'One moment: your file is still being uploaded.',
    consentFirst: 'Please give your consent above. Your file will then be uploaded.',
    tooLarge: '# is larger than # MB. Please use a smaller file.',
    cancel: 'Cancel upload',
    cancelled: 'Upload of # cancelled.',
    print: 'Print a copy',
  },
};
