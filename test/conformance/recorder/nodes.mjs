// Fake nodes: Node objects with conditions and taints, and the leases that say that their kubelets are alive.
import { setTimeout as sleep } from 'node:timers/promises';
import { MERGE, RecorderError, STRATEGIC, send } from './api.mjs';
import { stamp } from './podStatus.mjs';

/** On every node that a recorder makes. */
export const NODE_LABEL = 'rollout-lens/recording';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
/** renewInterval of kubelets, in milliseconds */
const RENEW = 10_000;
const nodePath = (name) => `/api/v1/nodes/${encodeURIComponent(name)}`;

/** Capacities of a scenario are numbers; the API takes quantities. */
function capacityOf({ cpuMillis, memoryBytes, pods } = {}) {
  return {
    cpu: cpuMillis === undefined ? '32' : `${cpuMillis}m`,
    memory: memoryBytes === undefined ? '64Gi' : String(memoryBytes),
    pods: String(pods ?? 110),
  };
}

/** A Node as a kubelet registers it. @param spec of a scenario: name, labels, taints, unschedulable, capacity */
export function nodeObject(spec, { at, version }) {
  const { name, labels, taints, unschedulable, capacity } = spec;
  const now = stamp(at);
  const condition = (type, status) => ({
    type,
    status,
    reason: type === 'Ready' ? 'KubeletReady' : `KubeletHasNo${type}`,
    message: '',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  const pressures = ['MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => condition(type, 'False'));
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        [NODE_LABEL]: 'true',
        ...labels,
      },
    },
    spec: { ...(taints ? { taints } : {}), ...(unschedulable ? { unschedulable } : {}) },
    status: {
      capacity: capacityOf(capacity),
      allocatable: capacityOf(capacity),
      conditions: [...pressures, condition('Ready', 'True')],
      addresses: [{ type: 'Hostname', address: name }],
      nodeInfo: {
        kubeletVersion: `v${version}`,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
        containerRuntimeVersion: 'none://0',
        bootID: '',
        kernelVersion: '',
        machineID: '',
        osImage: '',
        systemUUID: '',
      },
    },
  };
}

/**
 * The nodes of a recording.
 * @param version of the server, for the version of the kubelets
 * @param log told what goes wrong between the requests
 */
export function createNodes(server, { version, log }) {
  /** by name: is its kubelet ready, is the machine silent */
  const nodes = new Map();

  const renew = async (name) => {
    const renewTime = new Date().toISOString().replace('Z', '000Z');
    const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime };
    try {
      await send(server, 'PATCH', `${LEASES}/${encodeURIComponent(name)}`, { spec }, MERGE);
    } catch (error) {
      if (error.code !== 404) throw error;
      const kind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
      await send(server, 'POST', LEASES, { ...kind, metadata: { name, labels: { [NODE_LABEL]: 'true' } }, spec });
    }
  };
  const beat = setInterval(() => {
    for (const [name, { lost }] of nodes)
      if (!lost) renew(name).catch((error) => log(`lease of ${name}: ${error.message}`));
  }, RENEW);

  /** Changes the taints as they are now; others may change them at the same time. */
  const retaint = async (name, change) => {
    for (let attempt = 0; ; attempt++) {
      const { metadata, spec } = await send(server, 'GET', nodePath(name));
      const body = {
        metadata: { resourceVersion: metadata.resourceVersion },
        spec: { taints: change(spec.taints ?? []) },
      };
      try {
        return await send(server, 'PATCH', nodePath(name), body, MERGE);
      } catch (error) {
        if (error.code !== 409 || attempt > 20) throw error;
      }
    }
  };
  const reportReady = (name, ready) => {
    const now = stamp(Date.now());
    const status = ready ? { status: 'True', reason: 'KubeletReady' } : { status: 'False', reason: 'KubeletNotReady' };
    const condition = { type: 'Ready', ...status, lastHeartbeatTime: now, lastTransitionTime: now };
    return send(server, 'PATCH', `${nodePath(name)}/status`, { status: { conditions: [condition] } }, STRATEGIC);
  };
  const stateOf = (name) => {
    const state = nodes.get(name);
    if (!state) throw new RecorderError(`there is no node ${name}`);
    return state;
  };

  return {
    /** Is there a kubelet for the pods of this node, and can it report that they are ready? */
    state: (name) => {
      const state = nodes.get(name);
      return { exists: state !== undefined, alive: state?.lost === false, ready: state?.ready === true };
    },
    /** Registers a node, with its lease. */
    async add(spec) {
      await renew(spec.name);
      nodes.set(spec.name, { ready: true, lost: false });
      try {
        await send(server, 'POST', '/api/v1/nodes', nodeObject(spec, { at: Date.now(), version }));
      } catch (error) {
        nodes.delete(spec.name);
        if (error.code !== 409) throw error;
        throw new RecorderError(`the cluster has a node ${spec.name} already; the scenario needs the name`, 409);
      }
    },
    /** Until the node controller has lifted the taint of new nodes, and set the one of cordoned ones. */
    async settled({ name, unschedulable }, signal) {
      for (let attempt = 0; attempt < 200; attempt++) {
        const { spec } = await send(server, 'GET', nodePath(name));
        const has = (key) => spec.taints?.some((taint) => taint.key === `node.kubernetes.io/${key}`) === true;
        if (!has('not-ready') && (!unschedulable || has('unschedulable'))) return;
        await sleep(150, undefined, { signal });
      }
      throw new RecorderError(`the taints of the node ${name} are not lifted: does the node lifecycle controller run?`);
    },
    async remove(name) {
      nodes.delete(name);
      await send(server, 'DELETE', nodePath(name));
      await send(server, 'DELETE', `${LEASES}/${encodeURIComponent(name)}`).catch(() => {});
    },
    cordon: (name, unschedulable) => send(server, 'PATCH', nodePath(name), { spec: { unschedulable } }, MERGE),
    taint: (name, taint) =>
      retaint(name, (taints) => [...taints.filter((t) => t.key !== taint.key || t.effect !== taint.effect), taint]),
    /**
     * Without an effect, whatever it is.
     * @param {string} name
     * @param {{ key: string, effect?: string }} taint
     */
    untaint: (name, { key, effect }) =>
      retaint(name, (taints) => taints.filter((t) => t.key !== key || (effect !== undefined && t.effect !== effect))),
    label: (name, labels) => send(server, 'PATCH', nodePath(name), { metadata: { labels } }, MERGE),
    async setReady(name, ready) {
      stateOf(name).ready = ready;
      await reportReady(name, ready);
    },
    /** The machine falls silent, counted from its last heartbeat, or comes back. */
    async setLost(name, lost) {
      const state = stateOf(name);
      await renew(name);
      state.lost = lost;
      if (lost) return;
      state.ready = true;
      await reportReady(name, true);
    },
    /** Removes what is left, and goes on when a node is gone already. */
    async clear() {
      for (const name of [...nodes.keys()]) {
        nodes.delete(name);
        for (const path of [nodePath(name), `${LEASES}/${encodeURIComponent(name)}`])
          await send(server, 'DELETE', path).catch((error) => {
            if (error.code !== 404) log(`${error.message}; remove it by hand`);
          });
      }
    },
    close: () => clearInterval(beat),
  };
}
