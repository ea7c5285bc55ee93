import type { RequestLink } from '../../domain/recipients/follow-link.ts';
import type { Language } from '../../languages.ts';
import { conflictText, problemText, renderFileList } from '../pages/pages.ts';
import { viewQuestionnaire } from '../views/questionnaire-view.ts';
import { viewVerification } from '../views/verification-view.ts';
import {
  controls,
  type FileProblem,
  type FilesReport,
  type FileView,
  type SaveReport,
} from '../views/views.ts';
import type { FormOutcome } from './take-form.ts';

interface ReportOptions {
  outcome: FormOutcome;
  language: Language;
}

/** The response to the page's script for a form that it has sent. */
export async function reportOutcome(options: ReportOptions): Promise<SaveReport | FilesReport> {
  const { outcome, language } = options;
  const { link } = outcome;
  const [control] = outcome.files.controls;
  if (outcome.kind === 'closed' || !('recipient' in link)) {
    return control === undefined
      ? { status: 'closed', answered: 0, total: 0, questions: {} }
      : { status: 'closed', html: '' };
  }
  if (control !== undefined) {
    const files = await readFiles({ outcome, link, language, control });
    return { status: 'saved', html: renderFileList({ language, control, ...files }).toString() };
  }
  const view = await viewQuestionnaire({ link, language, feedback: outcome.questionnaire });
  return {
    status: 'saved',
    answered: view.answered,
    total: view.total,
    questions: Object.fromEntries(
      view.sections
        .flatMap(({ questions }) => questions)
        .map((question) => [
          question.id,
          {
            fingerprint: question.fingerprint,
            problem: problemText(language, question) ?? null,
            conflict: conflictText(language, question) ?? null,
          },
        ]),
    ),
  };
}

/** The files that a control has now, and those that were not accepted. */
async function readFiles({
  outcome,
  link,
  language,
  control,
}: ReportOptions & { link: RequestLink; control: string }): Promise<{
  files: FileView[];
  fileProblems: FileProblem[];
}> {
  const fileProblems = outcome.files.problems.get(control) ?? [];
  const options = { link, language };
  if (control.startsWith('file.')) {
    const { sections } = await viewQuestionnaire(options);
    const question = sections
      .flatMap(({ questions }) => questions)
      .find(({ id }) => controls.file(id) === control);
    return { files: question?.files ?? [], fileProblems };
  }
  const { checks } = await viewVerification(options);
  const check = checks.find((candidate) => controls.evidence(candidate.check) === control);
  return { files: check?.files ?? [], fileProblems };
}
