import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { v7 } from 'uuid';
import { openAnswer, sealAnswer } from '../../src/domain/responses/sealed-answer.ts';
import { createCipher } from '../../src/sealing/cipher.ts';
import { keepEncryptionKey } from '../../src/sealing/keep-encryption-key.ts';
import * as sql from './raw-statements.ts';

/**
 * The peer: node:http, pg and one statement by hand for each request, with the same answers as REST. It encrypts what is to be
 * encrypted, checks the API key in memory and does nothing else: no scopes, no limits, no rules for input, no errors but a bare
 * 401, 404 and 500.
 */
interface Key {
  id: string;
  tenant_id: string;
  name: string;
}

const { DATABASE_URL: connectionString, DATA_DIR: folder = '', EML_FILE: emlFile = '' } = process.env;
const cipher = createCipher(await keepEncryptionKey(folder));
const pool = new pg.Pool({ connectionString, max: 10 });
const { rows: keyRows } = await pool.query<Key & { hash: string }>(sql.readKeys);
const keys = new Map<string, Key>(keyRows.map((key) => [key.hash, key]));
const { rows: mails } = await pool.query<{ subject: string; text: string; html: string }>(sql.readMail);
const mail = mails[0]!;
const eml = await readFile(emlFile);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const time = (date: Date | null) => date && `${date.toISOString().slice(0, 19)}Z`;
const nextPage = `${process.env['PUBLIC_URL']}/api/v1/responses/?page_size=20&page=2`;

const toSummary = (row: any) => ({
  id: row.id,
  response_name: row.name,
  status: row.status,
  questionnaire: { id: row.questionnaire_id, name: row.questionnaire_name, type: row.questionnaire_type },
  subject_entity: { id: row.entity_id, name: row.entity_name, entity_type: row.entity_type },
  created_at: time(row.created_at),
  updated_at: time(row.updated_at),
  submitted_at: time(row.submitted_at),
  reviewed_at: time(row.reviewed_at),
  reviewed_by: row.reviewed_by,
  decided_by: row.decided_by,
  language: row.language,
  flags: row.flags === null ? [] : [row.flags],
  risk_level: row.risk_level,
  assignee: row.assignee,
  tags: row.tags ?? [],
  due_at: time(row.due_at),
});
const placeOf = (responseId: string, questionId: string) => ({
  tenantId: keyRows[0]!.tenant_id,
  responseId,
  questionId,
});

/** Answers are kept encrypted: those that were given in this request are known, the others are opened. */
const toDetail = (row: any, given = new Map<string, unknown>()) =>
  row && {
    ...toSummary(row),
    answers: row.answers.map((each: any) => ({
      ...each,
      value: given.get(each.question_id) ?? openAnswer(cipher, placeOf(row.id, each.question_id), each.value),
    })),
  };

const query = async (name: string, text: string, values: unknown[]) =>
  (await pool.query({ name, text, values })).rows;

async function save(key: Key, id: string, body: any) {
  const { answers } = body;
  const sealed = answers.map((each: any) => ({
    ...each,
    value: sealAnswer(cipher, placeOf(id, each.question_id), each.value),
  }));
  const values = [key.tenant_id, id, JSON.stringify(sealed), v7(), key.id, key.name, answers.length];
  const given = new Map<string, unknown>(answers.map((each: any) => [each.question_id, each.value]));
  return toDetail((await query('save', sql.saveAnswers, values))[0], given);
}

async function send(key: Key, body: any) {
  const [entityId, responseId, sessionId, mailId] = [v7(), v7(), v7(), v7()];
  const expiresAt = new Date(Date.now() + 48 * 3_600_000);
  const token = randomBytes(32).toString('base64url');
  const path = `${folder}/mail/${mailId}.eml`;
  await writeFile(`${path}.part`, eml, { flag: 'wx', mode: 0o600 });
  await rename(`${path}.part`, path);
  const { entity, ddq, email } = body;
  const mailValues = [mailId, mail.subject, mail.text, mail.html];
  const [sent] = await query('send', sql.sendWorkflow, [
    ...[key.tenant_id, ddq.questionnaire_id, entityId, entity.legal_name, responseId, ddq.response_name],
    ...[sessionId, v7(), sha256(token), email, expiresAt, v7(), v7(), key.id, key.name, ...mailValues, v7()],
  ]);
  return (
    sent && {
      workflow_session_id: sessionId,
      status: 'sent',
      email_sent: true,
      entity_id: entityId,
      entity_name: entity.legal_name,
      response_id: responseId,
      verification_session_id: null,
      steps: ['ddq'],
      expires_at: time(expiresAt),
    }
  );
}

async function route(key: Key, request: IncomingMessage): Promise<unknown> {
  const { method, url = '' } = request;
  const id = url.slice('/api/v1/responses/'.length, '/api/v1/responses/'.length + 36);
  if (method === 'PUT') {
    return save(key, id, await readBody(request));
  }
  if (method === 'POST') {
    return send(key, await readBody(request));
  }
  if (url === '/page') {
    return { results: (await query('page', sql.listPage, [key.tenant_id, 20])).map(toSummary) };
  }
  if (url === '/api/v1/responses/?page_size=20') {
    const rows = await query('counted', sql.listCounted, [key.tenant_id, 20]);
    return { count: rows[0]?.count, next: nextPage, previous: null, results: rows.map(toSummary) };
  }
  return toDetail((await query('read', sql.readResponse, [key.tenant_id, id]))[0]);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk;
  }
  return JSON.parse(text);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text);
}

const server = createServer(async (request, response) => {
  try {
    const key = keys.get(sha256(request.headers.authorization?.slice('Bearer '.length) ?? ''));
    const body = key && (await route(key, request));
    if (body) {
      answer(response, request.method === 'POST' ? 201 : 200, body);
    } else {
      answer(response, key ? 404 : 401, { error: key ? 'Not found.' : 'No valid API key.' });
    }
  } catch (error) {
    console.error(error);
    answer(response, 500, { error: 'Failed.' });
  }
});
server.listen(0, '127.0.0.1', () => {
  console.log(`Raw peer ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit(0));
