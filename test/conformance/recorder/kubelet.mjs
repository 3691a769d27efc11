// Plays the kubelets for the pods of one namespace: they start, become ready, may end, and stop when they are deleted, by the
// rules of a scenario and with the writes of a real kubelet (podStatus.mjs).
import { STRATEGIC, send } from './api.mjs';
import { endedStatus, readyStatus, runningStatus, takenStatus } from './podStatus.mjs';

/** Attempts at a write that the server fails to take, and the wait between them in milliseconds. */
const ATTEMPTS = 4;
const PAUSE = 250;

/**
 * The first rule that matches a pod, with what it leaves out.
 * @param rules `pods` of a scenario, as the reader gives them
 * @param pod `{ ordinal, node, revision, instance }`
 * @param seconds `{ start, ready, terminate }` of a rule that does not say
 */
export function ruleFor(rules, pod, seconds) {
  const among = (values, value) => values === undefined || values.includes(value);
  const found = rules.find(
    ({ match = {} }) =>
      among(match.ordinals, pod.ordinal) &&
      among(match.nodes, pod.node) &&
      among(match.revision, pod.revision) &&
      among(match.instances, pod.instance),
  );
  const { startSeconds, readySeconds, terminateSeconds, fail } = found ?? {};
  return {
    startSeconds: startSeconds ?? seconds.start,
    readySeconds: readySeconds === undefined ? seconds.ready : readySeconds,
    terminateSeconds: terminateSeconds ?? seconds.terminate,
    fail,
  };
}

/**
 * @param options `server`; `namespace`; `nodes` of nodes.mjs; `rules` and `seconds` (see ruleFor); `describe(pod)` resolves to
 *   what a rule matches; `log`
 * @returns `see(type, pod)` takes what a watch tells; `setReady(uid, ready)` is a step's; `nodeReady(name)` makes the kubelet
 *   of a node take up its work again; `close()` stops everything
 */
