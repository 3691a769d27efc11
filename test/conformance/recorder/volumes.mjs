// Gives every claim a ready-made volume, so that pods need not wait for storage and no provisioner is asked.
import { setTimeout as sleep } from 'node:timers/promises';
import { MERGE, send } from './api.mjs';
import { NODE_LABEL } from './nodes.mjs';

/** A claim is acknowledged a little later, so that this write meets none of the controller's own, in milliseconds. */
const PATIENCE = 300;
const VOLUMES = '/api/v1/persistentvolumes';

/** The volume that a claim gets: it is everything that the claim asks for, and reserved for it. */
function volumeFor(claim, name) {
  const { namespace, uid, name: claimName } = claim.metadata;
  const { accessModes, resources, storageClassName, volumeMode } = claim.spec;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels: { [NODE_LABEL]: 'true' } },
    spec: {
      capacity: { storage: resources?.requests?.storage ?? '1Gi' },
      accessModes,
      persistentVolumeReclaimPolicy: 'Retain',
      ...(storageClassName === undefined ? {} : { storageClassName }),
      ...(volumeMode === undefined ? {} : { volumeMode }),
      hostPath: { path: `/rollout-lens/${name}` },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claimName, uid },
    },
  };
}

/**
 * Does the part of the volume binder: a claim without a volume gets one of its own at once, one whose volume somebody else
 * has chosen is acknowledged.
 * @returns `see(type, claim)` takes what a watch tells; `clear()` removes the volumes
 */
export function createVolumes({ server, namespace, log }) {
  /** names of volumes, by the uid of their claim */
  const made = new Map();
  const acknowledged = new Set();
  let closed = false;
  const claimPath = (claim) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${claim.metadata.name}`;

  const bound = (claim) => {
    const { accessModes, resources } = claim.spec;
    const status = { phase: 'Bound', accessModes, capacity: { storage: resources?.requests?.storage ?? '1Gi' } };
    return send(
      server,
      'PATCH',
      `${claimPath(claim)}/status`,
      { metadata: { uid: claim.metadata.uid }, status },
      MERGE,
    );
  };

  const later = async (claim) => {
    await sleep(PATIENCE);
    if (!closed) await bound(claim);
  };

  const provide = async (claim) => {
    const { uid } = claim.metadata;
    const name = `${namespace}-${uid.slice(0, 13)}`;
    made.set(uid, name);
    await send(server, 'POST', VOLUMES, volumeFor(claim, name));
    const annotations = { 'pv.kubernetes.io/bind-completed': 'yes' };
    await send(
      server,
      'PATCH',
      claimPath(claim),
      { metadata: { uid, annotations }, spec: { volumeName: name } },
      MERGE,
    );
    return later(claim);
  };

  const attempt = (claim, act) =>
    act(claim).catch((error) => {
      if (!closed && error.code !== 404) log(`volume of ${claim.metadata.name}: ${error.message}`);
    });

  const discard = async (name) => {
    const path = `${VOLUMES}/${encodeURIComponent(name)}`;
    await send(server, 'DELETE', path);
    // the protection of a volume in use is for data, and there is none
    await send(server, 'PATCH', path, { metadata: { finalizers: null } }, MERGE);
  };
  const discardQuietly = (name) =>
    discard(name).catch((error) => {
      if (error.code !== 404) log(`${error.message}; remove the volume ${name} by hand`);
    });

  return {
    see(type, claim) {
      const { uid } = claim.metadata;
      if (type === 'DELETED') {
        const name = made.get(uid);
        made.delete(uid);
        if (name !== undefined) discardQuietly(name);
        return;
      }
      if (closed || acknowledged.has(uid) || claim.status?.phase === 'Bound') return;
      acknowledged.add(uid);
      attempt(claim, claim.spec.volumeName ? later : provide);
    },
    async clear() {
      closed = true;
      for (const name of made.values()) await discardQuietly(name);
      made.clear();
    },
  };
}
