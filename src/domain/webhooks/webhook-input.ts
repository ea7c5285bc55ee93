import { isIP } from 'node:net';
import { ValidationError } from '../../errors.ts';
import { isPublicAddress } from '../../outbound/public-address.ts';
import { boundedList, boundedText, boundedTrimmedText } from '../bounded.ts';
import { malformed } from '../draft.ts';
import { allEvents, isWebhookEvent, webhookEvents } from '../events/event-types.ts';
import { multiLine } from '../fields.ts';
import { withRules } from '../parse-input.ts';
import type { Services } from '../services.ts';

const maxUrlLength = 2_000;

const urlMessage = `Use a web address of at most ${maxUrlLength} characters that starts with https:// or http://.`;

const webhookUrl = boundedTrimmedText({ max: maxUrlLength, message: urlMessage }).superRefine(
  (text, context) => {
    for (const message of urlProblems(text)) {
      context.addIssue({ code: 'custom', message });
    }
  },
);

/** Longer than the name of any event. */
const eventName = boundedText({ max: 100 });

/** Each event once. */
const maxEvents = webhookEvents.length;

const webhookEventList = withRules(
  boundedList(eventName, {
    max: maxEvents,
    message: `Use at most ${maxEvents} events, or ["${allEvents}"] for all.`,
  }).min(1, `Name at least one event, or give ["${allEvents}"] for all.`),
  (names, report) => {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (name === malformed) {
        return;
      }
      const message = seen.has(name) ? 'This event is named twice.' : eventProblem(name, names.length);
      seen.add(name);
      if (message !== undefined) {
        report([index], message);
      }
    });
  },
);

/** What a webhook is made of, for the operations that make or change one. */
export const webhookFields = {
  url: webhookUrl,
  events: webhookEventList,
  description: multiLine({ max: 500 }),
};

/**
 * Holds a URL against what this gateway may be made to call: over TLS in production, and where it may not call private
 * addresses a host that is not obviously one of them. What a name stands for shows at each delivery only, and is looked at there.
 *
 * @throws ValidationError
 */
export function checkWebhookTarget(
  { allowPrivateWebhooks, requireWebhookTls }: Pick<Services, 'allowPrivateWebhooks' | 'requireWebhookTls'>,
  url: string,
): void {
  const { protocol, hostname } = new URL(url);
  const messages = [
    ...(protocol === 'https:' || !requireWebhookTls ? [] : ['Use an address that starts with https://.']),
    ...(!allowPrivateWebhooks && isObviouslyPrivate(hostname)
      ? ['Use an address that can be reached from the internet.']
      : []),
  ];
  if (messages.length > 0) {
    throw new ValidationError([{ path: 'url', messages }]);
  }
}

function urlProblems(text: string): string[] {
  const isAddress = /^https?:\/\/[^\p{Z}\p{C}]+$/iu.test(text) && URL.canParse(text);
  if (!isAddress) {
    return [urlMessage];
  }
  const { username, password } = new URL(text);
  return [
    ...(username !== '' || password !== '' ? ['Leave user name and password out of the address.'] : []),
    ...(text.includes('#') ? ['Leave out the fragment, which is not sent anyway.'] : []),
  ];
}

function eventProblem(name: string, count: number): string | undefined {
  if (name === allEvents) {
    return count > 1
      ? `“${allEvents}” subscribes to all events and cannot be combined with others.`
      : undefined;
  }
  return isWebhookEvent(name)
    ? undefined
    : `Unknown event. Use “${allEvents}” or: ${webhookEvents.join(', ')}.`;
}

/** A literal address that is not public, in whatever way it is written, or a name that means this machine. */
function isObviouslyPrivate(hostname: string): boolean {
  // The URL parser has made dotted decimals of every spelling of an IPv4 address.
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  return isIP(host) === 0
    ? !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa)$/.test(host)
    : !isPublicAddress(host);
}
