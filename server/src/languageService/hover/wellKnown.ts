/** Taints and labels that clusters carry by themselves, in our own words. */

import type { Localized } from '../../diagnostics/index';
import { own } from '../lookUp';

export interface KnownTaint {
  readonly effects: readonly string[];
  readonly meaning: Localized;
  /** minor from which no cluster puts it on nodes any more */
  readonly goneSince?: number;
  /** a DaemonSet's pods tolerate it by themselves, with these effects (`AddOrUpdateDaemonPodTolerations`) */
  readonly daemonSet?: { readonly effects: readonly string[]; readonly hostNetworkOnly?: boolean };
}

/** Taints set by kubeadm, the node lifecycle controller and cloud controllers. */
export const KNOWN_TAINTS: Readonly<Record<string, KnownTaint>> = {
  'node-role.kubernetes.io/control-plane': {
    effects: ['NoSchedule'],
    meaning: {
      en: 'Control-plane nodes carry it, so that only what tolerates it runs there.',
      ja: 'control plane のノードに付いており、許容する Pod だけがそこで動きます。',
    },
  },
  'node-role.kubernetes.io/master': {
    effects: ['NoSchedule'],
    goneSince: 25,
    meaning: {
      en: 'The former taint of control-plane nodes. kubeadm stopped setting it in 1.25; today they carry `node-role.kubernetes.io/control-plane`, which this does not tolerate.',
      ja: 'control plane ノードの以前の taint。kubeadm は 1.25 で付けるのをやめました。今のノードに付いているのは `node-role.kubernetes.io/control-plane` で、この toleration では許容されません。',
    },
  },
  'node.kubernetes.io/not-ready': {
    effects: ['NoSchedule', 'NoExecute'],
    daemonSet: { effects: ['NoExecute'] },
    meaning: {
      en: 'The node is not ready. Other pods get 300 seconds with `NoExecute` before they are evicted.',
      ja: 'ノードが Ready ではありません。通常の Pod は `NoExecute` で 300 秒後に退避させられます。',
    },
  },
  'node.kubernetes.io/unreachable': {
    effects: ['NoSchedule', 'NoExecute'],
    daemonSet: { effects: ['NoExecute'] },
    meaning: {
      en: 'The node has not been heard of for a while. Other pods get 300 seconds with `NoExecute` before they are evicted.',
      ja: 'ノードからしばらく応答がありません。通常の Pod は `NoExecute` で 300 秒後に退避させられます。',
    },
  },
  'node.kubernetes.io/memory-pressure': {
    effects: ['NoSchedule'],
    daemonSet: { effects: ['NoSchedule'] },
    meaning: { en: 'The node runs short of memory.', ja: 'ノードのメモリが不足しています。' },
  },
  'node.kubernetes.io/disk-pressure': {
    effects: ['NoSchedule'],
    daemonSet: { effects: ['NoSchedule'] },
    meaning: { en: 'The node runs short of disk space.', ja: 'ノードのディスクが不足しています。' },
  },
  'node.kubernetes.io/pid-pressure': {
    effects: ['NoSchedule'],
    daemonSet: { effects: ['NoSchedule'] },
    meaning: { en: 'The node runs short of process ids.', ja: 'ノードのプロセス ID が不足しています。' },
  },
  'node.kubernetes.io/network-unavailable': {
    effects: ['NoSchedule'],
    daemonSet: { effects: ['NoSchedule'], hostNetworkOnly: true },
    meaning: {
      en: 'The network of the node is not set up yet: what a CNI agent has to tolerate.',
      ja: 'ノードのネットワークがまだ設定されていません。CNI のエージェントが許容すべきものです。',
    },
  },
  'node.kubernetes.io/unschedulable': {
    effects: ['NoSchedule'],
    daemonSet: { effects: ['NoSchedule'] },
    meaning: { en: 'The node is cordoned.', ja: 'ノードが cordon されています。' },
  },
  'node.kubernetes.io/out-of-service': {
    effects: ['NoExecute'],
    meaning: {
      en: 'Set by hand on a node that is known to be down, so that its pods and volumes are given up at once.',
      ja: '停止が確実なノードに手で付け、Pod とボリュームを直ちに手放させるものです。',
    },
  },
  'node.cloudprovider.kubernetes.io/uninitialized': {
    effects: ['NoSchedule'],
    meaning: {
      en: 'A new node that the cloud controller has not initialised yet.',
      ja: 'cloud controller がまだ初期化していない新しいノード。',
    },
  },
  'node.cloudprovider.kubernetes.io/shutdown': {
    effects: ['NoSchedule'],
    meaning: { en: 'The cloud says that the machine is shut down.', ja: 'クラウドがマシンの停止を報告しています。' },
  },
};

