/* What a thread of the built-in engine carries out. It loads nothing that opens a database or a network. */
export { findAnswers as default } from './find-answers.ts';
