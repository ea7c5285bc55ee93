/*
 * Everything that is shown to recipients: functions of what there is to show, to HTML. Everything that tenants and
 * recipients wrote is escaped, and the token is not on any page.
 */
export { renderCompletedPage } from './completed-page.ts';
export { consentStatement } from './consent.ts';
export { renderFileList } from './file-list.ts';
export { renderHostedVerificationPage } from './hosted-verification-page.ts';
export { renderHostedReturnPage, renderNoticePage, renderTroublePage } from './notice-page.ts';
export { conflictText, problemText } from './problems.ts';
export { renderQuestionnairePage } from './questionnaire-page.ts';
export { renderVerificationPage } from './verification-page.ts';
