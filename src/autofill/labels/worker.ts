import { yieldProcessor } from '../../runtime/yield-resources.ts';

// On other platforms, the priority would apply to the whole process.
if (process.platform === 'linux') {
  yieldProcessor(0);
}

/* The code that a thread of the built-in engine runs. It loads nothing that opens a database or a network connection. */
export { findAnswers as default } from './find-answers.ts';
