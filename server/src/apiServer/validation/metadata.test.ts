import { describe, expect, it } from 'vitest';
import { type Row, refusals } from './testing/table';

const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'u' };

const ROWS: readonly Row[] = [
  ['a name with a dot', { 'metadata.name': 'web.x' }, []],
  ['a StatefulSet name with a dot', { 'metadata.name': 'web.x' }, ['metadata.name Invalid'], { kind: 'StatefulSet' }],
  ['an upper case name', { 'metadata.name': 'Web' }, ['metadata.name Invalid']],
  ['a name of 254 characters', { 'metadata.name': 'x'.repeat(254) }, ['metadata.name Invalid']],
  ['a StatefulSet name of 63 characters', { 'metadata.name': 'x'.repeat(63) }, [], { kind: 'StatefulSet' }],
  ['a StatefulSet name of 64', { 'metadata.name': 'x'.repeat(64) }, ['metadata.name Invalid'], { kind: 'StatefulSet' }],
  ['no name', { 'metadata.name': undefined }, ['metadata.name Required']],
  ['generateName alone', { 'metadata.name': '', 'metadata.generateName': 'web-' }, []],
  [
    'a bad generateName, of which the name is made',
    { 'metadata.name': '', 'metadata.generateName': 'Web-' },
    ['metadata.generateName Invalid', 'metadata.name Invalid'],
  ],
  [
    'a long generateName, which is cut',
    { 'metadata.name': '', 'metadata.generateName': 'x'.repeat(70) },
    ['metadata.generateName Invalid'],
    { kind: 'StatefulSet' },
  ],
  ['an upper case namespace', { 'metadata.namespace': 'Team' }, ['metadata.namespace Invalid']],
  ['a finalizer without domain', { 'metadata.finalizers': ['mine'] }, ['metadata.finalizers[0] Invalid']],
  ['a finalizer with a domain', { 'metadata.finalizers': ['example.com/mine', 'orphan'] }, []],
  [
    'both finalizers of deletion',
    { 'metadata.finalizers': ['orphan', 'foregroundDeletion'] },
    ['metadata.finalizers Invalid'],
  ],
  ['an owner', { 'metadata.ownerReferences': [{ ...owner, controller: true }] }, []],
  [
    'an owner without uid',
    { 'metadata.ownerReferences': [{ ...owner, uid: '' }] },
    ['metadata.ownerReferences.uid Invalid'],
  ],
  [
    'the same since 1.37',
    { 'metadata.ownerReferences': [{ ...owner, uid: '' }] },
    ['metadata.ownerReferences[0].uid Required'],
    { minor: 37 },
  ],
  [
    'two controllers',
    {
      'metadata.ownerReferences': [
        { ...owner, controller: true },
        { ...owner, controller: true },
      ],
    },
    ['metadata.ownerReferences Invalid'],
  ],
  [
    'an event as owner',
    { 'metadata.ownerReferences': [{ ...owner, kind: 'Event' }] },
    ['metadata.ownerReferences Invalid'],
  ],
  [
    'an apiVersion with two slashes',
    { 'metadata.ownerReferences': [{ ...owner, apiVersion: 'a/b/c' }] },
    ['metadata.ownerReferences.apiVersion Invalid'],
  ],
];

describe('metadata', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(want);
    });
  }
});
