import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assets } from '../../src/portal/assets.ts';
import { renderQuestionnairePage } from '../../src/portal/pages/pages.ts';
import type { QuestionnaireView, QuestionView } from '../../src/portal/views/views.ts';
import { textOf, textsIn } from './html.ts';
import { pageOf, pdf, questionnaireView, questionView, someAnswers } from './request-views.ts';

const render = (question: Partial<QuestionView>, language: 'en' | 'de' = 'en') =>
  renderQuestionnairePage(pageOf([questionView({ id: 'Q', ...question })], language), { nonce: 'x' });
/** The part of the page that belongs to its one question. */
const questionIn = (html: string) =>
  html.slice(html.indexOf('<div class="question'), html.indexOf('</fieldset>'));
const control = (question: Partial<QuestionView>, language?: 'en' | 'de') =>
  questionIn(render(question, language));

describe('a question’s control', () => {
  it.each([
    ['TEXT', '<input id=a1 name=answer.Q>'],
    ['NUMBER', '<input inputmode=decimal id=a1 name=answer.Q>'],
    ['DATE', '<input type=date max=9999-12-31 id=a1 name=answer.Q>'],
    [
      'EMAIL',
      '<input type="email" inputmode="email" spellcheck="false" autocapitalize="off" id=a1 name=answer.Q>',
    ],
    ['URL', '<input type="url" inputmode="url" spellcheck="false" autocapitalize="off" id=a1 name=answer.Q>'],
    ['LONG_TEXT', '<textarea id=a1 name=answer.Q rows="4">\n</textarea>'],
    [
      'COUNTRY',
      '<select id=a1 name=answer.Q data-countries><option value="">Please choose<option value=AF>Afghanistan',
    ],
  ] as const)(
    'a question of type %s has the right control, named by the question alone',
    (type, expected) => {
      const html = control({ type, isRequired: false });
      expect(html).toContain(expected);
      expect(html).toContain('<label class=label for=a1>What is it?</label>');
      expect(html).toContain('<input type=hidden name=was.Q>');
    },
  );

  it('the control of a question with several choices is a group that is named by the question alone', () => {
    const options = ['One', 'Two'];
    const yesNo = control({ type: 'BOOLEAN', isRequired: true });
    expect(yesNo).toContain('role=radiogroup aria-labelledby=t1 aria-required=true>');
    expect(yesNo).toContain('<span class=label id=t1>What is it?</span><b aria-hidden=true> *</b>');
    expect(textsIn(yesNo, 'label')).toEqual(['Yes', 'No']);
    expect(textsIn(control({ type: 'BOOLEAN' }), 'label')).toEqual(['Yes', 'No', 'No answer']);
    expect(control({ type: 'BOOLEAN', value: false })).toContain('value="false" checked>No');
    const single = control({ type: 'SINGLE_CHOICE', options, value: 'Two' });
    expect(single.match(/type=radio/g)).toHaveLength(3);
    expect(single).toContain('value="Two" checked>Two');
    const several = control({ type: 'MULTI_CHOICE', options, value: ['One', 'Two'], isRequired: true });
    expect(several).toContain('role=group aria-labelledby=t1');
    expect(several.match(/type=checkbox [^>]* checked>/g)).toHaveLength(2);
    expect(several).not.toContain('aria-required');
    expect(textOf(several)).toContain('Required.');
  });

  it('the control of a question with more than six choices is a list', () => {
    const options = Array.from('1234567', (digit) => `Option ${digit}`);
    const html = control({ type: 'SINGLE_CHOICE', options, value: 'Option 7' });
    expect(html).toContain(
      '<select id=a1 name=answer.Q><option value="">Please choose<option value="Option 1">',
    );
    expect(html).toContain('<option value="Option 7" selected>');
  });

  it('the control of a country question offers every country by its common name in the page’s language', () => {
    const english = control({ type: 'COUNTRY', value: 'DE' });
    const names = Array.from(
      english.matchAll(/<option value=[A-Z]{2}(?: selected)?>([^<]+)/g),
      ([, name]) => name ?? '',
    );
    expect(names).toHaveLength(250);
    expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
    expect(english).toContain('<option value=DE selected>Germany');
    for (const [code, name] of Object.entries({
      CN: 'China',
      CI: 'Côte d’Ivoire',
      HK: 'Hong Kong',
      IR: 'Iran',
      KR: 'South Korea',
      RU: 'Russia',
      XK: 'Kosovo',
    })) {
      expect(english).toContain(`<option value=${code}>${name}<`);
    }
    const german = control({ type: 'COUNTRY' }, 'de');
    expect(german).toContain('<option value=DE>Deutschland');
    expect(german).toContain('<option value=HK>Hongkong');
  });

  it('the control of a file question lists the uploaded files, each removable, and shows no fingerprint', () => {
    const html = control({ type: 'FILE', files: [pdf] });
    expect(html).toContain(
      `<a href="?file=${pdf.id}" download>structure-chart.pdf</a> <small>244\u00a0kB</small>`,
    );
    expect(control({ type: 'FILE', files: [{ ...pdf, isOwn: false }] })).toContain(
      '<span class="name">structure-chart.pdf <small>',
    );
    expect(html).toContain(`name="remove.file.Q" value="${pdf.id}"`);
    expect(html).toMatch(/<input type="file" multiple accept="\.pdf,[^"]*" id=a1 name=file\.Q/);
    expect(html).not.toContain('was.Q');
  });

  it('a question’s control shows an answer as it was given: lines, numbers in the page’s language, quotes', () => {
    expect(control({ type: 'LONG_TEXT', value: '\nOne\nTwo' })).toContain('rows="4">\n\nOne\nTwo</textarea>');
    expect(control({ type: 'NUMBER', value: 1234.5 })).toContain('value="1234.5"');
    expect(control({ type: 'NUMBER', value: 1234.5 }, 'de')).toContain('value="1234,5"');
    expect(control({ value: '"A" & B' })).toContain('value="&#34;A&#34; &#38; B"');
  });
});

