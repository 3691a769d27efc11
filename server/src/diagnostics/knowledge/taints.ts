/** Taints that clusters put on nodes by themselves, and which tolerations meet them. */
import { nearestName } from '../../kubernetes/index';

export interface KnownTaint {
  readonly effects: readonly string[];
  /** the value that it always has; undefined: it differs from cluster to cluster */
  readonly value?: string;
}

export const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
export const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
export const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

const ONCE = { effects: ['NoSchedule'], value: '' };
const BOTH = { effects: ['NoSchedule', 'NoExecute'], value: '' };

/**
 * Set by kubeadm, the node lifecycle controller, the kubelet and the cloud node controller (k8s.io/api/core/v1
 * well_known_taints.go and k8s.io/cloud-provider/api, 1.32 to 1.37; kubeadm constants since 1.24).
 */
export const KNOWN_TAINTS: Readonly<Record<string, KnownTaint>> = {
  [CONTROL_PLANE]: ONCE,
  [NOT_READY]: BOTH,
  [UNREACHABLE]: BOTH,
  [UNSCHEDULABLE]: ONCE,
  'node.kubernetes.io/memory-pressure': ONCE,
  'node.kubernetes.io/disk-pressure': ONCE,
  'node.kubernetes.io/pid-pressure': ONCE,
  'node.kubernetes.io/network-unavailable': ONCE,
  'node.kubernetes.io/out-of-service': { effects: ['NoSchedule', 'NoExecute'] },
  [UNINITIALIZED]: { effects: ['NoSchedule'], value: 'true' },
  'node.cloudprovider.kubernetes.io/shutdown': ONCE,
};

/** Taints of widespread add-ons and device plugins, whose value and effect differ. */
const OTHER_TAINTS = [
  'node-role.kubernetes.io/master',
  'nvidia.com/gpu',
  'amd.com/gpu',
  'CriticalAddonsOnly',
  'ToBeDeletedByClusterAutoscaler',
  'DeletionCandidateOfClusterAutoscaler',
  'node.cilium.io/agent-not-ready',
  'ebs.csi.aws.com/agent-not-ready',
  'efs.csi.aws.com/agent-not-ready',
  'kubernetes.azure.com/scalesetpriority',
  'eks.amazonaws.com/compute-type',
  'virtual-kubelet.io/provider',
  'karpenter.sh/disrupted',
  'karpenter.sh/unregistered',
];

const RESERVED = /(^|\.)(kubernetes\.io|k8s\.io)$/;
/** names that were in use before 1.13 */
const GONE: Readonly<Record<string, string>> = {
  'node.alpha.kubernetes.io/notReady': NOT_READY,
  'node.alpha.kubernetes.io/unreachable': UNREACHABLE,
  'node.alpha.kubernetes.io/ismaster': CONTROL_PLANE,
};
/** what else people call a control plane */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  controlplane: CONTROL_PLANE,
  controller: CONTROL_PLANE,
  notready: NOT_READY,
  ready: NOT_READY,
  unreacheable: UNREACHABLE,
  cordoned: UNSCHEDULABLE,
};

/**
 * The taint that a key was meant for, where no cluster carries one of that key.
 * @returns null for a known key, and for one that somebody may have made up
 */
export function misspeltTaint(key: string): string | null {
  if (key === '' || Object.hasOwn(KNOWN_TAINTS, key) || OTHER_TAINTS.includes(key)) return null;
  if (Object.hasOwn(GONE, key)) return GONE[key] ?? null;
  const slash = key.indexOf('/');
  const [domain, name] = slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
  const wellKnown = Object.keys(KNOWN_TAINTS);
  const named = wellKnown.find((each) => each.endsWith(`/${name.toLowerCase()}`));
  if (slash >= 0 && named !== undefined && looksReserved(domain)) return named;
  if (RESERVED.test(domain)) {
    const bare = name.toLowerCase().replace(/[-_.]/g, '');
    const other = Object.hasOwn(OTHER_NAMES, bare) ? OTHER_NAMES[bare] : undefined;
    if (other !== undefined && domain.startsWith('node-role') === (other === CONTROL_PLANE)) return other;
    const inDomain = wellKnown.filter((each) => each.startsWith(`${domain}/`));
    const near = nearestName(
      name,
      inDomain.map((each) => each.slice(domain.length + 1)),
    );
    return near === null || name.length < 5 ? null : `${domain}/${near}`;
  }
  if (key.length < 8) return null;
  const near = nearestName(key, OTHER_TAINTS);
  return near !== null && Math.abs(near.length - key.length) <= 2 ? near : null;
}

/** `kubernetes.io` and its sub-domains, with a slip of a letter or two. */
function looksReserved(domain: string): boolean {
  if (RESERVED.test(domain)) return true;
  const parts = ['node.kubernetes.io', 'node-role.kubernetes.io', 'node.cloudprovider.kubernetes.io'];
  return nearestName(domain, parts) !== null;
}
