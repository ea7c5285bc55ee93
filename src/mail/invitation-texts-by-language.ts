import type { Language } from '../languages.ts';
import type { InvitationTexts } from './invitation-texts.ts';
import { germanInvitationTexts } from './invitation-texts-de.ts';
import { englishInvitationTexts } from './invitation-texts-en.ts';

export const invitationTexts: Record<Language, InvitationTexts> = {
  en: englishInvitationTexts,
  de: germanInvitationTexts,
};
