// Plays the steps of a scenario: what a person or the cluster does.
import { setTimeout as sleep } from 'node:timers/promises';
import { RecorderError, send } from './api.mjs';
import { drain } from './drain.mjs';
import { nodeOf } from './naming.mjs';

const CASCADES = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' };
const KINDS = {
  StatefulSet: { group: 'apps', plural: 'statefulsets' },
  DaemonSet: { group: 'apps', plural: 'daemonsets' },
  PodDisruptionBudget: { group: 'policy', plural: 'poddisruptionbudgets' },
};

/** Address of a namespace's objects of a kind. */
export const collectionOf = (kind, namespace) =>
  `/apis/${KINDS[kind].group}/v1/namespaces/${namespace}/${KINDS[kind].plural}`;

/**
 * The pod that a step means: by name; the oldest on a node; or the one of a revision on the first node, by name. A pod that
 * is named may be on its way out already, the others may not.
 * @param pods those that are there
 * @param {{ name?: string, on?: string, revision?: number }} which one of them
 */
export function podMeant(pods, { name, on, revision }, numberOf) {
  if (name !== undefined) return pods.find((pod) => pod.metadata.name === name);
  const key = (pod) => `${nodeOf(pod)} ${pod.metadata.creationTimestamp}`;
  return pods
    .filter((pod) => pod.metadata.deletionTimestamp === undefined)
    .filter((pod) => (on === undefined ? numberOf(pod) === revision : nodeOf(pod) === on))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))[0];
}

/**
 * @param context `server`, `namespace`, `kind`, `set`; `nodes`, `kubelet`, `revisions`; `pods()` those that are there;
 *   `asked(object, at)` is told of every deletion that the server took; `signal` ends what goes on
 * @returns `play(step)` rejects with a RecorderError when the step cannot be done
 */
export function createSteps(context) {
  const { server, namespace, kind, set, nodes, kubelet, revisions, pods, asked } = context;
  const core = `/api/v1/namespaces/${namespace}`;
  const meant = (which) => {
    const pod = podMeant(pods(), which, revisions.numberOf);
    if (pod) return pod;
    throw new RecorderError(
      `there is no pod ${which.name ?? (which.on ? `on ${which.on}` : `of revision ${which.revision}`)}`,
    );
  };

  /** Created, or replaced whole, as the text says. */
  const put = async ({ kind: each, name, text, type, object }) => {
    const collection = collectionOf(each, namespace);
    const path = `${collection}/${encodeURIComponent(name)}`;
    let answer;
    if (each === 'PodDisruptionBudget') {
      // its updates must say which version they replace
      const { code, body } = await server.call('GET', path);
      const { resourceVersion } = body.metadata ?? {};
      const next = { ...object, metadata: { ...object.metadata, namespace, resourceVersion } };
      answer = code === 200 ? await server.call('PUT', path, JSON.stringify(next), 'application/json') : { code };
    } else answer = await server.call('PUT', path, text, type);
    if (answer.code === 404) answer = await server.call('POST', collection, text, type);
    if (answer.code >= 400) throw new RecorderError(`${each} ${name} is refused: ${answer.body.message}`, answer.code);
    if (each === kind) revisions.applied(answer.body.spec.template);
  };

  const removePod = async (pod, graceSeconds) => {
    const at = Date.now();
    const options = graceSeconds === undefined ? undefined : { gracePeriodSeconds: graceSeconds };
    await send(server, 'DELETE', `${core}/pods/${encodeURIComponent(pod.metadata.name)}`, options);
    asked(pod, at);
  };

  const removeClaim = async (name) => {
    const path = `${core}/persistentvolumeclaims/${encodeURIComponent(name)}`;
    const claim = await send(server, 'GET', path);
    const at = Date.now();
    await send(server, 'DELETE', path);
    asked(claim, at);
  };

  const changeNode = async (change) => {
    const name = change.name ?? (change.of ? meant({ name: change.of }).spec.nodeName : change.add?.name);
    if (name === undefined) throw new RecorderError(`${change.of} is on no node`);
    if (change.add) await nodes.add({ ...change.add, name });
    if (change.cordon !== undefined) await nodes.cordon(name, change.cordon);
    if (change.uncordon) await nodes.cordon(name, false);
    if (change.addTaint) await nodes.taint(name, change.addTaint);
    if (change.removeTaint) await nodes.untaint(name, change.removeTaint);
    if (change.setLabels) await nodes.label(name, change.setLabels);
    if (change.ready !== undefined) await nodes.setReady(name, change.ready);
    if (change.lost !== undefined) await nodes.setLost(name, change.lost);
    if (change.ready === true || change.lost === false) await kubelet.nodeReady(name);
    if (change.remove) await nodes.remove(name);
    if (change.drain) await drain(context, name, change.drain);
  };

  return async (step) => {
    if ('apply' in step) for (const manifest of step.apply) await put(manifest);
    else if ('deleteBudget' in step)
      await send(server, 'DELETE', `${collectionOf('PodDisruptionBudget', namespace)}/${step.deleteBudget}`);
    else if ('deletePod' in step) await removePod(meant({ name: step.deletePod }), step.graceSeconds);
    else if ('deletePodOn' in step) {
      const which = typeof step.deletePodOn === 'string' ? { on: step.deletePodOn } : step.deletePodOn;
      await removePod(meant(which), step.graceSeconds);
    } else if ('deleteClaim' in step) await removeClaim(step.deleteClaim);
    else if ('pod' in step) {
      const pod = meant(step.pod);
      const played = await kubelet.setReady(pod.metadata.uid, step.pod.ready);
      if (!played) throw new RecorderError(`${pod.metadata.name} is on no node of this recording`);
    } else if ('node' in step) await changeNode(step.node);
    else if ('delete' in step) {
      const propagationPolicy = CASCADES[step.delete.cascade ?? 'background'];
      await send(server, 'DELETE', `${collectionOf(kind, namespace)}/${encodeURIComponent(set)}`, {
        propagationPolicy,
      });
    } else throw new RecorderError(`the recorder knows no step ${Object.keys(step).filter((key) => key !== 'at')}`);
  };
}

/**
 * Plays every step at its time; those of one moment one after the other, as written, but for drains, which go on beside them.
 * @param steps in the order of `at`, seconds from `startedAt` (milliseconds)
 * @param options `failed(step, error)` is told of a RecorderError, and the others go on; `signal` ends it
 */
export async function playByClock(steps, play, { startedAt, signal, failed }) {
  const one = async (step) => {
    try {
      await play(step);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof RecorderError)) throw error;
      failed(step, error);
    }
  };
  const moments = new Map();
  for (const step of steps) moments.set(step.at, [...(moments.get(step.at) ?? []), step]);
  const going = [];
  const moment = async ([at, together]) => {
    await sleep(startedAt + at * 1000 - Date.now(), undefined, { signal });
    for (const step of together) {
      const done = one(step);
      if (step.node?.drain) going.push(done);
      else await done;
    }
  };
  const quietly = (error) => {
    if (!signal.aborted) throw error;
  };
  await Promise.all([...moments].map(moment)).catch(quietly);
  await Promise.all(going);
}