/** Tolerations that every pod of a DaemonSet gets (`AddOrUpdateDaemonPodTolerations`, since 1.17 in this form). */
export function daemonSetTolerates(key: string, effect: string | undefined, hostNetwork: boolean): boolean {
  const automatic = own(KNOWN_TAINTS, key)?.daemonSet;
  if (!automatic || (automatic.hostNetworkOnly && !hostNetwork)) return false;
  return effect !== undefined && automatic.effects.includes(effect);
}

/** Labels that kubelet and cloud controllers put on nodes. */
export const KNOWN_NODE_LABELS: Readonly<Record<string, Localized>> = {
  'kubernetes.io/hostname': {
    en: 'Name of the node: each node is a domain of its own.',
    ja: 'ノードの名前。ノードごとに別の領域になります。',
  },
  'kubernetes.io/os': {
    en: 'Operating system of the node: `linux` or `windows`.',
    ja: 'ノードの OS。`linux` または `windows`。',
  },
  'kubernetes.io/arch': {
    en: 'Processor architecture of the node: `amd64`, `arm64` …',
    ja: 'ノードの CPU アーキテクチャ。`amd64`、`arm64` など。',
  },
  'topology.kubernetes.io/zone': {
    en: 'Zone of the cloud that the node stands in.',
    ja: 'ノードのあるクラウドのゾーン。',
  },
  'topology.kubernetes.io/region': {
    en: 'Region of the cloud that the node stands in.',
    ja: 'ノードのあるクラウドのリージョン。',
  },
  'node.kubernetes.io/instance-type': {
    en: 'Type of machine, as the cloud calls it.',
    ja: 'クラウドでのマシンの種類。',
  },
  'node-role.kubernetes.io/control-plane': {
    en: 'On control-plane nodes; its value is empty.',
    ja: 'control plane のノードに付きます。値は空です。',
  },
  'beta.kubernetes.io/os': {
    en: 'Old name of `kubernetes.io/os`; deprecated since 1.14.',
    ja: '`kubernetes.io/os` の古い名前。1.14 から非推奨。',
  },
  'beta.kubernetes.io/arch': {
    en: 'Old name of `kubernetes.io/arch`; deprecated since 1.14.',
    ja: '`kubernetes.io/arch` の古い名前。1.14 から非推奨。',
  },
  'beta.kubernetes.io/instance-type': {
    en: 'Old name of `node.kubernetes.io/instance-type`; deprecated since 1.17.',
    ja: '`node.kubernetes.io/instance-type` の古い名前。1.17 から非推奨。',
  },
  'failure-domain.beta.kubernetes.io/zone': {
    en: 'Old name of `topology.kubernetes.io/zone`; deprecated since 1.17.',
    ja: '`topology.kubernetes.io/zone` の古い名前。1.17 から非推奨。',
  },
  'failure-domain.beta.kubernetes.io/region': {
    en: 'Old name of `topology.kubernetes.io/region`; deprecated since 1.17.',
    ja: '`topology.kubernetes.io/region` の古い名前。1.17 から非推奨。',
  },
};

/** Labels that the controllers put on pods. */
export const KNOWN_POD_LABELS: Readonly<Record<string, Localized>> = {
  'statefulset.kubernetes.io/pod-name': {
    en: 'Name of the pod; the StatefulSet controller sets it.',
    ja: 'Pod の名前。StatefulSet のコントローラーが付けます。',
  },
  'apps.kubernetes.io/pod-index': {
    en: 'Ordinal of the pod; the StatefulSet controller sets it (1.28 and later).',
    ja: 'Pod の序数。StatefulSet のコントローラーが付けます(1.28 以降)。',
  },
  'controller-revision-hash': {
    en: 'Revision of the template; the controller sets it.',
    ja: 'テンプレートのリビジョン。コントローラーが付けます。',
  },
  'pod-template-generation': {
    en: 'Generation of the template; the DaemonSet controller sets it.',
    ja: 'テンプレートの世代。DaemonSet のコントローラーが付けます。',
  },
};