describe('an answer that was rejected', () => {
  it('an answer that was rejected is there as it was typed, with what the question takes', () => {
    const html = control({ type: 'DATE', typed: '31.02.2011', problem: 'malformed' });
    expect(html).toContain('placeholder="YYYY-MM-DD" id=a1');
    expect(html).toContain('aria-describedby="e1" aria-invalid=true value="31.02.2011"');
    expect(textsIn(html, 'p')).toEqual([
      'Please enter a date that exists, written as year, month and day: 2026-02-28.',
    ]);
  });

  it('an answer that was rejected is told in words where the control cannot hold it', () => {
    const html = control({ type: 'COUNTRY', typed: 'Atlantis', problem: 'malformed' });
    expect(textsIn(html, 'p')).toEqual(['Please choose a country from the list. We received: Atlantis']);
  });

  it('an answer that was rejected is named at the top with all others, linked to its field, where the focus is', () => {
    const html = render({ type: 'BOOLEAN', problem: 'missing', isRequired: true });
    expect(html).toContain('id="problems" role="alert" tabindex="-1" autofocus');
    expect(html).toContain('<li><a href="#a1">What is it?</a> <span>Please choose Yes or No.</span></li>');
    expect(html).toMatch(/type=radio name=answer\.Q value="true" id=a1/);
  });

  it('an answer that was rejected stands beside what someone else has saved, in words', () => {
    const html = render({ type: 'COUNTRY', value: 'DE', theirs: { value: 'FR' }, fingerprint: 'theirs' });
    expect(textOf(html)).toContain('Someone else has saved a different answer in the meantime: “France”');
    expect(html).toContain('value=DE selected');
    expect(html).toContain('name=was.Q value=theirs');
    expect(html).toMatch(/<div class="question" id=q1 data-unsaved data-conflict>/);
  });
});

