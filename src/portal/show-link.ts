import type { Link, RequestLink } from '../domain/recipients/follow-link.ts';
import { isLinkRequested } from '../domain/recipients/request-new-link.ts';
import { contactOf } from '../domain/tenants/tenant-summary.ts';
import type { Language } from '../languages.ts';
import type { PageFrame } from './pages/layout.ts';
import {
  renderCompletedPage,
  renderHostedVerificationPage,
  renderNoticePage,
  renderQuestionnairePage,
  renderVerificationPage,
} from './pages/pages.ts';
import { type FormPage, readFormPage } from './views/form-page.ts';
import { type QuestionnaireFeedback, viewAnswers, viewQuestionnaire } from './views/questionnaire-view.ts';
import { cleanTitle, currentStep, viewRequest } from './views/request-view.ts';
import { type VerificationFeedback, viewHosted, viewVerification } from './views/verification-view.ts';
import type { FileProblem, NoticeView, UnsavedAnswers } from './views/views.ts';

/** A page as it is sent. */
export interface Page {
  status: number;
  html: string;
  headers?: Record<string, string>;
  /** Whether the browser may let the page use a camera, once its user allows it. */
  mayUseCamera?: boolean;
}

interface ShowOptions {
  link: Link;
  language: Language;
  /** Allows the page's one style element, which contains the tenant's colours. */
  nonce: string;
  /** The path that the gateway is served under. */
  basePath: string;
  /** The parameters of the address, which say which page of a long questionnaire is meant. */
  query: Readonly<Record<string, unknown>>;
  /** The page that a form came from, where it is shown again. */
  page?: FormPage | undefined;
  /** The language that the address asks for. */
  chosenLanguage: Language | undefined;
  /** Answers that could not be saved and must not be lost. */
  unsaved?: UnsavedAnswers;
  questionnaire?: QuestionnaireFeedback | undefined;
  verification?: VerificationFeedback | undefined;
  /** Files that were not accepted, by control. */
  fileProblems?: ReadonlyMap<string, FileProblem[]>;
}

/** The page that a link leads to: 200 where there is something to show, 410 where there was, 404 where there never was. */
export async function showLink(options: ShowOptions): Promise<Page> {
  const { link } = options;
  switch (link.state) {
    case 'unknown':
      return { status: 404, html: renderNoticePage(viewNotice(options, link), frameOf(options)) };
    case 'pending':
      return { ...notice(options, link), status: 200, headers: { Refresh: '3' } };
    case 'rolled back':
    case 'replaced':
    case 'expired':
    case 'revoked':
      return notice(options, link);
    case 'completed': {
      const { session } = link;
      const view = {
        request: viewRequest({ ...options, link }),
        completedAt: session.completedAt ?? session.expiresAt,
        sections: (await isCopyShown(link)) ? await viewAnswers(link, options.language) : undefined,
      };
      return { status: 200, html: renderCompletedPage(view, frameOf(options)) };
    }
    case 'open':
      return { status: 200, ...(await renderStep(options, link)) };
  }
}

/**
 * The summary stays; the answers themselves are shown until the link would have expired, and only as they were submitted
 * through it: the drafts of a later link's recipient are not for the earlier one.
 */
async function isCopyShown({ session, recipient }: RequestLink): Promise<boolean> {
  const { id, responseId, expiresAt } = session;
  if (responseId === null || expiresAt <= recipient.services.clock()) {
    return false;
  }
  const later = await recipient.db.workflowSession.findFirst({
    where: { responseId, id: { gt: id } },
    select: { id: true },
  });
  return later === null;
}

const frameOf = ({ nonce, basePath }: ShowOptions): PageFrame => ({ nonce, basePath });

async function renderStep(options: ShowOptions, link: RequestLink): Promise<Omit<Page, 'status'>> {
  // A page may follow a draft that was just saved.
  const shown = { ...options, link, isSaved: 'saved' in options.query };
  if (currentStep(link) === 'DDQ') {
    const { page = readFormPage(options.query, link.questionnaire) } = options;
    const view = await viewQuestionnaire({ ...shown, page, feedback: options.questionnaire });
    return { html: renderQuestionnairePage(view, frameOf(options)) };
  }
  if (link.verification?.provider === 'MANUAL') {
    const view = await viewVerification({ ...shown, feedback: options.verification });
    return { html: renderVerificationPage(view, frameOf(options)), mayUseCamera: true };
  }
  const view = viewHosted({ ...shown, feedback: options.verification });
  return { html: renderHostedVerificationPage(view, frameOf(options)) };
}

const notice = (options: ShowOptions, link: Exclude<Link, { state: 'open' | 'completed' }>): Page => ({
  status: 410,
  html: renderNoticePage(viewNotice(options, link), frameOf(options)),
});

function viewNotice(
  { language, unsaved = [] }: ShowOptions,
  link: Exclude<Link, { state: 'open' | 'completed' }>,
): NoticeView {
  if (link.state === 'unknown' || link.state === 'pending') {
    return { language, state: link.state };
  }
  const asker = {
    language,
    tenantName: cleanTitle(link.tenant.name),
    accentColour: link.tenant.accentColour,
    contact: contactOf(link.tenant),
    unsaved,
  };
  if (link.state !== 'expired') {
    // A revoked link may have gone to the wrong person, who learns nothing about the request.
    return { ...asker, state: link.state as 'rolled back' | 'replaced' | 'revoked' };
  }
  const { session, recipient } = link as RequestLink;
  const { title, expiresAt } = viewRequest({ link: link as RequestLink, language });
  const isRequested = isLinkRequested(session, recipient.services.clock());
  return { ...asker, state: 'expired', title, expiresAt, isLinkRequested: isRequested };
}
