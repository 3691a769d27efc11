// What a kubelet writes into the status of a pod (pkg/kubelet/status and pkg/kubelet/kubelet_pods.go, 1.27 and later).

/** Times in the API have whole seconds. @param at milliseconds */
export const stamp = (at) => new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');

const condition = (type, ok, at, reason) => ({
  type,
  status: ok ? 'True' : 'False',
  lastTransitionTime: stamp(at),
  reason: ok ? null : (reason ?? null),
});

/** Ready and ContainersReady turn together. */
const readiness = (ok, at, reason) => [
  condition('ContainersReady', ok, at, reason),
  condition('Ready', ok, at, reason),
];

const container = (spec, state, ready) => ({
  name: spec.name,
  image: spec.image,
  imageID: '',
  restartCount: 0,
  ready,
  started: state.running !== undefined,
  state,
});

const isSidecar = (spec) => spec.restartPolicy === 'Always';

/** Init containers have ended, sidecars run like the containers. */
function initContainers(spec, state, started) {
  if (!spec.initContainers?.length) return {};
  const done = { terminated: { exitCode: 0, reason: 'Completed', startedAt: started, finishedAt: started } };
  const statuses = spec.initContainers.map((each) =>
    isSidecar(each) ? container(each, state, state.running !== undefined) : container(each, done, true),
  );
  return { initContainerStatuses: statuses };
}

/** The pod was taken: its containers are being made. */
export function takenStatus(spec, at) {
  const state = { waiting: { reason: 'ContainerCreating' } };
  return {
    phase: 'Pending',
    hostIP: '127.0.0.1',
    startTime: stamp(at),
    conditions: [
      condition('PodReadyToStartContainers', false, at),
      condition('Initialized', true, at),
      ...readiness(false, at, 'ContainersNotReady'),
    ],
    containerStatuses: spec.containers.map((each) => container(each, state, false)),
  };
}

/** All containers run. @param address of the pod */
export function runningStatus(spec, { at, ready, address }) {
  const started = stamp(at);
  const state = { running: { startedAt: started } };
  return {
    phase: 'Running',
    hostIP: '127.0.0.1',
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: started,
    conditions: [
      condition('PodReadyToStartContainers', true, at),
      condition('Initialized', true, at),
      ...readiness(ready, at, 'ContainersNotReady'),
    ],
    containerStatuses: spec.containers.map((each) => container(each, state, ready)),
    ...initContainers(spec, state, started),
  };
}

/** The readiness probes answer otherwise than before. @param startedAt when the containers started, in milliseconds */
export function readyStatus(spec, { at, ready, startedAt }) {
  const state = { running: { startedAt: stamp(startedAt) } };
  return {
    conditions: readiness(ready, at, 'ContainersNotReady'),
    containerStatuses: spec.containers.map((each) => container(each, state, ready)),
  };
}

/**
 * The containers have ended: by themselves, or stopped because the pod is being deleted. Containers that never started are
 * reported as failed.
 * @param startedAt undefined: they never started
 */
export function endedStatus(spec, { at, phase, startedAt }) {
  const failed = phase === 'Failed';
  const terminated = {
    exitCode: startedAt === undefined ? 137 : failed ? 1 : 0,
    reason: startedAt === undefined ? 'ContainerStatusUnknown' : failed ? 'Error' : 'Completed',
    startedAt: startedAt === undefined ? null : stamp(startedAt),
    finishedAt: startedAt === undefined ? null : stamp(at),
  };
  return {
    phase,
    conditions: readiness(false, at, failed ? 'PodFailed' : 'PodCompleted'),
    containerStatuses: spec.containers.map((each) => container(each, { terminated }, false)),
    ...initContainers(spec, { terminated }, terminated.startedAt),
  };
}
