import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-not-writable';
const set = (context: string, pod = '') =>
  `${statefulSet('', `${pod}      securityContext: {${context}}\n`)}          volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
`;

it('finds a user without a group for the claim', () => {
  expect(findingsOf(id, set('runAsUser: 1000'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.securityContext' },
  ]);
});
it('takes fsGroup, root, and an init container that hands the directory over', () => {
  expect(findingsOf(id, set('runAsUser: 1000, fsGroup: 1000'))).toEqual([]);
  expect(findingsOf(id, set('runAsUser: 0'))).toEqual([]);
  expect(findingsOf(id, set('runAsNonRoot: true'))).toEqual([]);
  const init = '      initContainers: [{name: own, image: "busybox:1.37.0", securityContext: {runAsUser: 0}}]\n';
  expect(findingsOf(id, set('runAsUser: 1000', init))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('runAsUser: 1000')} "`)).toEqual([]);
});
