import type { QuestionnaireView } from '../views/views.ts';
import { renderCheckAnswersPage } from './check-answers-page.ts';
import { layOutForm } from './form-layout.ts';
import type { PageFrame } from './layout.ts';
import { renderSectionPage } from './section-page.ts';
import { renderTaskListPage } from './task-list-page.ts';
import { renderWholeFormPage } from './whole-form-page.ts';

/** The page of a questionnaire that its view asks for. */
export function renderQuestionnairePage(view: QuestionnaireView, frame: PageFrame): string {
  const form = layOutForm(view);
  switch (view.page.kind) {
    case 'all':
      return renderWholeFormPage(form, frame);
    case 'tasks':
      return renderTaskListPage(form, frame);
    case 'section':
      return renderSectionPage(form, view.page, frame);
    case 'check':
      return renderCheckAnswersPage(form, frame);
  }
}
