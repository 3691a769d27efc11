import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readScenario } from '../../server/src/languageService/index';
import { simulate, type Trace } from '../../simulator/src/index';
import { agree } from './agree.mjs';

// What real control planes did with our scenarios, by release, held against the simulator event by event.

interface Recording {
  readonly kind: string;
  readonly scenario: unknown;
  readonly events: readonly { readonly t: number; readonly type: string; readonly object: string }[];
  readonly final: { readonly pods: readonly { ready: boolean }[] };
}

const ROOT = join(__dirname, 'traces');
const recordings = readdirSync(ROOT).flatMap((id) =>
  readdirSync(join(ROOT, id)).flatMap((file) => {
    const version = /^trace\.(.+)\.json$/.exec(file)?.[1];
    return version === undefined ? [] : [{ id, version, file }];
  }),
);

function simulated(id: string, version: string): Trace {
  const folder = join(ROOT, id);
  const read = readScenario(readFileSync(join(folder, 'scenario.yaml'), 'utf8'), {
    readFile: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null),
    kubernetesVersion: version,
    language: 'en',
  });
  if (read.scenario === null) throw new Error(JSON.stringify(read.problems));
  return simulate(read.scenario);
}

const recordingOf = (id: string, file: string) => JSON.parse(readFileSync(join(ROOT, id, file), 'utf8')) as Recording;

const tally = new Map<string, { agreed: number; total: number }>();
afterAll(() => {
  for (const [version, { agreed, total }] of [...tally].sort()) {
    console.log(`${version}: ${agreed} of ${total} recordings agree`);
  }
});

describe.each(recordings)('$id on $version', ({ id, version, file }) => {
  test('agrees', () => {
    const count = tally.get(version) ?? { agreed: 0, total: 0 };
    tally.set(version, count);
    count.total++;
    const { differences } = agree(recordingOf(id, file), simulated(id, version));
    expect(differences.slice(0, 5).map((d) => d.what)).toEqual([]);
    count.agreed++;
  });
});

describe('the judge', () => {
  const { id, version, file } = recordings.find((r) => r.id === 'sts-update-rolling') ?? {
    id: '',
    version: '',
    file: '',
  };

  test('counts what budgets allow', () => {
    const drained = 'sts-drain-two-nodes';
    const recording = recordingOf(drained, 'trace.1.37.2.json');
    const trace = simulated(drained, '1.37.2');
    const budgets = trace.final.budgets?.map((budget) => ({ ...budget, disruptionsAllowed: 7 }));
    expect(budgets).toHaveLength(1);
    const other = { ...trace, final: { ...trace.final, budgets } };
    expect(agree(recording, other).differences[0]?.what).toContain('final budgets');
  });

  test('has recordings to judge by', () => expect(recordings.length).toBeGreaterThan(200));

  test('catches a planted change', () => {
    const recording = recordingOf(id, file);
    const trace = simulated(id, version);
    const without = trace.events.filter((e, i) => !(e.type === 'pod-deletion-requested' && i > 10));
    expect(agree(recording, { ...trace, events: without }).ok).toBe(false);
    const pods = trace.final.pods.map((pod, i) => (i === 0 ? { ...pod, ready: !pod.ready } : pod));
    expect(agree(recording, { ...trace, final: { ...trace.final, pods } }).ok).toBe(false);
    const late = trace.events.map((e) => (e.t > 5 ? { ...e, t: e.t + 10 } : e));
    expect(agree(recording, { ...trace, events: late }).ok).toBe(false);
    expect(agree(recording, trace).ok).toBe(true);
  });
});
