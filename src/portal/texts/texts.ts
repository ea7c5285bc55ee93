import type { Language } from '../../languages.ts';
import type { PortalTexts } from './portal-texts.ts';
import { de } from './texts-de.ts';
import { en } from './texts-en.ts';

export const portalTexts: Record<Language, PortalTexts> = { en, de };
