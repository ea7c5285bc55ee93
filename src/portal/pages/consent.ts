import type { VerificationCheck } from '../../database/client/client.ts';
import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls } from '../views/views.ts';

/** Who does the checks: the tenant's own team, or a provider on its behalf. */
type Checker = 'team' | 'provider';

interface ConsentOptions {
  language: Language;
  tenantName: string;
  checks: readonly VerificationCheck[];
  checker: Checker;
}

const paragraphs = ({ language, tenantName, checks, checker }: ConsentOptions): string[] => {
  const texts = portalTexts[language].identity;
  const write = checker === 'team' ? texts.consent : texts.hostedConsent;
  return write({ tenant: tenantName, checks });
};

/** Word for word what a recipient who ticks the box agrees to, for the audit trail. */
export function consentStatement(
  language: Language,
  tenantName: string,
  checks: readonly VerificationCheck[],
  checker: Checker = 'team',
): string {
  const { agree } = portalTexts[language].identity;
  return [...paragraphs({ language, tenantName, checks, checker }), `${agree}.`].join(' ');
}

/** The id of the checkbox, for links to it. */
export const consentId = 'consent';

/** The question for consent, with everything that has to be known before. */
export function renderConsent({
  hasConsented,
  isMissing,
  ...options
}: ConsentOptions & { hasConsented: boolean; isMissing: boolean }): Html {
  const texts = portalTexts[options.language].identity;
  const problem = isMissing
    ? html`<p class="problem" id="consent-problem">${texts.consentMissing}</p>`
    : noHtml;
  const describedBy = isMissing ? 'consent-text consent-problem' : 'consent-text';
  return html`<section class="card consent" aria-labelledby="consent-heading">
<h2 id="consent-heading">${texts.consentHeading}</h2>
<div id="consent-text">${paragraphs(options).map((paragraph) => html`<p>${paragraph}</p>`)}</div>
<div class="choices"><label><input type="checkbox" id="${consentId}" name="${controls.consent}" value="given" aria-describedby="${describedBy}" aria-required="true"${isMissing ? html` aria-invalid="true"` : ''}${hasConsented ? ' checked' : ''}><span>${texts.agree}</span></label></div>
${problem}</section>
`;
}
