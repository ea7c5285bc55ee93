import type { WorkflowStep } from '../../database/client/client.ts';
import { localName } from '../../domain/questionnaires/localise.ts';
import type { RequestLink } from '../../domain/recipients/follow-link.ts';
import { contactOf } from '../../domain/tenants/tenant-summary.ts';
import type { Language } from '../../languages.ts';
import { cleanLine } from '../../text/clean-line.ts';
import { portalTexts } from '../texts/texts.ts';
import type { RequestView, UnsavedAnswers } from './views.ts';

/** Longer than any name that a tenant can set. */
const maxNameLength = 1000;

/** A name without anything that could reorder the text around it. */
export const cleanTitle = (name: string): string => cleanLine(name, maxNameLength);

/** The step that the recipient has reached; undefined when all are done. */
export const currentStep = ({ session }: RequestLink): WorkflowStep | undefined =>
  session.steps.find((step) => !session.completedSteps.includes(step));

/** The content that all pages of the request share. */
export function viewRequest({
  link,
  language,
  unsaved = [],
}: {
  link: RequestLink;
  language: Language;
  unsaved?: UnsavedAnswers | undefined;
}): RequestView {
  const { tenant, session, entity, response, questionnaire } = link;
  const current = currentStep(link);
  return {
    language,
    tenantName: cleanTitle(tenant.name),
    accentColour: tenant.accentColour,
    contact: contactOf(tenant),
    title: cleanTitle(response?.name ?? entity.name),
    entityName: cleanTitle(entity.name),
    expiresAt: session.expiresAt,
    unsaved,
    steps: session.steps.map((step) => ({
      step,
      name:
        step === 'DDQ' && questionnaire
          ? cleanTitle(localName(questionnaire, language))
          : portalTexts[language][step === 'DDQ' ? 'questionnaire' : 'verification'],
      isDone: session.completedSteps.includes(step),
      isCurrent: step === current,
    })),
  };
}
