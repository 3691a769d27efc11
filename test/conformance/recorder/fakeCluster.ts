/**
 * As much of an API server as a recorder talks to: objects in collections, watches with a history, merge patches, graceful
 * deletion. No controllers: a test plays them.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';

export interface Stored {
  kind?: string;
  metadata: {
    name: string;
    uid: string;
    resourceVersion: string;
    deletionTimestamp?: string;
    deletionGracePeriodSeconds?: number;
    [key: string]: unknown;
  };
  spec: Record<string, unknown>;
  status?: Record<string, unknown>;
  [key: string]: unknown;
}
type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';
interface News {
  readonly version: number;
  readonly type: EventType;
  readonly collection: string;
  readonly object: Stored;
}

const PATH = /^(\/api\/v1|\/apis\/[^/]+\/v1)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/;
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7396; conditions are merged by type, as strategic merge patches do. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (key === 'conditions' && Array.isArray(value)) {
      const named = (list: unknown) =>
        new Map((Array.isArray(list) ? list : []).map((c) => [(c as { type: string }).type, c]));
      result[key] = [...new Map([...named(result[key]), ...named(value)]).values()];
    } else result[key] = merge(result[key], value);
  }
  return result;
}

/** @param react plays the controllers: told of every change */
export async function startFakeCluster(
  react: (type: EventType, collection: string, object: Stored) => void = () => {},
) {
  const objects = new Map<string, Stored>();
  const history: News[] = [];
  const watchers = new Set<{ collection: string; response: ServerResponse }>();
  /** every request that changes something, with its body */
  const requests: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  /** answers that are given instead, once each, to requests whose path ends so */
  const refusals: { readonly end: string; readonly code: number }[] = [];
  let version = 1;
  let expiredUpTo = 0;

  const line = ({ type, object }: News) => `${JSON.stringify({ type, object })}\n`;
  const tell = (type: EventType, collection: string, object: Stored): Stored => {
    version++;
    object.metadata.resourceVersion = String(version);
    const news = { version, type, collection, object: copy(object) };
    history.push(news);
    for (const watcher of watchers) if (watcher.collection === collection) watcher.response.write(line(news));
    setImmediate(() => react(type, collection, news.object));
    return object;
  };
  const create = (collection: string, written: Record<string, unknown>): Stored => {
    const given = copy(written) as unknown as Stored;
    const identity = { uid: `uid-${version + 1}`, creationTimestamp: new Date().toISOString() };
    const object = { ...given, metadata: { ...given.metadata, ...identity } };
    objects.set(`${collection}/${object.metadata.name}`, object);
    return tell('ADDED', collection, object);
  };
  const change = (key: string, patch: unknown): Stored => {
    const object = merge(objects.get(key), patch) as Stored;
    objects.set(key, object);
    return tell('MODIFIED', key.slice(0, key.lastIndexOf('/')), object);
  };
  const remove = (key: string, grace?: number): void => {
    const object = objects.get(key);
    if (!object) return;
    const stays = key.includes('/pods/') && object.spec['nodeName'] !== undefined && grace !== 0;
    if (stays) {
      const deletionTimestamp = new Date().toISOString();
      change(key, { metadata: { deletionTimestamp, deletionGracePeriodSeconds: grace ?? 30 } });
    } else {
      objects.delete(key);
      tell('DELETED', key.slice(0, key.lastIndexOf('/')), copy(object));
    }
  };
  const inCollection = (collection: string) =>
    [...objects].filter(([key]) => key.slice(0, key.lastIndexOf('/')) === collection);

  const answer = (method: string, url: URL, body: Record<string, unknown> | undefined): [number, unknown] => {
    const [, group, namespace, resource, name, part] = PATH.exec(url.pathname) ?? [];
    if (group === undefined) return [404, { message: 'no such path' }];
    const collection = `${group}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${resource}`;
    const key = `${collection}/${name}`;
    const grace = body?.['gracePeriodSeconds'] as number | undefined;
    const missing: [number, unknown] = [404, { kind: 'Status', message: `${resource} "${name}" not found` }];
    if (name === undefined) {
      if (method === 'POST' && body) {
        const taken = objects.has(`${collection}/${(body['metadata'] as { name: string }).name}`);
        return taken ? [409, { message: 'already exists' }] : [201, create(collection, body)];
      }
      if (method === 'DELETE') for (const [each] of inCollection(collection)) remove(each, grace);
      const items = inCollection(collection).map(([, object]) => object);
      return [200, { kind: 'List', metadata: { resourceVersion: String(version) }, items }];
    }
    if (!objects.has(key)) return missing;
    if (part === 'eviction') {
      const reason = 'EvictionByEvictionAPI';
      change(key, { status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason }] } });
      remove(key, (body?.['deleteOptions'] as { gracePeriodSeconds?: number } | undefined)?.gracePeriodSeconds);
      return [201, {}];
    }
    const uid = (body?.['metadata'] as { uid?: string } | undefined)?.uid;
    if (uid !== undefined && uid !== objects.get(key)?.metadata.uid) return [409, { message: 'another object' }];
    if (method === 'PATCH') return [200, change(key, body)];
    if (method === 'PUT') return [200, change(key, { spec: body?.['spec'] })];
    if (method === 'DELETE') remove(key, grace);
    return [200, objects.get(key) ?? {}];
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? undefined : (parse(text) as Record<string, unknown>);
    const method = request.method ?? '';
    if (method !== 'GET') requests.push({ method, path: url.pathname, body });
    const reply = (code: number, value: unknown) => {
      response.writeHead(code, { 'content-type': 'application/json' });
      response.end(typeof value === 'string' ? value : JSON.stringify(value));
    };
    const refused = refusals.findIndex(({ end }) => url.pathname.endsWith(end));
    if (refused >= 0) reply(refusals.splice(refused, 1)[0]?.code ?? 500, { message: 'refused' });
    else if (url.pathname === '/version') reply(200, { gitVersion: 'v1.37.2' });
    else if (url.pathname === '/metrics')
      reply(200, 'kubernetes_feature_enabled{name="MaxUnavailableStatefulSet",stage="BETA"} 1\n');
    else if (url.searchParams.has('watch')) {
      const since = Number(url.searchParams.get('resourceVersion'));
      if (since < expiredUpTo) return reply(410, { message: 'too old' });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      const watcher = { collection: url.pathname, response };
      for (const news of history)
        if (news.version > since && news.collection === url.pathname) response.write(line(news));
      watchers.add(watcher);
      response.on('close', () => watchers.delete(watcher));
    } else reply(...answer(method, url, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const disconnect = () => {
    for (const { response } of watchers) response.end();
    watchers.clear();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    refusals,
    create,
    change,
    remove,
    /** ends the watches that are open */
    disconnect,
    /** forgets the history, so that a watch cannot go on where it was */
    expire: () => {
      expiredUpTo = version + 1;
      version++;
    },
    stop: () => {
      disconnect();
      server.closeAllConnections();
      server.close();
    },
  };
}