export function createKubelet({ server, namespace, nodes, rules, seconds, describe, log }) {
  const pods = new Map();
  const path = (pod) => `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(pod.name)}`;
  let closed = false;
  let addresses = 0;

  /** A pod that is gone, or made anew, is no failure. */
  const attempt = async (pod, request) => {
    for (let tries = 1; !closed; tries++) {
      try {
        return await request();
      } catch (error) {
        if (closed || error.code === 404 || error.code === 409) return undefined;
        if (tries === ATTEMPTS) return log(`kubelet of ${pod.name}: ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
  };
  /** The writes for a pod follow one another, as those of a kubelet's status manager do. */
  const write = (pod, request) => {
    pod.written = pod.written.then(() => attempt(pod, request));
    return pod.written;
  };
  const report = (pod, status) =>
    write(pod, () => send(server, 'PATCH', `${path(pod)}/status`, { metadata: { uid: pod.uid }, status }, STRATEGIC));

  const after = (pod, milliseconds, act) => {
    const timer = setTimeout(
      () => {
        pod.timers.delete(timer);
        if (!closed) act(pod);
      },
      Math.max(0, milliseconds),
    );
    pod.timers.add(timer);
    return timer;
  };
  const cancel = (pod) => {
    for (const timer of pod.timers) clearTimeout(timer);
    pod.timers.clear();
  };
  const alive = (pod) => nodes.state(pod.node).alive;

  const start = (pod) => {
    pod.starting = false;
    if (pod.deletedAt !== undefined || pod.startedAt !== undefined || !alive(pod)) return;
    const { readySeconds, fail } = pod.rule;
    pod.startedAt = Date.now();
    const ready = readySeconds === 0;
    pod.wantsReady = ready;
    addresses++;
    const address = `10.244.${(addresses >> 8) & 255}.${addresses & 255}`;
    report(pod, runningStatus(pod.spec, { at: pod.startedAt, ready, address }));
    if (!ready && readySeconds !== null) after(pod, readySeconds * 1000, () => setReady(pod, true));
    if (fail) after(pod, fail.afterSeconds * 1000, end);
  };

  const setReady = async (pod, ready) => {
    if (pod.deletedAt !== undefined || pod.ended || pod.startedAt === undefined || !alive(pod)) return;
    pod.wantsReady = ready;
    // a kubelet whose node is not ready tells it when the node is
    if (!nodes.state(pod.node).ready) return;
    await report(pod, readyStatus(pod.spec, { at: Date.now(), ready, startedAt: pod.startedAt }));
  };

  const end = (pod) => {
    if (pod.deletedAt !== undefined || !alive(pod)) return;
    pod.ended = true;
    const { phase } = pod.rule.fail;
    report(pod, endedStatus(pod.spec, { at: Date.now(), phase, startedAt: pod.startedAt }));
  };

  /** The containers are gone: the last status, then the object. */
  const stop = async (pod) => {
    // a silent machine does nothing; it goes on when it is back, or the pod collector removes the object
    if (!alive(pod)) return;
    if (!pod.ended) {
      pod.ended = true;
      const { startedAt } = pod;
      const phase = startedAt === undefined ? 'Failed' : 'Succeeded';
      await report(pod, endedStatus(pod.spec, { at: Date.now(), phase, startedAt }));
    }
    await write(pod, () =>
      send(server, 'DELETE', path(pod), { gracePeriodSeconds: 0, preconditions: { uid: pod.uid } }),
    );
  };

  const terminate = (pod) => {
    if (pod.rule === undefined) return;
    if (pod.stopping) {
      clearTimeout(pod.stopping);
      pod.timers.delete(pod.stopping);
    }
    const due = pod.ended ? 0 : pod.deletedAt + Math.min(pod.rule.terminateSeconds, pod.grace) * 1000;
    pod.stopping = after(pod, due - Date.now(), stop);
  };

  const admit = async (pod, object) => {
    pod.rule = ruleFor(rules, await describe(object), seconds);
    if (closed || !pods.has(pod.uid)) return;
    if (pod.deletedAt !== undefined) return terminate(pod);
    pod.starting = true;
    after(pod, pod.boundAt + pod.rule.startSeconds * 1000 - Date.now(), start);
    if (pod.rule.startSeconds > 0 && alive(pod)) report(pod, takenStatus(pod.spec, pod.boundAt));
  };

  return {
    see(type, object) {
      const { uid, name, deletionTimestamp, deletionGracePeriodSeconds: grace = 30 } = object.metadata;
      let pod = pods.get(uid);
      if (type === 'DELETED') {
        if (pod) cancel(pod);
        pods.delete(uid);
        return;
      }
      const node = object.spec.nodeName;
      if (!pod) {
        if (closed || !node || !nodes.state(node).exists) return;
        pod = {
          uid,
          name,
          node,
          spec: object.spec,
          boundAt: Date.now(),
          timers: new Set(),
          written: Promise.resolve(),
        };
        pods.set(uid, pod);
        admit(pod, object);
      }
      pod.isReady = object.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') === true;
      // a deletion may be asked for again, with less grace
      if (deletionTimestamp !== undefined && (pod.deletedAt === undefined || grace < pod.grace)) {
        pod.deletedAt ??= Date.now();
        pod.grace = grace;
        terminate(pod);
      }
    },
    /** @returns is there such a pod on a node of the recording? */
    async setReady(uid, ready) {
      const pod = pods.get(uid);
      if (pod) await setReady(pod, ready);
      return pod !== undefined;
    },
    async nodeReady(name) {
      for (const pod of pods.values()) {
        if (pod.node !== name || pod.rule === undefined) continue;
        if (pod.deletedAt !== undefined) terminate(pod);
        else if (pod.startedAt === undefined && !pod.starting) start(pod);
        else if (pod.wantsReady && !pod.isReady) await setReady(pod, true);
      }
    },
    close() {
      closed = true;
      for (const pod of pods.values()) cancel(pod);
    },
  };
}
