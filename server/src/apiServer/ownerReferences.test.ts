import { describe, expect, it } from 'vitest';
import { judgeText } from './testing';

function owned(owners: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: web
  ownerReferences:
${owners}spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: images.example/web:1.4}]}
`;
}

const OWNER = '  - {apiVersion: example.com/v1, kind: Fleet, name: f, uid: u-1, controller: true}\n';

describe('owner references', () => {
  it('are kept once, with a warning', () => {
    const { errors, warnings, effective } = judgeText(owned(OWNER + OWNER));
    expect(errors).toEqual([]);
    expect(warnings.map(({ field, check }) => [field, check])).toEqual([
      ['metadata.ownerReferences', 'repeated-entry'],
    ]);
    expect(effective).toMatchObject({ metadata: { ownerReferences: [{ uid: 'u-1' }] } });
  });

  it('that differ in anything stay', () => {
    const { errors, warnings } = judgeText(owned(OWNER + OWNER.replace('name: f', 'name: g')));
    expect(errors.map(({ check }) => check)).toEqual(['owner-reference']);
    expect(warnings).toEqual([]);
  });
});
