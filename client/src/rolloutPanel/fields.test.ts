import { describe, expect, it } from 'vitest';
import type { Range, WorkloadSummary } from '../../../protocol/src/index';
import { fieldAt, rangeOf, selectOf, workloadAt } from './fields';

const at = (line: number, character: number, endLine: number, endCharacter: number): Range => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

const fields = {
  spec: at(4, 0, 20, 0),
  'spec.replicas': at(5, 2, 5, 13),
  'spec.updateStrategy': at(6, 2, 9, 18),
  'spec.updateStrategy.rollingUpdate': at(7, 4, 9, 18),
  'spec.updateStrategy.rollingUpdate.partition': at(8, 6, 8, 18),
  'spec.template.spec.containers[0]': at(12, 6, 14, 20),
};

describe('fieldAt', () => {
  it.each<[number, number, string | null]>([
    [5, 4, 'spec.replicas'],
    [5, 13, 'spec.replicas'],
    [8, 10, 'spec.updateStrategy.rollingUpdate.partition'],
    [9, 3, 'spec.updateStrategy.rollingUpdate'],
    [6, 3, 'spec.updateStrategy'],
    [16, 0, 'spec'],
    [2, 0, null],
  ])('finds the innermost one at line %i, character %i', (line, character, field) => {
    expect(fieldAt(fields, { line, character })).toBe(field);
  });

  it('takes the shorter of two that begin together', () => {
    const both = { 'spec.a': at(1, 2, 3, 0), 'spec.a.b': at(1, 2, 2, 0) };
    expect(fieldAt(both, { line: 1, character: 5 })).toBe('spec.a.b');
    expect(fieldAt({ 'spec.a.b': both['spec.a.b'], 'spec.a': both['spec.a'] }, { line: 1, character: 5 })).toBe(
      'spec.a.b',
    );
  });
});

describe('rangeOf', () => {
  it.each([
    ['spec.replicas', 'spec.replicas'],
    ['spec.updateStrategy.rollingUpdate.maxUnavailable', 'spec.updateStrategy.rollingUpdate'],
    ['spec.updateStrategy.type', 'spec.updateStrategy'],
    ['spec.template.spec.containers[0].image', 'spec.template.spec.containers[0]'],
    ['spec.template.spec.containers[1].image', 'spec'],
    ['spec.template.spec.nodeSelector[kubernetes.io/arch]', 'spec'],
  ] as const)('shows %s at %s', (field, written) => {
    expect(rangeOf(fields, field)).toEqual(fields[written]);
  });

  it.each(['metadata.name', '', 'toString', '[x]'])('knows no place for %j', (field) => {
    expect(rangeOf(fields, field)).toBeNull();
  });
});

describe('workloadAt', () => {
  const workload = (name: string, document: number, range: Range): WorkloadSummary => ({
    kind: 'StatefulSet',
    name,
    namespace: 'default',
    document,
    range,
  });
  const workloads = [workload('a', 0, at(0, 0, 10, 0)), workload('b', 1, at(11, 0, 20, 0))];

  it('finds the one around a place', () => {
    expect(workloadAt(workloads, { line: 3, character: 1 })?.name).toBe('a');
    expect(workloadAt(workloads, { line: 12, character: 0 })?.name).toBe('b');
    expect(workloadAt(workloads, { line: 30, character: 0 })).toBeNull();
  });

  it('is named by kind and name', () => expect(workloads.map(selectOf)).toEqual(['StatefulSet/a', 'StatefulSet/b']));
});
