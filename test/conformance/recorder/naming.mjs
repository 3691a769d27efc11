// Names of a trace: revisions by the number of their template, pods of a DaemonSet by node and number.

const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).filter((n) => value[n] !== null && n !== '$patch' && n !== 'creationTimestamp');
  return Object.fromEntries(names.sort().map((name) => [name, plain(value[name])]));
};
/** Two templates that say the same have the same text, whether they come from a workload or from a ControllerRevision. */
const textOf = (template) => JSON.stringify(plain(template ?? {}));

const HASH = 'controller-revision-hash';

/** Numbers of the templates that were applied: the n-th distinct one is n, and keeps its number when it comes back. */
export function createRevisions() {
  const templates = [];
  /** text of the template by what pods and status call the revision: its name (StatefulSet) or its hash (DaemonSet) */
  const texts = new Map();
  const waiting = new Set();
  const named = (name) => {
    const number = texts.has(name) ? templates.indexOf(texts.get(name)) + 1 : 0;
    return number > 0 ? number : undefined;
  };
  const wake = () => {
    for (const one of waiting) one();
  };
  const revisions = {
    /** @param template as the server stored it with the workload */
    applied: (template) => {
      const text = textOf(template);
      if (!templates.includes(text)) templates.push(text);
      wake();
    },
    /** @param object a ControllerRevision that was seen */
    stored: ({ metadata, data }) => {
      const text = textOf(data?.spec?.template);
      texts.set(metadata.name, text);
      const hash = metadata.labels?.[HASH];
      if (hash !== undefined) texts.set(hash, text);
      wake();
    },
    /** @param name of a ControllerRevision. @returns its number from 1, or undefined while it is not known */
    named,
    numberOf: (pod) => named(pod.metadata.labels?.[HASH]),
    /** The number as soon as it is known: a pod may be seen before its revision, and before the answer to the apply. */
    whenKnown: (pod, milliseconds = 2000) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(revisions.numberOf(pod));
        };
        const look = () => {
          if (revisions.numberOf(pod) !== undefined) finish();
        };
        const timer = setTimeout(finish, milliseconds);
        waiting.add(look);
        look();
      }),
  };
  return revisions;
}

/** The node of a pod, or the one that a daemon pod is meant for before it is bound. */
export function nodeOf({ spec }) {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return spec.nodeName ?? terms[0]?.matchFields?.[0]?.values?.[0];
}

/** @returns the number at the end of a pod's or claim's name */
export function ordinalOf(name) {
  const digits = /-(\d+)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Who is who among the pods, told in the order in which they were created.
 * @returns `identify(pod)`: `object` as a trace calls it; `instance`, the n-th of its name or node; a StatefulSet's
 *   `ordinal`, a DaemonSet's `node`
 */
export function createIdentities({ kind, set }) {
  const counts = new Map();
  const known = new Map();
  return (pod) => {
    const { uid, name } = pod.metadata;
    const before = known.get(uid);
    if (before) return before;
    const daemon = kind === 'DaemonSet';
    const key = daemon ? nodeOf(pod) : name;
    const instance = (counts.get(key) ?? 0) + 1;
    counts.set(key, instance);
    const identity = daemon
      ? { object: `${set}@${key}#${instance}`, instance, node: key }
      : { object: name, instance, ordinal: ordinalOf(name) };
    known.set(uid, identity);
    return identity;
  };
}
