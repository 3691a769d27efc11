import { describe, expect, it } from 'vitest';
import { isRolloutAnswer, isStoredAnswer, type StoredAnswer } from './index';

const answer: StoredAnswer = {
  uri: 'file:///a.yaml',
  version: 3,
  title: 'StatefulSet web',
  text: '# StatefulSet web\nreplicas: 1\ncpu: 500m\n# colour: red\n',
  marks: [
    { kind: 'default', line: 1 },
    { kind: 'rewritten', line: 2, written: '0.5' },
    { kind: 'dropped', line: 3 },
  ],
  refused: false,
};

describe('isStoredAnswer', () => {
  it('takes an answer with every sort of mark, and one without an object', () => {
    expect(isStoredAnswer(answer)).toBe(true);
    expect(isStoredAnswer({ ...answer, title: null, version: null, marks: [] })).toBe(true);
  });
  it.each([
    null,
    { ...answer, text: undefined },
    { ...answer, refused: 'no' },
    { ...answer, marks: [{ kind: 'rewritten', line: 2 }] },
    { ...answer, marks: [{ kind: 'lost', line: 2 }] },
    { ...answer, marks: [{ kind: 'default', line: Number.NaN }] },
  ])('refuses %j', (value) => {
    expect(isStoredAnswer(value)).toBe(false);
  });
});

describe('isRolloutAnswer', () => {
  it.each([
    ['change', true],
    ['manifest', true],
    [undefined, true],
    ['both', false],
  ])('on what is refused: %j', (refuses, fine) => {
    const state = { kind: 'refused', problem: 'No.', refuses };
    const common = { uri: '', version: null, kubernetesVersion: '1.37.2', workloads: [], selected: null };
    expect(isRolloutAnswer({ ...common, state, from: null, to: null, findings: [], fields: {} })).toBe(fine);
  });
});
