import type { Language } from '../../languages.ts';
import type { TeamEmailTexts } from './team-email-texts.ts';
import { germanTeamEmailTexts } from './team-email-texts-de.ts';
import { englishTeamEmailTexts } from './team-email-texts-en.ts';

export const teamEmailTexts: Record<Language, TeamEmailTexts> = {
  en: englishTeamEmailTexts,
  de: germanTeamEmailTexts,
};
