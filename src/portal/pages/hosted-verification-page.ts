import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls, type HostedVerificationView } from '../views/views.ts';
import { consentId, renderConsent } from './consent.ts';
import { renderProblems } from './feedback.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { renderAboutLink, renderList, renderRequestHead, renderStepField } from './request-head.ts';

/** The verification that continues at a provider's pages: consent, then a button, then the way there. */
export function renderHostedVerificationPage(view: HostedVerificationView, frame: PageFrame): string {
  const { request } = view;
  const { language, tenantName } = request;
  const content = html`${renderRequestHead({ request, lead: portalTexts[language].identity.lead(tenantName) })}${renderFeedback(view)}${view.hostedUrl === undefined ? renderStart({ ...view, request }) : renderWay(view, view.hostedUrl)}
${renderAboutLink(request)}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    hasScript: true,
    hasErrors: view.isConsentMissing || view.state === 'failed',
  });
}

function renderFeedback({ request: { language }, isConsentMissing, state }: HostedVerificationView): Html {
  const texts = portalTexts[language].identity;
  if (isConsentMissing) {
    const problems = [{ href: `#${consentId}`, text: texts.consentHeading, problem: texts.consentMissing }];
    const heading = texts.rejectedHeading(1);
    return renderProblems({ id: 'problems', heading, hint: '', problems });
  }
  return state === 'failed'
    ? html`<section class="callout danger" role="alert"><h2>${texts.hosted.failedHeading}</h2><p>${texts.hosted.failedLead}</p></section>
`
    : noHtml;
}

function renderStart(view: HostedVerificationView): Html {
  const { request, checks, hasConsented, isConsentMissing, state } = view;
  const { language, tenantName } = request;
  const texts = portalTexts[language].identity;
  const needed = checks.map((check) => {
    const { name, what } = texts.checks[check];
    return `${name}: ${what}`;
  });
  const consent = renderConsent({
    language,
    tenantName,
    checks,
    checker: 'provider',
    hasConsented,
    isMissing: isConsentMissing,
  });
  return html`<form method="post" novalidate autocomplete="off">
${renderStepField('VERIFICATION')}<section class="card" aria-labelledby="needed">
<h2 id="needed">${texts.hosted.whatHeading}</h2>
${renderList(needed)}
</section>
<section class="card" aria-labelledby="way">
<h2 id="way">${texts.hosted.wayHeading}</h2>
${renderList(texts.hosted.steps(tenantName))}
</section>
${consent}<section class="card submit">
${state === 'begun' ? html`<p>${texts.hosted.alreadyStarted}</p>` : ''}
<button name="${controls.action}" value="${controls.actions.start}">${texts.hosted.start}</button>
</section>
</form>`;
}

/** The provider's page opens in place of this one, and learns nothing of where the person came from. */
function renderWay({ request: { language } }: HostedVerificationView, hostedUrl: string): Html {
  const { hosted } = portalTexts[language].identity;
  return html`<section class="card submit" aria-labelledby="begun">
<h2 id="begun">${hosted.readyHeading}</h2>
<p>${hosted.readyLead}</p>
<a class="button" href="${hostedUrl}" rel="noreferrer">${hosted.open}</a>
</section>`;
}
