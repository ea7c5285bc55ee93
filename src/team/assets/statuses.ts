import type { Enum } from '../../command-line/graphql.ts';
import { element } from './elements.ts';
import { texts } from './texts/texts.ts';

export type Status = Enum<'ResponseStatus'>;

export const isStatus = (text: string | null): text is Status =>
  text !== null && Object.hasOwn(texts.statuses, text);

export const allStatuses = Object.keys(texts.statuses).filter(isStatus);

export const statusBadge = (status: Status): HTMLElement =>
  element('span', { className: `badge ${status.toLowerCase()}` }, texts.statuses[status]);

export const riskBadge = (level: Enum<'RiskLevel'>): HTMLElement =>
  element('span', { className: `badge risk-${level.toLowerCase()}` }, texts.risks[level]);
