import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../server/src/languageService/index';
import {
  accountOf,
  explainReason,
  type Reason,
  type ReasonCode,
  reasonCodes,
  simulate,
  type Trace,
  tell,
  verdictSentence,
} from '../../simulator/src/index';

// Every event that a controller makes says why, in words without a gap, over the scenarios of all recordings.

const TRACES = join(__dirname, 'traces');
const SOURCE = join(__dirname, '../../simulator/src');
const ids = readdirSync(TRACES).filter((id) => existsSync(join(TRACES, id, 'scenario.yaml')));

function simulated(id: string): Trace {
  const folder = join(TRACES, id);
  const read = readScenario(readFileSync(join(folder, 'scenario.yaml'), 'utf8'), {
    readFile: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null),
    language: 'en',
  });
  if (read.scenario === null) throw new Error(JSON.stringify(read.problems));
  return simulate(read.scenario);
}

const CONTROLLERS = new Set([
  'statefulset-controller',
  'daemonset-controller',
  'garbage-collector',
  'pod-garbage-collector',
  'node-lifecycle',
]);

/** A gap that nothing filled, or a value that is none; `{}` is written on purpose. */
const GAP = /\{\w+\}|undefined|NaN|null|\[object/;

function gapless(reason: Reason): void {
  for (const language of ['en', 'ja'] as const) expect(explainReason(reason, language)).not.toMatch(GAP);
}

describe.each(ids)('%s', (id) => {
  const trace = simulated(id);

  test('controllers say why they do what they do', () => {
    for (const event of trace.events) {
      if (event.by === undefined || !CONTROLLERS.has(event.by)) continue;
      if (event.type === 'status' || event.type === 'warning') continue;
      const at = `${event.t} ${event.type} ${event.object}`;
      expect(typeof event.reason, at).toBe('object');
      const { code } = event.reason as Reason;
      expect(['decision', 'fact'], `${at} ${code}`).toContain(reasonCodes[code].role);
      if (reasonCodes[code].fields.length > 0) expect(event.field, `${at} ${code}`).toBeDefined();
    }
  });

  test('every reason is worded without a gap in both languages', () => {
    for (const event of trace.events) if (typeof event.reason === 'object') gapless(event.reason);
    const { verdict } = trace;
    gapless(verdict.ifBroken.stopsAtReason);
    if (verdict.rollback !== null) gapless(verdict.rollback.reason);
    if (verdict.unfinished !== null) gapless(verdict.unfinished.waitingFor);
    if (verdict.stuck !== null) for (const reason of Object.values(verdict.stuck.codes)) gapless(reason);
    for (const { reason } of verdict.excludedNodes) gapless(reason);
    for (const { reason } of trace.problems ?? []) gapless(reason);
    for (const language of ['en', 'ja'] as const) {
      expect(verdictSentence(verdict, language)).not.toMatch(GAP);
      const account = accountOf(trace);
      const told = tell(trace, [...account.before, ...account.change], language);
      for (const { sentences } of told) {
        for (const { text } of sentences) {
          expect(text).not.toMatch(GAP);
          expect(text).toMatch(/[.。]$/);
        }
      }
    }
  });

  test('the account is short, and leaves out no pod', () => {
    const account = accountOf(trace);
    const groups = [...account.before, ...account.change];
    const lines = tell(trace, groups, 'en').reduce((n, { sentences }) => n + sentences.length, 0);
    expect(lines).toBeLessThan(45);
    const slots = new Set(groups.flatMap(({ told, others }) => [told, ...others].map(({ slot }) => slot)));
    for (const event of trace.events) {
      if (event.type !== 'pod-created' && event.type !== 'pod-deletion-requested') continue;
      expect(slots).toContain(trace.kind === 'StatefulSet' ? event.object : event.node);
    }
  });
});

test('every reason code is used', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(?:reasons|words.(?:en|ja))\.ts$/.test(file),
  );
  const text = files.map((file) => readFileSync(join(SOURCE, file), 'utf8')).join('\n');
  const unused = (Object.keys(reasonCodes) as ReasonCode[]).filter((code) => !text.includes(`'${code}'`));
  expect(files.length).toBeGreaterThan(40);
  expect(unused).toEqual([]);
});
