// Plays `kubectl drain --ignore-daemonsets --delete-emptydir-data --force` (kubectl/pkg/drain, 1.37).
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './api.mjs';

/** kubectl's pace in milliseconds: until a pod that a budget protects is tried again, between looks whether one is gone. */
const PACE = { again: 5000, look: 1000 };
const MIRROR = 'kubernetes.io/config.mirror';

/** The pods of a node that a drain removes: neither those of daemons nor mirrors of static ones. */
export function drained(pods, node) {
  return pods.filter(({ metadata, spec }) => {
    const daemon = metadata.ownerReferences?.some((owner) => owner.controller && owner.kind === 'DaemonSet');
    return spec.nodeName === node && !daemon && metadata.annotations?.[MIRROR] === undefined;
  });
}

/**
 * Cordons a node and evicts its pods, all at once; resolves when they are gone.
 * @param context `server`, `namespace`, `nodes`; `pods()` those that are there; `asked(pod, at)` is told of every deletion
 *   that the server took; `signal` ends it; `pace` of waiting
 * @param options `disableEviction`: pods are deleted, and no budget is asked; `graceSeconds`
 */
export async function drain(context, node, { disableEviction = false, graceSeconds } = {}) {
  const { server, namespace, nodes, pods, asked, signal, pace = PACE } = context;
  await nodes.cordon(node, true);
  const pause = (milliseconds) => sleep(milliseconds, undefined, { signal });
  const options = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
  const ask = (name) => {
    const path = `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}`;
    if (disableEviction) return send(server, 'DELETE', path, options);
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    return send(server, 'POST', `${path}/eviction`, { ...eviction, deleteOptions: options });
  };
  /** By name: a pod that has taken the name since the last refusal is meant, too, wherever it runs. */
  const remove = async ({ metadata: { name } }) => {
    const there = () => pods().find((pod) => pod.metadata.name === name);
    for (;;) {
      const pod = there();
      const at = Date.now();
      try {
        await ask(name);
        if (pod) asked(pod, at);
        while (pod && there()?.metadata.uid === pod.metadata.uid) await pause(pace.look);
        return;
      } catch (error) {
        if (error.code === 404) return;
        if (error.code !== 429) throw error;
      }
      await pause(pace.again);
    }
  };
  try {
    await Promise.all(drained(pods(), node).map(remove));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
