import { yieldProcessor } from '../../runtime/yield-resources.ts';

// Elsewhere, the priority would be that of the whole process.
if (process.platform === 'linux') {
  yieldProcessor(0);
}

/* What a thread of the built-in engine carries out. It loads nothing that opens a database or a network. */
export { findAnswers as default } from './find-answers.ts';
