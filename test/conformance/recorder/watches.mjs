// Watches of one collection: everything that is there, then every change, over lost connections and expired histories.
import { setTimeout as sleep } from 'node:timers/promises';
import { RecorderError, send } from './api.mjs';

/** Waits between attempts to connect again, in milliseconds; the last is repeated. */
const WAITS = [50, 200, 1000, 2000];

/**
 * What a new list says about a collection that was known before, as the events of a watch.
 * @param known objects by uid
 * @param list `{ metadata: { resourceVersion }, items }`
 */
export function changesIn(known, list) {
  const found = new Set(list.items.map((item) => item.metadata.uid));
  const gone = [...known.values()].filter((object) => !found.has(object.metadata.uid));
  const { resourceVersion } = list.metadata;
  return [
    ...gone.map((object) => ({
      type: 'DELETED',
      object: { ...object, metadata: { ...object.metadata, resourceVersion } },
    })),
    ...list.items.flatMap((object) => {
      const before = known.get(object.metadata.uid);
      if (before === undefined) return [{ type: 'ADDED', object }];
      return before.metadata.resourceVersion === object.metadata.resourceVersion ? [] : [{ type: 'MODIFIED', object }];
    }),
  ];
}

/**
 * Watches a collection until it is closed.
 * @param on `on(type, object, at)`: ADDED, MODIFIED or DELETED, and when it arrived, in milliseconds
 * @param {(error: Error) => void} problem told what went wrong with a connection that is tried again
 * @returns `ready` resolves when what was there has been told, and rejects when the collection cannot be listed
 */
export function watch(server, path, on, problem = () => {}) {
  const known = new Map();
  const closed = new AbortController();
  const join = path.includes('?') ? '&' : '?';
  let version;
  let stop = () => {};

  const tell = (type, object) => {
    if (type === 'DELETED') known.delete(object.metadata.uid);
    else known.set(object.metadata.uid, object);
    if (!closed.signal.aborted) on(type, object, Date.now());
  };

  const list = async () => {
    const answer = await send(server, 'GET', path);
    for (const { type, object } of changesIn(known, answer)) tell(type, object);
    version = answer.metadata.resourceVersion;
  };

  /** One connection. @returns whether the history that it continues has expired */
  const follow = () =>
    new Promise((resolve, reject) => {
      let expired = false;
      const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${encodeURIComponent(version)}`;
      stop = server.stream(
        `${path}${join}${query}`,
        (line) => {
          const { type, object } = JSON.parse(line);
          if (type === 'ERROR') {
            expired ||= object.code === 410;
            if (!expired) problem(new RecorderError(`watching ${path}: ${object.message}`, object.code));
            return;
          }
          version = object.metadata.resourceVersion;
          if (type !== 'BOOKMARK') tell(type, object);
        },
        (error) => {
          if (error && error.code !== 410) reject(error);
          else resolve(expired || error?.code === 410);
        },
      );
    });

  const keep = async () => {
    let failures = 0;
    let relist = false;
    while (!closed.signal.aborted) {
      const began = Date.now();
      try {
        if (relist) await list();
        relist = false;
        relist = await follow();
        if (Date.now() - began > 1000) failures = 0;
      } catch (error) {
        if (closed.signal.aborted) return;
        problem(error);
      }
      const wait = WAITS[Math.min(failures, WAITS.length - 1)];
      failures++;
      await sleep(wait, undefined, { signal: closed.signal }).catch(() => {});
    }
  };

  const ready = list();
  ready.then(keep, () => {});
  return {
    ready,
    close: () => {
      closed.abort();
      stop();
    },
  };
}
