import { isIP } from 'node:net';
import { ValidationError } from '../../errors.ts';
import { isPublicAddress } from '../../outbound/public-address.ts';
import { named } from '../api-types.ts';
import { boundedTrimmedText } from '../bounded.ts';
import { allEvents, webhookEvents } from '../events/event-types.ts';
import { flag, multiLine, oneOf } from '../fields.ts';
import type { Report } from '../parse-input.ts';
import type { Services } from '../services.ts';
import { uniqueList } from '../unique-list.ts';

const maxUrlLength = 2_000;

const urlMessage = `Use a web address of at most ${maxUrlLength} characters that starts with https:// or http://.`;

const webhookUrl = boundedTrimmedText({ max: maxUrlLength, message: urlMessage }).superRefine(
  (text, context) => {
    for (const message of urlProblems(text)) {
      context.addIssue({ code: 'custom', message });
    }
  },
);

/** Each type once. */
const maxEvents = webhookEvents.length;

const events = uniqueList(named('WebhookEventType', oneOf(webhookEvents)), {
  max: maxEvents,
  message: `Use at most ${maxEvents} events.`,
  repeated: 'This event is already in the list.',
});

/** What a webhook is made of, for the operations that make or change one. */
export const webhookFields = {
  url: named('URL', webhookUrl),
  allEvents: flag,
  events,
  description: multiLine({ max: 500 }),
};

interface Subscription {
  allEvents?: unknown;
  events?: unknown;
}

/** A webhook subscribes either to all events or to a list of them. */
export function checkSubscription({ allEvents, events }: Subscription, report: Report): void {
  if (allEvents === true && events !== undefined) {
    report(['events'], 'Subscribe either to all events or to a list of them, not both.');
  }
  if (Array.isArray(events) && events.length === 0 && allEvents !== true) {
    report(['events'], 'Subscribe to at least one event, or to all of them.');
  }
}

/** Requires a subscription, which a change can leave out. */
export function requireSubscription(subscription: Subscription, report: Report): void {
  if (subscription.allEvents !== true && subscription.events === undefined) {
    report(['events'], 'Subscribe to at least one event, or to all of them.');
  }
  checkSubscription(subscription, report);
}

/** The types as they are stored; undefined if none are given. */
export const storedEvents = (input: {
  allEvents?: boolean | undefined;
  events?: readonly string[] | undefined;
}): string[] | undefined => (input.allEvents ? [allEvents] : input.events && [...input.events]);

/**
 * Checks whether this gateway may call a URL: over TLS in production, and where it must not call private addresses a host that
 * is not obviously one of them. What a name stands for shows at each delivery only, and is looked at there.
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
    ...(username !== '' || password !== '' ? ['Remove the user name and password from the address.'] : []),
    ...(text.includes('#') ? ['Remove the fragment, which would not be sent.'] : []),
  ];
}

/** A literal address that is not public, in whatever way it is written, or a name that means this machine. */
function isObviouslyPrivate(hostname: string): boolean {
  // The URL parser has made dotted decimals of every spelling of an IPv4 address.
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  return isIP(host) === 0
    ? !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa)$/.test(host)
    : !isPublicAddress(host);
}
