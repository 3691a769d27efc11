/** Provisioners of storage classes, and what their volumes can do. State of their documentation in 2025. */

/** Disks of a zone: a pod must run where its disk is. */
const OF_A_ZONE: ReadonlySet<string> = new Set([
  'ebs.csi.aws.com',
  'ebs.csi.eks.amazonaws.com',
  'kubernetes.io/aws-ebs',
  'pd.csi.storage.gke.io',
  'kubernetes.io/gce-pd',
  'disk.csi.azure.com',
  'kubernetes.io/azure-disk',
  'cinder.csi.openstack.org',
  'kubernetes.io/cinder',
  'diskplugin.csi.alibabacloud.com',
  'blockvolume.csi.oraclecloud.com',
  'vpc.block.csi.ibm.io',
]);

/** Disks of a node, made where the pod is. */
const OF_A_NODE: ReadonlySet<string> = new Set([
  'rancher.io/local-path',
  'openebs.io/local',
  'local.csi.openebs.io',
  'zfs.csi.openebs.io',
  'topolvm.io',
  'topolvm.cybozu.com',
]);

/** Each gives disks that one node at a time can mount: ReadWriteOnce and ReadWriteOncePod (file systems). */
const ONE_NODE: ReadonlySet<string> = new Set([
  ...OF_A_ZONE,
  ...OF_A_NODE,
  'dobs.csi.digitalocean.com',
  'csi.hetzner.cloud',
  'linodebs.csi.linode.com',
  'block.csi.vultr.com',
  'csi.scaleway.com',
  'rbd.csi.ceph.com',
  'rook-ceph.rbd.csi.ceph.com',
]);

/** Directories that many nodes mount, without lost+found at their root. */
const SHARED: ReadonlySet<string> = new Set([
  'efs.csi.aws.com',
  'filestore.csi.storage.gke.io',
  'file.csi.azure.com',
  'kubernetes.io/azure-file',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
  'cephfs.csi.ceph.com',
  'rook-ceph.cephfs.csi.ceph.com',
  'rancher.io/local-path',
  'k8s.io/minikube-hostpath',
  'docker.io/hostpath',
  'microk8s.io/hostpath',
  'openebs.io/local',
  'zfs.csi.openebs.io',
]);

/** Other provisioners that people name, for finding misspelt ones. */
const OTHERS = [
  'fsx.csi.aws.com',
  's3.csi.aws.com',
  'csi.vsphere.vmware.com',
  'driver.longhorn.io',
  'hostpath.csi.k8s.io',
  'secrets-store.csi.k8s.io',
  'blob.csi.azure.com',
  'parallelstore.csi.storage.gke.io',
  'io.openebs.csi-mayastor',
  'csi.trident.netapp.io',
];

/** In-tree plugins that are gone: the first minor release without them (changelogs of those releases). */
const REMOVED: Readonly<Record<string, number>> = {
  'kubernetes.io/scaleio': 22,
  'kubernetes.io/flocker': 25,
  'kubernetes.io/quobyte': 25,
  'kubernetes.io/storageos': 25,
  'kubernetes.io/glusterfs': 26,
  'kubernetes.io/rbd': 31,
  'kubernetes.io/cephfs': 31,
};

/** Files over the network, by NFS or SMB. */
const NETWORK_FILES =
  /^(?:efs\.csi\.aws\.com|filestore\.csi\.storage\.gke\.io|file\.csi\.azure\.com|kubernetes\.io\/azure-file|nfs\.csi\.k8s\.io|smb\.csi\.k8s\.io)$|nfs-subdir-external-provisioner|nfs-client/;

export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

export function isOneNodeAtATime(provisioner: string): boolean {
  return ONE_NODE.has(provisioner);
}

export function isOfAZone(provisioner: string): boolean {
  return OF_A_ZONE.has(provisioner);
}

export function isOfANode(provisioner: string): boolean {
  return provisioner === NO_PROVISIONER || OF_A_NODE.has(provisioner);
}

export function isNetworkFileSystem(provisioner: string): boolean {
  return NETWORK_FILES.test(provisioner);
}

export function isSharedDirectory(provisioner: string): boolean {
  return SHARED.has(provisioner);
}

/** The first minor release that no longer has the in-tree plugin; undefined for anything else. */
export function removedIn(provisioner: string): number | undefined {
  return Object.hasOwn(REMOVED, provisioner) ? REMOVED[provisioner] : undefined;
}

export function knownProvisioners(): readonly string[] {
  return [...new Set([...ONE_NODE, ...SHARED, ...OTHERS, NO_PROVISIONER])];
}

/** Classes that managed clusters and distributions bring along, whose disks one node at a time can mount. */
const CLASSES_OF_ONE_NODE: ReadonlySet<string> = new Set([
  'gp2',
  'gp3',
  'auto-ebs-sc',
  'standard-rwo',
  'premium-rwo',
  'managed-csi',
  'managed-csi-premium',
  'managed-premium',
  'local-path',
  'do-block-storage',
  'do-block-storage-retain',
  'hcloud-volumes',
  'linode-block-storage',
  'linode-block-storage-retain',
  'vultr-block-storage',
  'scw-bssd',
  'oci-bv',
]);

/** Is it the name of a class that a distribution brings, and that gives disks for one node at a time? */
export function isWellKnownDiskClass(name: string): boolean {
  return CLASSES_OF_ONE_NODE.has(name);
}
