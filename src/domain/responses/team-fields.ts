import { z } from 'zod';
import { boundedTrimmedText } from '../bounded.ts';
import { dateTime, emailAddress, singleLine } from '../fields.ts';
import { maxPersonNameLength, personText } from '../person.ts';
import { uniqueList } from '../unique-list.ts';

/* What the team notes on a response for its own work, which recipients never see. */

export const maxTags = 20;
const maxTagLength = 50;

/** One tag. */
export const tag = singleLine({ max: maxTagLength });

/** All tags of a response, each once, ignoring case. */
export const tags = uniqueList(tag, {
  max: maxTags,
  repeated: 'This tag is listed twice. Letter case makes no difference.',
});

const minDueYear = 2000;
const maxDueYear = 2999;

/** When the team wants to be done; it can be in the past. */
export const dueDate = dateTime.refine(
  (moment) => moment.getUTCFullYear() >= minDueYear && moment.getUTCFullYear() <= maxDueYear,
  `Use a time in the years ${minDueYear} to ${maxDueYear}.`,
);

const personMessage = `Use one person as \`Name <address>\`, with a name of at most ${maxPersonNameLength} characters, or an address alone.`;

/** Room for a name whose every character is escaped, and for an address. */
const maxPersonLength = 700;

/** A name, which can be in quotation marks, and an address in angle brackets. */
const personForm = /^(?:"(?<quoted>(?:[^"\\]|\\.)+)"|(?<plain>[^"<>]+?))\s*<(?<address>[^<>\s]+)>$/su;

const personName = singleLine({ max: maxPersonNameLength });

/**
 * A person as the header `X-Acting-User` names one, in any script; `personText` of the person. One of whom only the address is
 * given has it as the name too.
 */
export const person = boundedTrimmedText({ max: maxPersonLength, message: personMessage }).transform(
  (text, context) => {
    const { quoted, plain, address } = personForm.exec(text)?.groups ?? { plain: text, address: text };
    const name = personName.safeParse(quoted?.replace(/\\(.)/gsu, '$1') ?? plain);
    const email = emailAddress.safeParse(address);
    if (!name.success || !email.success) {
      context.addIssue({ code: 'custom', message: personMessage });
      return z.NEVER;
    }
    return personText({ name: name.data, email: email.data });
  },
);
