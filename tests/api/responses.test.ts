import { afterAll, beforeAll, describe } from 'vitest';
import { testThroughBothApis } from '../support/both-apis-table.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { answerValueCases } from './cases/answer-values.ts';
import { saveResponseCases } from './cases/save-response.ts';
import { sendPrefillResponseCases } from './cases/send-prefill-response.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => new Date('2026-03-01T09:00:00.750Z') });
});
afterAll(() => gateway.drop());

describe('sendPrefillResponse and POST /responses/{id}/send/', () => {
  testThroughBothApis(() => gateway, sendPrefillResponseCases);
});

describe('saveResponse and PUT /responses/{id}/save/', () => {
  testThroughBothApis(() => gateway, saveResponseCases);
});

describe('what answers a question of each type', () => {
  testThroughBothApis(() => gateway, answerValueCases);
});