describe('what a browser may fill in', () => {
  it.each([
    ['full_name', 'TEXT', 'name'],
    ['dateOfBirth', 'DATE', 'bday'],
    ['email', 'EMAIL', 'email'],
    ['phone', 'TEXT', 'tel'],
    ['residential_address', 'LONG_TEXT', 'street-address'],
    ['residence_country', 'COUNTRY', 'country'],
  ] as const)('what a browser may fill in is the recipient’s own data: %s', (key, type, purpose) => {
    expect(control({ key, type })).toContain(` autocomplete=${purpose}`);
  });

  it.each([
    ['mlro_email', 'EMAIL'],
    ['nationality', 'COUNTRY'],
    ['residential_address', 'TEXT'],
    ['constructor', 'TEXT'],
  ] as const)('what a browser may fill in is nothing else: %s', (key, type) => {
    expect(control({ key, type })).not.toContain('autocomplete=');
  });
});

describe('the title of the page', () => {
  const title = (view: QuestionnaireView) =>
    /<title>([^<]*)<\/title>/.exec(renderQuestionnairePage(view, { nonce: 'x' }))?.[1];

  it('the title of the page names the step', () => {
    const view = questionnaireView();
    expect(title(view)).toContain('Corporate due diligence');
    expect(title({ ...view, request: { ...view.request, title: 'Our file 12' } })).toBe(
      'Corporate due diligence · Our file 12 · Acme Bank',
    );
  });

  it('the title of the page begins with what a screen reader has to say first where something is wrong', () => {
    const view = questionnaireView();
    expect(title({ ...view, feedback: 'rejected' })).toMatch(/^Error: /);
    expect(title({ ...view, feedback: 'saved' })).not.toMatch(/^Error/);
    const german = { ...view, request: { ...view.request, language: 'de' as const } };
    expect(title({ ...german, feedback: 'conflict' })).toMatch(/^Fehler: /);
  });
});

describe('the two counts of what is missing', () => {
  it('agree, whatever is wrong with an answer', () => {
    const html = renderQuestionnairePage(
      {
        ...pageOf([
          questionView({ id: 'A', isRequired: true, problem: 'missing' }),
          questionView({ id: 'B', type: 'NUMBER', typed: 'many', problem: 'malformed' }),
          questionView({
            id: 'C',
            type: 'FILE',
            fileProblems: [{ name: 'a.exe', reason: 'type_not_accepted' }],
          }),
          questionView({ id: 'D', value: 'fine', isRequired: true }),
          questionView({ id: 'E', isShown: false, type: 'NUMBER', typed: 'many', problem: 'malformed' }),
        ]),
        feedback: 'rejected',
      },
      { nonce: 'x' },
    );
    expect(textsIn(html, 'h2')).toContain('3 answers are missing or need a change');
    expect(textsIn(html, 'p')).toContain('3 answers are still missing or need a change.');
  });
});

