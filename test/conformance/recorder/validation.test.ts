import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// The recorder against a tiny API server: it says what a real one would say of a few texts, and keeps what it was asked.

const folder = mkdtempSync(join(tmpdir(), 'rollout-lens-recorder-'));
const asked: string[] = [];
const namespaces = new Set<string>();
let server: Server;
let origin: string;

const status = (code: number, message: string, more: object = {}) => ({
  code,
  body: { kind: 'Status', message, ...more },
});

function object(kind: string, generation: number) {
  const metadata = { name: 'web', namespace: 'default', uid: 'u', generation };
  return { kind, apiVersion: 'apps/v1', metadata, spec: { replicas: 1, serviceName: 'web' }, status: { replicas: 0 } };
}

function answer(method: string, url: URL, text: string): { code: number; body: object; warning?: string } {
  const strict = url.searchParams.get('fieldValidation') === 'Strict';
  const [, namespace = '', resource = ''] = /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/([^/]+)/.exec(url.pathname) ?? [];
  if (url.pathname === '/version') return { code: 200, body: { gitVersion: 'v1.40.2' } };
  if (url.pathname.startsWith('/api/v1/namespaces')) {
    const name = url.pathname.split('/')[4] ?? '';
    if (method === 'GET') return namespaces.has(name) ? { code: 200, body: {} } : status(404, 'not found');
    if (method === 'DELETE') namespaces.delete(name);
    else namespaces.add((JSON.parse(text) as { metadata: { name: string } }).metadata.name);
    return { code: method === 'DELETE' ? 200 : 201, body: {} };
  }
  if (resource === '' || !namespaces.has(namespace)) return status(404, 'not found', { reason: 'NotFound' });
  const kind = resource === 'daemonsets' ? 'DaemonSet' : 'StatefulSet';
  if (text.includes('zzz') && strict) {
    return status(
      400,
      `${kind} cannot be handled: strict decoding error: unknown field "spec.zzz", unknown field "spec.yyy"`,
    );
  }
  if (text.includes('replicas: -1')) {
    const causes = [{ reason: 'FieldValueInvalid', field: 'spec.replicas', message: 'Invalid value: -1' }];
    return status(422, 'is invalid', { reason: 'Invalid', details: { causes } });
  }
  const made = { code: method === 'POST' ? 201 : 200, body: object(kind, text.includes('replicas: 2') ? 2 : 1) };
  return text.includes('zzz') ? { ...made, warning: '299 - "unknown field \\"spec.zzz\\""' } : made;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const text = await textOf(request);
    asked.push(`${request.method} ${url.pathname}${url.searchParams.has('dryRun') ? ' dry' : ''}`);
    const token = request.headers.authorization;
    const refused =
      token === 'Bearer nobody'
        ? status(401, 'Unauthorized')
        : token === 'Bearer reader'
          ? status(403, 'forbidden')
          : null;
    const { code, body, warning } = { warning: undefined, ...(refused ?? answer(request.method ?? '', url, text)) };
    response.writeHead(code, { 'content-type': 'application/json', ...(warning === undefined ? {} : { warning }) });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  asked.length = 0;
  namespaces.clear();
  namespaces.add('default');
});

function run(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(__dirname, 'validation.mjs'), ...args]);
  const result = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (result.out += String(chunk)));
  child.stderr.on('data', (chunk) => (result.err += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...result })));
}

function cases(name: string, lines: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}

function recorded(name: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, 'out', name), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}

