import type { VerificationCheck } from '../../database/client/client.ts';
import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { capturePath, captureStylesheetPath } from '../assets.ts';
import { portalTexts } from '../texts/texts.ts';
import { type CheckView, controls, type VerificationView } from '../views/views.ts';
import { consentId, renderConsent } from './consent.ts';
import { type ProblemLink, renderProblems, renderSaved } from './feedback.ts';
import { fileInputAttributes, fileKindOf } from './file-kinds.ts';
import { renderFileList } from './file-list.ts';
import { renderHandover } from './handover.ts';
import { renderIcon } from './icons.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { renderAboutLink, renderList, renderRequestHead, renderStepField } from './request-head.ts';

/** The verification where the recipient uploads what the team looks at. Consent is requested before the first file. */
export function renderVerificationPage(view: VerificationView, frame: PageFrame): string {
  const { request } = view;
  const { language, tenantName } = request;
  const { answers, identity: texts } = portalTexts[language];
  const consent = renderConsent({
    language,
    tenantName,
    checks: view.checks.map(({ check }) => check),
    checker: 'team',
    hasConsented: view.hasConsented,
    isMissing: view.isConsentMissing,
  });
  const content = html`${renderRequestHead({ request, lead: texts.lead(tenantName) })}${renderFeedback(view)}${renderHandover({ language, ...frame })}<form method="post" enctype="multipart/form-data" novalidate autocomplete="off" data-texts="${JSON.stringify(answers.script)}" data-capture="${JSON.stringify(captureData(view, frame))}">
${renderStepField('VERIFICATION')}${consent}${view.checks.map((check) => renderCheck({ check, language }))}
<section class="card submit" aria-labelledby="submit">
<h2 id="submit">${texts.submitHeading}</h2>
<p>${texts.submitHint(tenantName)}</p>
<p id="status" role="status"></p>
<div class="buttons"><button class="secondary" name="${controls.action}" value="${controls.actions.upload}">${texts.upload}</button>
<button name="${controls.action}" value="${controls.actions.submit}">${texts.submit}</button></div>
</section>
</form>
${renderAboutLink(request)}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    hasScript: true,
    hasErrors: view.feedback === 'rejected',
  });
}

function renderFeedback({
  request: { language },
  checks,
  isConsentMissing,
  feedback,
}: VerificationView): Html {
  const texts = portalTexts[language].identity;
  const problems: ProblemLink[] = [
    ...(isConsentMissing
      ? [{ href: `#${consentId}`, text: texts.consentHeading, problem: texts.consentMissing }]
      : []),
    ...checks
      .filter(({ isMissing }) => isMissing)
      .map(({ check }) => ({
        href: `#${inputId(check)}`,
        text: texts.checks[check].name,
        problem: texts.checks[check].missing,
      })),
  ];
  if (problems.length > 0) {
    const heading = texts.rejectedHeading(problems.length);
    return renderProblems({ id: 'problems', heading, hint: texts.rejectedHint, problems });
  }
  return feedback === 'saved' ? renderSaved({ heading: texts.savedHeading, hint: texts.savedHint }) : noHtml;
}

/** What the script loads and says once the recipient opens the camera. */
const captureData = ({ request }: VerificationView, { basePath = '' }: PageFrame) => ({
  module: `${basePath}${capturePath}`,
  stylesheet: `${basePath}${captureStylesheetPath}`,
  texts: portalTexts[request.language].identity.capture.script,
});

/** The pictures that the camera takes for each check; a video is left to the device's own camera. */
const cameraKinds: Partial<Record<VerificationCheck, 'document' | 'paper' | 'face'>> = {
  DOCUMENT: 'document',
  IDENTITY: 'face',
  PROOF_OF_ADDRESS: 'paper',
};

/** Hidden until the script has found a camera. */
function renderCameraButton(check: VerificationCheck, language: Language): Html {
  const kind = cameraKinds[check];
  const { capture, checks } = portalTexts[language].identity;
  const { name } = checks[check];
  return kind === undefined
    ? noHtml
    : html`<button type="button" class="secondary" data-camera="${kind}" data-title="${name}" aria-label="${capture.takeNamed(name)}" hidden>${capture.take}</button>`;
}

const inputId = (check: VerificationCheck): string => `check-${check.toLowerCase()}`;

function renderCheck({ check: view, language }: { check: CheckView; language: Language }): Html {
  const { check, files, fileProblems, isMissing } = view;
  const texts = portalTexts[language].identity;
  const { name, what, tips, missing } = texts.checks[check];
  const id = inputId(check);
  const control = controls.evidence(check);
  const problem = isMissing ? html`<p class="problem" id="${id}-problem">${missing}</p>` : '';
  return html`<section class="card check">
<h2><label for="${id}">${name}</label><span class="badge">${renderIcon('tick', 14)}${texts.provided}</span></h2>
<div id="${id}-help"><p>${what}</p>
${renderList(tips)}</div>
<div class="file-list">${renderFileList({ language, control, files, fileProblems })}</div><input type="file"${fileInputAttributes[fileKindOf(control)]} id="${id}" name="${control}" aria-describedby="${id}-help${isMissing ? ` ${id}-problem` : ''}"${isMissing ? html` aria-invalid="true"` : ''}>${renderCameraButton(check, language)}
${problem}</section>
`;
}
