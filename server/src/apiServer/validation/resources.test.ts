import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  [
    'requests up to limits',
    { '@.resources': { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1000m', memory: '1024Mi' } } },
    [],
  ],
  [
    'a request above its limit',
    { '@.resources': { requests: { cpu: '1001m' }, limits: { cpu: '1' } } },
    ['@.resources.requests Invalid'],
  ],
  ['a negative limit', { '@.resources': { limits: { memory: '-1' } } }, ['@.resources.limits[memory] Invalid']],
  ['an unknown name', { '@.resources': { limits: { gpu: '1' } } }, ['@.resources.limits[gpu] Invalid']],
  [
    'a name of quotas',
    { '@.resources': { limits: { 'requests.cpu': '1' } } },
    ['@.resources.limits[requests.cpu] Invalid'],
  ],
  [
    'an extended resource with equal request',
    { '@.resources': { requests: { 'example.com/gpu': 1 }, limits: { 'example.com/gpu': 1 } } },
    [],
  ],
  [
    'an extended resource without limit',
    { '@.resources': { requests: { 'example.com/gpu': 1 } } },
    ['@.resources.limits Required'],
  ],
  [
    'an extended resource with a lower request',
    { '@.resources': { requests: { 'example.com/gpu': 1 }, limits: { 'example.com/gpu': 2 } } },
    ['@.resources.requests Invalid'],
  ],
  [
    'half an extended resource',
    { '@.resources': { limits: { 'example.com/gpu': '0.5' } } },
    ['@.resources.limits[example.com/gpu] Invalid'],
  ],
  ['huge pages alone', { '@.resources': { limits: { 'hugepages-2Mi': '4Mi' } } }, ['@.resources Forbidden']],
  ['huge pages in whole pages', { '@.resources': { limits: { 'hugepages-2Mi': '4Mi', memory: '1Gi' } } }, []],
  [
    'huge pages in part',
    { '@.resources': { limits: { 'hugepages-2Mi': '3Mi', memory: '1Gi' } } },
    ['@.resources.limits[hugepages-2Mi] Invalid'],
  ],
  [
    'a claim that the pod does not have',
    { '~.resourceClaims': [{ name: 'a', resourceClaimName: 'x' }], '@.resources': { claims: [{ name: 'b' }] } },
    ['@.resources.claims[0] NotFound'],
  ],
  [
    'a claim and one of its requests',
    {
      '~.resourceClaims': [{ name: 'a', resourceClaimName: 'x' }],
      '@.resources': { claims: [{ name: 'a', request: 'r' }, { name: 'a' }] },
    },
    ['@.resources.claims[1] Duplicate'],
  ],
  [
    'two requests of one claim',
    {
      '~.resourceClaims': [{ name: 'a', resourceClaimName: 'x' }],
      '@.resources': {
        claims: [
          { name: 'a', request: 'r' },
          { name: 'a', request: 's' },
        ],
      },
    },
    [],
  ],
  [
    'resource claims of the pod',
    { '~.resourceClaims': [{ name: 'a' }, { name: 'a', resourceClaimName: 'x', resourceClaimTemplateName: 'Y' }] },
    [
      '~.resourceClaims[0] Invalid',
      '~.resourceClaims[1].name Duplicate',
      '~.resourceClaims[1] Invalid',
      '~.resourceClaims[1].resourceClaimTemplateName Invalid',
    ],
  ],
  [
    'a pod that asks for less than its containers',
    {
      '~.resources': { requests: { cpu: '1' }, limits: { cpu: '2' } },
      '@.resources': { requests: { cpu: '1500m' }, limits: { cpu: '3' } },
    },
    ['~.resources.requests[cpu] Invalid', '~.resources.containers[0][cpu].limits Invalid'],
  ],
  [
    'an init container beside its sidecar',
    {
      '~.resources': { requests: { cpu: '3' } },
      '~.initContainers': [
        {
          name: 's',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          restartPolicy: 'Always',
          resources: { requests: { cpu: '2' } },
        },
        {
          name: 'i',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          resources: { requests: { cpu: '2' } },
        },
      ],
    },
    ['~.resources.requests[cpu] Invalid'],
  ],
  [
    'a resource that a pod as a whole has not',
    { '~.resources': { limits: { 'ephemeral-storage': '1Gi' } } },
    ['~.resources.limits[ephemeral-storage] NotSupported'],
  ],
  ['claims of the pod as a whole', { '~.resources': { claims: [] } }, ['~.resources.claims Forbidden']],
  ['pod resources before 1.34, when they were dropped', { '~.resources': { claims: [] } }, [], { minor: 33 }],
  [
    'overhead',
    { '~.overhead': { cpu: '-1', speed: '1' } },
    ['~.overhead.limits[cpu] Invalid', '~.overhead.limits[speed] Invalid'],
  ],
];

describe('resources', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});