describe('the questionnaire’s page', () => {
  const html = renderQuestionnairePage(questionnaireView({ answers: someAnswers }), { nonce: 'x' });

  it('the questionnaire’s page keeps a question that is not asked in the form, out of sight where a script can show it', () => {
    expect(html).toMatch(/<div class="question" id=q21 data-when=20 data-equals="true" data-unmet>/);
    expect(html.match(/name=was\./g)).toHaveLength(56);
    expect(html).toContain(
      '<noscript><style nonce="x">[data-unmet],.only-if{display:revert!important}</style></noscript>',
    );
    expect(
      textsIn(html, 'p').filter((text) => /^Only if “.+” is answered with “Yes”\.$/.test(text)).length,
    ).toBeGreaterThan(5);
  });

  it('the questionnaire’s page hides a section of which nothing is asked, with its entry in the table of contents', () => {
    const page = renderQuestionnairePage(pageOf([questionView({ isShown: false })]), { nonce: 'x' });
    expect(page).toContain('<fieldset class="card" id="s1" data-unmet>');
    expect(page).toContain('<li data-unmet');
  });

  it('the questionnaire’s page counts what is answered, in all and by sections', () => {
    expect(textsIn(html, 'strong')).toEqual(['13 of 47 answered']);
    expect(html).toContain('<progress value="13" max="47" aria-labelledby="answered">');
    expect(textsIn(html, 'li')).toContain('Company identity 8 of 11');
    expect(html).toContain('<li class="complete"><a href="#s1">');
    expect(textsIn(html, 'p')).toContain('25 answers are still missing or need a change.');
  });

  it('the questionnaire’s page saves before it submits, in tree order', () => {
    expect(textsIn(html, 'button')).toEqual(['Save draft', 'Submit questionnaire']);
    expect(textsIn(render({}, 'de'), 'button')).toEqual(['Entwurf speichern', 'Fragebogen absenden']);
  });

  it('the questionnaire’s page marks what was filled in for the recipient and what is to be changed, and describes the control by it', () => {
    const marked = control({ isPrefilled: true, isHighlighted: true, helpText: 'Help' });
    expect(textsIn(marked, 'p')).toEqual(['Change requested', 'Filled in for you – please check', 'Help']);
    expect(marked).toContain('aria-describedby="m1 f1 h1"');
  });

  describe('when changes are requested', () => {
    const callout = (questions: QuestionView[], language: 'en' | 'de' = 'en') =>
      textsIn(
        renderQuestionnairePage(
          { ...pageOf(questions, language), changes: { message: 'Look again.' } },
          { nonce: 'x' },
        ),
        'section',
      )[0];
    const named = questionView({ text: 'Who?', isHighlighted: true });
    const other = questionView({ id: 'other', text: 'Since when?' });

    it('leads to each question that the team named', () => {
      const page = renderQuestionnairePage(
        { ...pageOf([other, named]), changes: { message: 'Look again.' } },
        { nonce: 'x' },
      );
      expect(page).toContain('<ul><li><a href="#a2">Who?</a></li></ul>');
      expect(callout([other, named])).toBe(
        'Acme Bank asks you for changes Look again. This question is marked below: Who? All your answers are still there.',
      );
      expect(callout([named, { ...other, isHighlighted: true }])).toContain('These 2 questions are marked');
      expect(callout([named], 'de')).toContain('Diese Frage ist unten markiert: Who? Alle Ihre');
    });

    it('says that questions are marked below only where all of them are', () => {
      const view = questionnaireView({
        notes: { legal_name: { isHighlighted: true }, listed: { isHighlighted: true } },
      });
      const calloutOn = (page: QuestionnaireView['page']) =>
        textsIn(
          renderQuestionnairePage(
            { ...view, page, isInParts: true, changes: { message: 'Look again.' } },
            { nonce: 'x' },
          ),
          'section',
        )[0];
      expect(calloutOn({ kind: 'all' })).toContain('These 2 questions are marked below:');
      expect(calloutOn({ kind: 'tasks' })).toContain('This is about 2 questions:');
      expect(calloutOn({ kind: 'section', number: 1, isFromCheck: false })).toContain(
        'This is about 2 questions:',
      );
    });

    it('the list of sections leads to the question that the team named, even if nothing is answered', () => {
      const view = questionnaireView({
        notes: { listed: { isHighlighted: true, isChangePending: true } },
      });
      const page = renderQuestionnairePage(
        { ...view, page: { kind: 'tasks' }, isInParts: true, changes: { message: 'Look again.' } },
        { nonce: 'x' },
      );
      const place = view.sections.findIndex(({ questions }) => questions.some(({ key }) => key === 'listed'));
      expect(page).toMatch(
        new RegExp(`<a class="button" href="\\?section&#61;${place + 1}">Continue with “`),
      );
    });

    it('a request for changes does not mention marks on the page when none are visible', () => {
      const plain = 'Acme Bank asks you for changes Look again. All your answers are still there.';
      expect(callout([other])).toBe(plain);
      expect(callout([other, { ...named, isShown: false }])).toBe(plain);
    });
  });

  it('the questionnaire’s page is light: the demo company’s comes to a phone in less than 60 KB with style and script', () => {
    const fresh = renderQuestionnairePage(questionnaireView(), { nonce: 'x' });
    const loaded = assets.filter(({ path }) => fresh.includes(path));
    const parts = [fresh, ...loaded.map(({ body }) => body)];
    const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
    expect(sum(parts.map((part) => brotliCompressSync(part).length))).toBeLessThan(20_000);
    expect(sum(parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(92_000);
  });
});
