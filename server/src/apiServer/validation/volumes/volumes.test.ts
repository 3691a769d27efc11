import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from '../testing/table';

const ROWS: readonly Row[] = [
  ['no source', { '~.volumes': [{ name: 'v' }] }, ['~.volumes[0] Required']],
  [
    'two sources',
    { '~.volumes': [{ name: 'v', emptyDir: {}, hostPath: { path: '' } }] },
    ['~.volumes[0].hostPath Forbidden'],
  ],
  [
    'two sources that the server misspells',
    { '~.volumes': [{ name: 'v', emptyDir: {}, downwardAPI: {}, cephfs: {} }] },
    ['~.volumes[0].cephFS Forbidden', '~.volumes[0].downwarAPI Forbidden'],
  ],
  [
    'no name and a bad name',
    { '~.volumes': [{ emptyDir: {} }, { name: 'A', emptyDir: {} }] },
    ['~.volumes[0].name Required', '~.volumes[1].name Invalid'],
  ],
  [
    'one name twice',
    {
      '~.volumes': [
        { name: 'v', emptyDir: {} },
        { name: 'v', emptyDir: {} },
      ],
    },
    ['~.volumes[1].name Duplicate'],
  ],
  [
    'a negative size',
    { '~.volumes': [{ name: 'v', emptyDir: { sizeLimit: '-1Gi' } }] },
    ['~.volumes[0].emptyDir.sizeLimit Forbidden'],
  ],
  [
    'host paths',
    {
      '~.volumes': [
        { name: 'a', hostPath: { path: '/a/../b' } },
        { name: 'b', hostPath: { path: 'rel', type: 'Dir' } },
        { name: 'c', hostPath: { path: '/c', type: '' } },
      ],
    },
    ['~.volumes[0].hostPath.path Invalid', '~.volumes[1].hostPath.type NotSupported'],
  ],
  [
    'modes',
    {
      '~.volumes': [
        { name: 'a', secret: { secretName: 's', defaultMode: 511 } },
        { name: 'b', configMap: { name: 'c', defaultMode: 644, items: [{ key: 'k', path: 'p', mode: -1 }] } },
      ],
    },
    ['~.volumes[1].configMap.defaultMode Invalid', '~.volumes[1].configMap.items[0].mode Invalid'],
  ],
  [
    'items',
    {
      '~.volumes': [
        {
          name: 'a',
          configMap: {
            name: '',
            items: [
              { key: '', path: '' },
              { key: 'k', path: '/p' },
              { key: 'k', path: '..p' },
            ],
          },
        },
      ],
    },
    [
      '~.volumes[0].configMap.name Required',
      '~.volumes[0].configMap.items[0].key Required',
      '~.volumes[0].configMap.items[0].path Required',
      '~.volumes[0].configMap.items[1].path Invalid',
      '~.volumes[0].configMap.items[2].path Invalid',
    ],
  ],
  [
    'downward API files',
    {
      '~.volumes': [
        {
          name: 'a',
          downwardAPI: {
            items: [
              { path: 'a' },
              { path: 'b', resourceFieldRef: { resource: 'limits.cpu' } },
              { path: 'c', fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
            ],
          },
        },
      ],
    },
    [
      '~.volumes[0].downwardAPI Required',
      '~.volumes[0].downwardAPI.resourceFieldRef.containerName Required',
      '~.volumes[0].downwardAPI.fieldRef.fieldPath NotSupported',
    ],
  ],
  [
    'a claim without name',
    { '~.volumes': [{ name: 'a', persistentVolumeClaim: {} }] },
    ['~.volumes[0].persistentVolumeClaim.claimName Required'],
  ],
  [
    'a CSI driver',
    {
      '~.volumes': [
        { name: 'a', csi: { driver: 'CSI.example.com' } },
        { name: 'b', csi: { driver: 'a_b', nodePublishSecretRef: { name: 'A' } } },
      ],
    },
    ['~.volumes[1].csi.driver Invalid', '~.volumes[1].csi.name Invalid'],
  ],
  ['an image without reference', { '~.volumes': [{ name: 'a', image: { reference: '', pullPolicy: 'Always' } }] }, []],
  [
    'the same since 1.37',
    { '~.volumes': [{ name: 'a', image: { reference: '', pullPolicy: 'Always' } }] },
    ['~.volumes[0].image.reference Required'],
    { minor: 37 },
  ],
  [
    'an ephemeral claim',
    {
      '~.volumes': [
        {
          name: 'a',
          ephemeral: {
            volumeClaimTemplate: {
              metadata: { labels: { a: 'b' } },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        },
      ],
    },
    [],
  ],
  [
    'an ephemeral claim with a name',
    {
      '~.volumes': [
        {
          name: 'a',
          ephemeral: {
            volumeClaimTemplate: { metadata: { name: 'x', creationTimestamp: null }, spec: { accessModes: [] } },
          },
        },
      ],
    },
    [
      '~.volumes[0].ephemeral.volumeClaimTemplate.metadata.name Forbidden',
      '~.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes Required',
      '~.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage] Required',
    ],
  ],
  [
    'projected sources',
    {
      '~.volumes': [
        {
          name: 'a',
          projected: {
            sources: [
              {
                secret: { name: 's', items: [{ key: 'k', path: 'p' }] },
                configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] },
              },
              { serviceAccountToken: { path: '', expirationSeconds: 60 } },
            ],
          },
        },
      ],
    },
    [
      '~.volumes[0].projected Invalid',
      '~.volumes[0].projected.sources[0] Forbidden',
      '~.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds Invalid',
      '~.volumes[0].projected.path Required',
    ],
  ],
  [
    'a trust bundle before 1.37, when it was dropped',
    { '~.volumes': [{ name: 'a', projected: { sources: [{ clusterTrustBundle: {} }] } }] },
    [],
  ],
  [
    'a trust bundle',
    {
      '~.volumes': [
        {
          name: 'a',
          projected: {
            sources: [
              { clusterTrustBundle: {} },
              { clusterTrustBundle: { name: 'example.com:s:b', path: 'b' } },
              { clusterTrustBundle: { signerName: 'x', path: 'c' } },
            ],
          },
        },
      ],
    },
    [
      '~.volumes[0].projected.sources[0].clusterTrustBundle Required',
      '~.volumes[0].projected.sources[0].clusterTrustBundle.path Required',
      '~.volumes[0].projected.sources[2].clusterTrustBundle.signerName Invalid',
    ],
    { minor: 37 },
  ],
  [
    'a certificate',
    {
      '~.volumes': [
        {
          name: 'a',
          projected: {
            sources: [
              {
                podCertificate: {
                  signerName: 'example.com/s',
                  keyType: 'ED25519',
                  keyPath: 'k',
                  maxExpirationSeconds: 3600,
                },
              },
              { podCertificate: { signerName: 'kubernetes.io/s', keyType: 'RSA', maxExpirationSeconds: 86401 } },
            ],
          },
        },
      ],
    },
    [
      '~.volumes[0].projected.sources[1].podCertificate.keyType NotSupported',
      '~.volumes[0].projected.sources[1].podCertificate.maxExpirationSeconds Invalid',
      '~.volumes[0].projected.sources[1].podCertificate Required',
    ],
    { minor: 37 },
  ],
  [
    'NFS',
    { '~.volumes': [{ name: 'a', nfs: { server: '', path: 'rel' } }] },
    ['~.volumes[0].nfs.server Required', '~.volumes[0].nfs.path Invalid'],
  ],
  [
    'iSCSI',
    {
      '~.volumes': [
        {
          name: 'a',
          iscsi: {
            targetPortal: 't',
            iqn: 'iqn.2001-04.com.example:storage',
            lun: 256,
            chapAuthSession: true,
            initiatorName: 'x',
          },
        },
      ],
    },
    [
      '~.volumes[0].iscsi.lun Invalid',
      '~.volumes[0].iscsi.secretRef Required',
      '~.volumes[0].iscsi.initiatorname Invalid',
    ],
  ],
  [
    'disks of clouds',
    {
      '~.volumes': [
        { name: 'a', gcePersistentDisk: { pdName: '', partition: 256 } },
        { name: 'b', azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed', cachingMode: 'Some' } },
      ],
    },
    [
      '~.volumes[0].persistentDisk.pdName Required',
      '~.volumes[0].persistentDisk.partition Invalid',
      '~.volumes[1].azureDisk.cachingMode NotSupported',
      '~.volumes[1].azureDisk.diskURI NotSupported',
    ],
  ],
  [
    'other systems',
    {
      '~.volumes': [
        { name: 'a', flocker: { datasetName: 'a/b', datasetUUID: 'u' } },
        { name: 'b', fc: { targetWWNs: ['w'] } },
        { name: 'c', flexVolume: { driver: 'd', options: { 'a.kubernetes.io/b': 'c' } } },
        { name: 'd', quobyte: { registry: 'host', volume: 'v' } },
        { name: 'e', storageos: { volumeName: 'A', secretRef: {} } },
      ],
    },
    [
      '~.volumes[0].flocker Invalid',
      '~.volumes[0].flocker.datasetName Invalid',
      '~.volumes[1].fc.lun Required',
      '~.volumes[2].flexVolume.options[a.kubernetes.io/b] Invalid',
      '~.volumes[3].quobyte.registry Invalid',
      '~.volumes[4].storageos.secretRef.name Required',
      '~.volumes[4].storageos.volumeName Invalid',
    ],
  ],
  [
    'sources that need their fields',
    {
      '~.volumes': [
        { name: 'a', glusterfs: {} },
        { name: 'b', rbd: { monitors: [] } },
        { name: 'c', scaleIO: { gateway: 'g' } },
        { name: 'd', cinder: { volumeID: 'v' } },
        { name: 'e', gitRepo: { repository: 'r', directory: '/d' } },
      ],
    },
    [
      '~.volumes[0].glusterfs.endpoints Required',
      '~.volumes[0].glusterfs.path Required',
      '~.volumes[1].rbd.monitors Required',
      '~.volumes[1].rbd.image Required',
      '~.volumes[2].scaleIO.system Required',
      '~.volumes[2].scaleIO.volumeName Required',
      '~.volumes[4].gitRepo.directory Invalid',
    ],
  ],
];

describe('volumes', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});
