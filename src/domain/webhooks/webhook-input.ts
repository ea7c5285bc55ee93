import { isIP } from 'node:net';
import { z } from 'zod';
import { ValidationError } from '../../errors.ts';
import { isPublicAddress } from '../../webhooks/public-address.ts';
import type { Services } from '../context.ts';
import { multiLine } from '../fields.ts';
import { allEvents, isWebhookEvent, webhookEvents } from './webhook-events.ts';

const longestUrl = 2_000;

const webhookUrl = z
  .string()
  .trim()
  .superRefine((text, context) => {
    for (const message of urlProblems(text)) {
      context.addIssue({ code: 'custom', message });
    }
  });

const webhookEventList = z.array(z.string()).superRefine((names, context) => {
  if (names.length === 0) {
    context.addIssue({
      code: 'custom',
      message: `Name at least one event, or give ["${allEvents}"] for all.`,
    });
  }
  names.forEach((name, index) => {
    const message = eventProblem(name, names, index);
    if (message !== undefined) {
      context.addIssue({ code: 'custom', message, path: [index] });
    }
  });
});

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
export function checkWebhookTarget({ allowPrivateWebhooks, requireWebhookTls }: Services, url: string): void {
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
  if (text.length > longestUrl || !isAddress) {
    return [`Use a web address of at most ${longestUrl} characters that starts with https:// or http://.`];
  }
  const { username, password } = new URL(text);
  return [
    ...(username !== '' || password !== '' ? ['Leave user name and password out of the address.'] : []),
    ...(text.includes('#') ? ['Leave out the fragment, which is not sent anyway.'] : []),
  ];
}

function eventProblem(name: string, names: readonly string[], index: number): string | undefined {
  if (names.indexOf(name) < index) {
    return 'This event is named twice.';
  }
  if (name === allEvents) {
    return names.length > 1 ? `“${allEvents}” stands for all events, and alone.` : undefined;
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
