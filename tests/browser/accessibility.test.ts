import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { controlOf, type Key, pdfNamed, roles, texts } from '../support/every-question.ts';
import { desktop, eventually, hasFocus, overflow, phone, press } from '../support/recipient-browser.ts';
import { openAnswered, openQuestionnaire, openTheatre, states, type Theatre } from './page-states.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterEach(() => {
  const { stage, hosted } = theatre;
  const foreign = stage.watch.foreign.filter((target) => !target.startsWith(`${hosted.url}/`));
  expect({ foreign, faults: stage.watch.faults }).toEqual({ foreign: [], faults: [] });
});
afterAll(() => theatre?.close());

/** Each page is seen light and dark, and on a phone and on a desk; which go together changes from state to state. */
describe('axe finds nothing wrong, in light and dark, on a phone and on a desk', () => {
  test.each(Object.entries(states).map(([name, open], index) => ({ name, open, index })))(
    'with $name',
    async ({ open, index }) => {
      const page = await open(theatre);
      for (const [place, viewport] of [phone, desktop].entries()) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: (index + place) % 2 === 0 ? 'light' : 'dark' });
        expect(await overflow(page)).toBe(0);
        expect(await findViolations(page)).toEqual([]);
      }
      await page.close();
    },
  );
});

test('axe is there and finds what is wrong', async () => {
  const page = await theatre.visitor.newPage();
  await page.setContent('<html lang="en"><title>Page</title><main><h1>Page</h1><input></main></html>');
  expect(await findViolations(page)).toEqual([expect.stringMatching(/^label: <input>/)]);
  await page.close();
});

describe('a screen reader', () => {
  test('a screen reader names the control of each question by the question, and says what is required and what is wrong', async () => {
    const page = await openQuestionnaire(theatre);
    await controlOf(page, 'listed').getByRole('radio', { name: 'Yes', exact: true }).check();
    for (const key of Object.keys(roles) as Key[]) {
      expect(await controlOf(page, key).count(), key).toBe(1);
    }
    await press(page, 'Submit questionnaire');
    await page.getByRole('alert').waitFor();
    const described = (key: Key) =>
      controlOf(page, key).evaluate((control) =>
        (control.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id: string) => control.ownerDocument.getElementById(id)?.textContent)
          .join(' '),
      );
    expect(await described('name')).toBe('As it stands in the register. Please answer this question.');
    expect(await described('areas')).toBe('Required. Please choose at least one option.');
    expect(await controlOf(page, 'name').getAttribute('aria-required')).toBe('true');
    expect(await controlOf(page, 'name').getAttribute('aria-invalid')).toBe('true');
    expect(await controlOf(page, 'story').getAttribute('aria-invalid')).toBeNull();
    await page.close();
  });
});

describe('with the keyboard alone', () => {
  /** What has the focus: what it is called, and whether it can be seen where it is. */
  const focused = (page: Page): Promise<{ name: string; isSeen: boolean }> =>
    page.evaluate(() => {
      const { document, innerHeight, innerWidth } = globalThis as any;
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const middle = (from: number, to: number, end: number) => (Math.max(from, 0) + Math.min(to, end)) / 2;
      const top = document.elementFromPoint(
        middle(box.left, box.right, innerWidth),
        middle(box.top, box.bottom, innerHeight),
      );
      const group = element.closest('[role=radiogroup], [role=group]');
      const label = group
        ? document.getElementById(group.getAttribute('aria-labelledby'))
        : element.labels?.[0];
      return {
        name: element === document.body ? '' : (label ?? element).textContent.trim(),
        // Of a tall control the part in the window counts, if nothing lies over it.
        isSeen: top !== null && (element.contains(top) || top.contains(element)),
      };
    });

  /** Goes through the page once and returns the names of the stops in their order. */
  async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
    const names: string[] = [];
    for (let stops = 0; stops < 80; stops += 1) {
      await page.keyboard.press(key);
      const { name, isSeen } = await focused(page);
      if (name === names[0] || name === '') {
        return names;
      }
      // A date and a group have several stops.
      if (name !== names.at(-1)) {
        names.push(name);
      }
      expect(isSeen, name).toBe(true);
    }
    throw new Error('The focus never comes back to the start.');
  }

  test('everything is reached in the order in which it is read, and is in sight when it has the focus', async () => {
    const page = await openQuestionnaire(theatre);
    const asked = (Object.keys(roles) as Key[]).filter((key) => key !== 'exchange');
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await page.reload();
      const names = await walk(page, 'Tab');
      expect(names[0]).toBe('Skip to the content');
      const ofForm = names.slice(names.indexOf('Save draft'));
      expect(ofForm.filter((name) => asked.some((key) => texts[key] === name))).toEqual(
        asked.map((key) => texts[key]),
      );
      expect(names.at(-1)).toBe('Submit questionnaire');
      expect((await walk(page, 'Shift+Tab')).reverse()).toEqual(names);
    }
    await page.close();
  }, 60_000);

  test('the skip link leads past the head of the page', async () => {
    const page = await openQuestionnaire(theatre);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const isInContent = await page.evaluate(() => {
      const { document } = globalThis as any;
      return document.querySelector('main').contains(document.activeElement);
    });
    expect(isInContent).toBe(true);
    await page.close();
  });

  test('arrows choose, and Enter in a field saves a draft and never submits', async () => {
    const page = await openAnswered(theatre);
    await controlOf(page, 'extract').setInputFiles(pdfNamed('extract.pdf'));
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    const sizes = controlOf(page, 'size').getByRole('radio');
    await sizes.nth(0).focus();
    await page.keyboard.press('ArrowDown');
    expect(await sizes.nth(1).isChecked()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await sizes.nth(2).isChecked()).toBe(true);
    for (const key of ['name', 'staff', 'mail'] as const) {
      await controlOf(page, key).press('Enter');
      await page.getByText('Your draft is saved').waitFor();
      await page.goto(await theatre.stage.newestAddress());
    }
    expect(await controlOf(page, 'size').getByRole('radio', { checked: true }).inputValue()).toBe('Large');
    await page.getByRole('button', { name: 'Submit questionnaire' }).press('Enter');
    await page.getByText('Thank you. Everything that').waitFor();
    await page.close();
  });

  test('what is wrong is reached from the list of problems', async () => {
    const page = await openQuestionnaire(theatre);
    await press(page, 'Submit questionnaire');
    await eventually(() => hasFocus(page.getByRole('alert'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(() => hasFocus(controlOf(page, 'name'))).toBe(true);
    await page.close();
  });
});
