import { newQuestionnaire } from './questionnaires.ts';
import type { World } from './world.ts';

const details = Array.from({ length: 16 }, (_, index) => ({
  key: `detail_${index + 1}`,
  text: `What is detail ${index + 1}?`,
  type: 'TEXT',
}));

/**
 * A questionnaire with a page for each section: an answer of the first decides about the whole third, and about one question of
 * the last.
 */
export const longQuestionnaire = {
  name: 'A long questionnaire',
  type: 'DDQ',
  sections: [
    {
      title: 'Company',
      questions: [
        { key: 'name', text: 'What is the name?', type: 'TEXT', required: true },
        { key: 'staff', text: 'How many people?', type: 'NUMBER' },
        { key: 'listed', text: 'Is it listed?', type: 'BOOLEAN', required: true },
      ],
    },
    { title: 'Details', questions: details },
    {
      title: 'Listing',
      questions: [
        {
          key: 'exchange',
          text: 'On which exchange?',
          type: 'TEXT',
          required: true,
          visibleWhen: { key: 'listed', equals: 'true' },
        },
        {
          key: 'supervised',
          text: 'Is it supervised?',
          type: 'BOOLEAN',
          visibleWhen: { key: 'exchange', equals: 'XETRA' },
        },
      ],
    },
    {
      title: 'Declaration',
      questions: [
        { key: 'chart', text: 'Please add the chart.', type: 'FILE' },
        {
          key: 'prospectus',
          text: 'What is the address of the prospectus?',
          type: 'URL',
          visibleWhen: { key: 'listed', equals: 'true' },
        },
        { key: 'truth', text: 'All of this is true.', type: 'ATTESTATION', required: true },
      ],
    },
  ],
};

/** Creates the questionnaire, and returns its id and those of its questions by their keys. */
export const createLongQuestionnaire = ({ tenant }: Pick<World, 'tenant'>) =>
  newQuestionnaire(tenant, longQuestionnaire);