const kind = 'StatefulSet';
const manifest = (spec: string, metadata = 'name: web') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {${metadata}}\nspec: {serviceName: web${spec}}\n`;

describe('record:validation', () => {
  it('records creates, changes and stored forms for the version of the server', async () => {
    const file = cases('cases.jsonl', [
      { id: 'sound', kind, manifest: manifest(''), verdicts: { '1.9.1': { accepted: false } } },
      { id: 'negative', kind, manifest: manifest(', replicas: -1') },
      { id: 'unknown', kind, manifest: manifest(', zzz: 1') },
      { id: 'elsewhere', kind, manifest: manifest('', 'name: web, namespace: team') },
      { id: 'scaled', kind, old: manifest(''), manifest: manifest(', replicas: 2') },
      { id: 'broken', kind, old: manifest(''), manifest: manifest(', replicas: -1') },
    ]);
    const args = ['--apiserver', origin, '--token', 't', '--cases', file, '--out', join(folder, 'out')];
    const { code, out, err } = await run(...args);
    expect([code, err.includes('1.40.2')]).toEqual([0, true]);
    expect(out).toContain('6 verdicts (3 accepted)');
    const causes = [{ reason: 'FieldValueInvalid', field: 'spec.replicas', message: 'Invalid value: -1' }];
    const invalid = { accepted: false, code: 422, reason: 'Invalid', message: 'is invalid', causes, warnings: [] };
    expect(recorded('create.jsonl').map((line) => line['verdicts'])).toEqual([
      { '1.9.1': { accepted: false }, '1.40.2': { accepted: true, code: 201, warnings: [] } },
      { '1.40.2': invalid },
      {
        '1.40.2': {
          accepted: false,
          code: 400,
          message: expect.stringContaining('strict decoding error'),
          causes: [],
          strict: ['unknown field "spec.zzz"', 'unknown field "spec.yyy"'],
          warnings: ['unknown field "spec.zzz"'],
          lenient: { accepted: true, code: 201 },
        },
      },
      { '1.40.2': { accepted: true, code: 201, warnings: [] } },
    ]);
    expect(recorded('update.jsonl').map((line) => line['verdicts'])).toEqual([
      { '1.40.2': { accepted: true, code: 200, warnings: [], newGeneration: true } },
      { '1.40.2': invalid },
    ]);
    expect(recorded('defaults.jsonl')[0]).toMatchObject({
      id: 'sound',
      defaulted: { '1.40.2': { 'spec.replicas': 1 } },
    });
  });

  it('leaves nothing behind, and creates nothing for real but the old objects', async () => {
    const file = cases('changes.jsonl', [{ id: 'scaled', kind, old: manifest(''), manifest: manifest('') }]);
    await run('--apiserver', origin, '--token', 't', '--cases', file, '--out', join(folder, 'out'));
    expect([...namespaces]).toEqual(['default']);
    const scratch = /rollout-lens-recording-[0-9a-f]+/;
    const changes = asked.filter((line) => !line.startsWith('GET')).map((line) => line.replace(scratch, 'scratch'));
    const path = '/apis/apps/v1/namespaces/scratch/statefulsets';
    expect(changes).toEqual([
      'POST /api/v1/namespaces',
      `POST ${path}`,
      `PUT ${path}/web dry`,
      `PATCH ${path}/web`,
      `DELETE ${path}/web`,
      'DELETE /api/v1/namespaces/scratch',
    ]);
  });

  it.each([
    ['a missing option', ['--token', 't'], '--apiserver is missing'],
    ['no URL', ['--apiserver', 'here', '--token', 't'], 'is no URL'],
    ['an unknown option', ['--server', 'x'], 'usage:'],
    ['nobody there', ['--apiserver', 'http://127.0.0.1:9', '--token', 't'], 'cannot be reached'],
    [
      'a missing file',
      ['--apiserver', 'http://x', '--token', 't', '--cases', 'none.jsonl'],
      'none.jsonl cannot be read',
    ],
  ])('says so: %s', async (_title, args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });

  it('says so when the token does not do', async () => {
    const file = cases('one.jsonl', [{ id: 'sound', kind, manifest: manifest('') }]);
    const as = (token: string) => run('--apiserver', origin, '--token', token, '--cases', file, '--out', folder);
    expect(await as('nobody')).toMatchObject({ code: 2, err: expect.stringContaining('does not accept the token') });
    expect(await as('reader')).toMatchObject({ code: 2, err: expect.stringContaining('may not GET /version') });
  });
});
