import { type Language, languages } from '../languages.ts';
import { onFirstUse } from '../runtime/on-first-use.ts';
import { cleanLine } from '../text/clean-line.ts';
import { type ContactDetails, emailLink, phoneLink } from '../text/contact-details.ts';
import { type AccentPalette, accentColours } from '../theme/accent-colours.ts';
import { type InvitationOccasion, type InvitationOpening, openInvitation } from './invitation-occasion.ts';
import type { InvitationCheck, InvitationKind, InvitationTexts } from './invitation-texts.ts';
import { invitationTexts } from './invitation-texts-by-language.ts';

export interface Invitation {
  occasion: InvitationOccasion;
  /** The sender's name, as recipients see it. */
  tenantName: string;
  /** `#rrggbb`, or null for the gateway's own colour. */
  accentColour: string | null;
  contact: ContactDetails;
  /** Whether the sender receives replies to the email. */
  areRepliesRead: boolean;
  /** The person or company that receives the request; may be empty. */
  recipientName: string;
  language: Language;
  /** What is requested; at least one of the two is. */
  questionnaire: InvitationQuestionnaire | null;
  verification: { checks: readonly InvitationCheck[] } | null;
  /** The magic link, an absolute http or https URL. */
  link: string;
  expiresAt: Date;
}

export interface InvitationQuestionnaire {
  name: string;
  /** How long it is likely to take. */
  minutes: number;
  /** The texts of the questions that ask for files. */
  files: readonly string[];
}

export interface InvitationStep {
  /** `null` if there is only one step. */
  number: number | null;
  /** Says what the title names, if it is a name; otherwise empty. */
  kicker: string;
  title: string;
  detail: string;
  /** The documents to have ready; may be empty. */
  items: string[];
}

/** The texts of an invitation, in plain text and in the recipient's language. */
export interface InvitationView extends InvitationOpening {
  /** The tenant's colour on light and dark screens. */
  light: AccentPalette;
  dark: AccentPalette;
  language: Language;
  /** What an inbox shows after the subject. */
  preheader: string;
  monogram: string;
  tenantName: string;
  greeting: string;
  steps: InvitationStep[];
  deadlineLabel: string;
  deadline: string;
  deadlineHint: string;
  button: string;
  link: string;
  linkHint: string;
  personal: string;
  unexpectedTitle: string;
  unexpected: string;
  contactTitle: string;
  /** The ways to reach the sender; may be empty. */
  contact: { label: string; text: string; href: string }[];
  footer: string;
}

const deadlineFormats = Object.fromEntries(
  languages.map((language) => [
    language,
    onFirstUse(
      () =>
        new Intl.DateTimeFormat(invitationTexts[language].locale, {
          dateStyle: 'full',
          timeStyle: 'short',
          timeZone: 'UTC',
        }),
    ),
  ]),
) as Record<Language, () => Intl.DateTimeFormat>;

/** Writes an invitation's texts. Names are untrusted and become one line each, cut if they are absurdly long. */
export function viewInvitation(invitation: Invitation): InvitationView {
  const { occasion, language, questionnaire, verification, link, expiresAt } = invitation;
  const texts = invitationTexts[language];
  const tenantName = cleanLine(invitation.tenantName, 120);
  const recipientName = cleanLine(invitation.recipientName, 160);
  const kind = kindOf(invitation);
  const deadline = texts.inUtc(deadlineFormats[language]().format(expiresAt));

  const contents: Omit<InvitationStep, 'number'>[] = [];
  if (questionnaire) {
    contents.push(describeQuestionnaire(questionnaire, { texts, isRevision: occasion.kind === 'changes' }));
  }
  if (verification) {
    contents.push({
      kicker: '',
      title: texts.verification,
      detail: texts.verificationDetail,
      items: verification.checks.map((check) => texts.checks[check]),
    });
  }

  return {
    ...accentColours(invitation.accentColour),
    language,
    ...openInvitation({ occasion, kind, texts, tenantName }),
    preheader: `${texts.deadlineLabel} ${deadline}.`,
    monogram: monogramOf(tenantName),
    tenantName,
    greeting: texts.greeting(recipientName),
    steps: contents.map((content, index) => ({ number: contents.length > 1 ? index + 1 : null, ...content })),
    deadlineLabel: texts.deadlineLabel,
    deadline,
    deadlineHint: texts.deadlineHint,
    button: texts.button[kind],
    link,
    linkHint: texts.linkHint,
    personal: texts.personal,
    unexpectedTitle: texts.unexpectedTitle,
    unexpected: texts.unexpected(tenantName),
    contactTitle: texts.contactTitle,
    contact: listContact(invitation.contact, texts),
    footer: texts.footer({ tenant: tenantName, areRepliesRead: invitation.areRepliesRead }),
  };
}

function listContact(
  { email, phone, privacyUrl }: ContactDetails,
  { contactLabels: labels }: InvitationTexts,
): InvitationView['contact'] {
  return [
    ...(email === null ? [] : [{ label: labels.email, text: email, href: emailLink(email) }]),
    ...(phone === null ? [] : [{ label: labels.phone, text: phone, href: phoneLink(phone) }]),
    ...(privacyUrl === null ? [] : [{ label: labels.privacy, text: privacyUrl, href: privacyUrl }]),
  ];
}

/** How many files the email lists; the page lists them too. */
const maxFiles = 10;

/** Says what to expect. Whoever is asked for changes has done most of it already. */
function describeQuestionnaire(
  { name: uncleanName, minutes, files }: InvitationQuestionnaire,
  { texts, isRevision }: { texts: InvitationTexts; isRevision: boolean },
): Omit<InvitationStep, 'number'> {
  const name = cleanLine(uncleanName, 200);
  const listed = isRevision ? [] : files.slice(0, maxFiles).map((file) => cleanLine(file, 300));
  const more = isRevision ? 0 : files.length - listed.length;
  const sentences = [
    isRevision ? '' : texts.questionnaireTakes(minutes),
    texts.questionnaireDetail,
    listed.length > 0 ? texts.questionnaireFiles : '',
  ];
  return {
    kicker: name === '' ? '' : texts.questionnaire,
    title: name === '' ? texts.questionnaire : name,
    detail: sentences.filter((sentence) => sentence !== '').join(' '),
    items: more > 0 ? [...listed, texts.moreFiles(more)] : listed,
  };
}

function kindOf({ questionnaire, verification }: Invitation): InvitationKind {
  if (questionnaire && verification) {
    return 'BOTH';
  }
  return questionnaire ? 'DDQ' : 'VERIFICATION';
}

/** The first letter or digit, as a mark beside the name that needs no image. */
function monogramOf(name: string): string {
  return name.match(/[\p{L}\p{N}]/u)?.[0].toLocaleUpperCase('en') ?? '•';
}
