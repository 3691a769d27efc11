import { describe, expect, it } from 'vitest';
import type { Json } from '../judgement';
import { refusals } from './testing/table';

const SPEC = 'spec.volumeClaimTemplates[0].spec';
const sound = { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } };

function refusalsOf(spec: Json, minor = 36): readonly string[] {
  const changes = { 'spec.volumeClaimTemplates': [{ metadata: { name: 'data' }, spec }] };
  return refusals(changes, { kind: 'StatefulSet', minor }).map((line) => line.replace(SPEC, '$'));
}

describe('claim templates', () => {
  it.each<readonly [string, Json, readonly string[]]>([
    ['a sound claim', sound, []],
    ['no access modes', { ...sound, accessModes: [] }, ['$.accessModes Required']],
    ['an unknown access mode', { ...sound, accessModes: ['RWO'] }, ['$.accessModes NotSupported']],
    [
      'once per pod beside others',
      { ...sound, accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] },
      ['$.accessModes Forbidden'],
    ],
    ['no storage', { ...sound, resources: {} }, ['$.resources[storage] Required']],
    ['storage of nothing', { ...sound, resources: { requests: { storage: '0' } } }, ['$.resources[storage] Invalid']],
    [
      'a limit below the request',
      { ...sound, resources: { requests: { storage: '2Gi' }, limits: { storage: '1Gi' } } },
      [],
    ],
    ['a bad class', { ...sound, storageClassName: 'Fast' }, ['$.storageClassName Invalid']],
    ['the class of nobody', { ...sound, storageClassName: '' }, []],
    ['an unknown mode', { ...sound, volumeMode: 'block' }, ['$.volumeMode NotSupported']],
    ['a selector', { ...sound, selector: { matchLabels: { a: 'b c' } } }, ['$.selector.matchLabels Invalid']],
    ['a source of another kind', { ...sound, dataSource: { kind: 'Pod', name: 'p' } }, ['$.dataSource Invalid']],
    [
      'two sources that agree',
      {
        ...sound,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'p' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'p' },
      },
      [],
    ],
    [
      'two sources that differ',
      {
        ...sound,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'p' },
        dataSourceRef: { apiGroup: 'A', kind: 'PersistentVolumeClaim', name: '' },
      },
      ['$.dataSourceRef.name Required', '$.dataSourceRef.apiGroup Invalid', '$ Invalid'],
    ],
    ['a bad attributes class', { ...sound, volumeAttributesClassName: 'A' }, ['$.volumeAttributesClassName Invalid']],
  ])('%s', (_title, spec, want) => {
    expect(refusalsOf(spec)).toEqual(want);
  });

  it('were not looked at before 1.34', () => {
    expect(refusalsOf({}, 33)).toEqual([]);
  });
});
