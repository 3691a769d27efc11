import type { Json } from '../../apiServer/index';
import { governingServicesOf, isHeadless, publishesUnready } from '../knowledge/governing';
import { replicasOf, startOf } from '../knowledge/rollout';
import { mayPass, waits } from '../knowledge/script';
import { namesHost, ordinalsNamed, reachOf, spelledOut } from '../knowledge/waiting';
import { containers, get, list, object, stringMap, text } from '../read';
import { closest, selectorOf } from '../resources';
import { type Finding, inspectionRule, type Params, type RuleContext } from '../rule';

/**
 * An init container ends before any container of its pod starts, and OrderedReady makes a pod only when all before it are
 * ready (processReplica). What an init container waits for must therefore not depend on its own pod, nor on a later one.
 */
export const initWaitsForItself = inspectionRule({
  id: 'init-waits-for-itself',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Service', 'StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'The init container {name} waits until {host} answers, and that is the Service of these very pods: nothing answers before the first of them has passed its init containers.',
      ja: 'init コンテナ {name} は {host} の応答を待ちますが、これはこの Pod 自身の Service です。最初の Pod が init コンテナを終えるまで、応答するものはありません。',
    },
    later: {
      en: 'The init container {name} of {first} waits for {later}, which OrderedReady creates only after {first} is ready: neither ever starts.',
      ja: '{first} の init コンテナ {name} は {later} を待ちますが、OrderedReady では {first} の準備ができるまで {later} は作られません。どちらも起動しません。',
    },
    itself: {
      en: 'The init container {name} of {first} waits until {first} itself answers, and that happens only after it has ended.',
      ja: '{first} の init コンテナ {name} は {first} 自身の応答を待ちますが、応答できるのはこのコンテナが終わった後です。',
    },
    rollout: {
      en: 'The init container {name} waits until its own {kind} is rolled out, and that happens only after the init container has ended.',
      ja: 'init コンテナ {name} は自分自身の {kind} の展開完了を待ちますが、完了するのはこの init コンテナが終わった後です。',
    },
    local: {
      en: 'The init container {name} waits for port {port} of the pod itself, which {server} serves: containers start only after all init containers have ended.',
      ja: 'init コンテナ {name} は、{server} が提供するこの Pod 自身のポート {port} を待ちますが、コンテナはすべての init コンテナが終わってから起動します。',
    },
    mainLater: {
      en: 'Before it serves anything, {name} in {first} waits for {later}, which OrderedReady creates only after {first} is ready: neither gets there.',
      ja: '{first} の {name} は、何かを提供する前に {later} を待ちますが、OrderedReady では {first} の準備ができるまで {later} は作られません。どちらも進みません。',
    },
    hook: {
      en: 'The postStart hook of {name} waits until {host} answers, and that is the Service of these very pods: a pod is ready only after its hook has ended.',
      ja: '{name} の postStart フックは {host} の応答を待ちますが、これはこの Pod 自身の Service です。フックが終わるまで Pod の準備はできません。',
    },
    hookLater: {
      en: 'The postStart hook of {name} in {first} waits for {later}, which OrderedReady creates only after {first} is ready, and that is after the hook: neither gets there.',
      ja: '{first} の {name} の postStart フックは {later} を待ちますが、OrderedReady では {first} の準備ができるまで {later} は作られず、準備はフックの後です。どちらも進みません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    yield* waitingHooks(context);
    yield* waitingContainers(context);
    for (const [index, item] of list(get(effective, 'spec', 'template', 'spec', 'initContainers')).entries()) {
      const container = object(item);
      if (!container || container['restartPolicy'] === 'Always') continue;
      const script = spelledOut(container);
      if (asksForItself(context, script)) {
        const at = ['spec', 'template', 'spec', 'initContainers', index];
        const params = { name: text(container['name']) ?? '', kind: context.object.kind };
        const field = container['command'] === undefined ? 'args' : 'command';
        yield { path: [...at, field], at: 'key', message: 'rollout', params };
        continue;
      }
      const local = localServer(context, index, script);
      if (local) {
        const at = ['spec', 'template', 'spec', 'initContainers', index];
        const field = container['command'] === undefined ? 'args' : 'command';
        const params = { ...local, name: text(container['name']) ?? '' };
        yield { path: [...at, field], at: 'key', message: 'local', params };
        continue;
      }
      const how = script === '' ? null : reachOf(script);
      if (how === null || !(waits(script) || list(container['command']).length === 2)) continue;
      const found = waitsForPods(context, script, how) ?? waitsForService(context, script, how);
      if (!found) continue;
      const at = ['spec', 'template', 'spec', 'initContainers', index];
      yield {
        path: [...at, container['command'] === undefined ? 'args' : 'command'],
        at: 'key',
        message: found.message,
        params: { ...found.params, name: text(container['name']) ?? '' },
      };
    }
  },
});

const LOCAL =
  /(?:\b127\.0\.0\.1|\blocalhost|\[::1\]|(?<![\w.])0\.0\.0\.0)(?:\s+(?:-\w+\s+)*|:|\/|\s+-p\s+)(\d{2,5})\b/g;

/** The ordinary container whose port an init container waits for on the pod's own address. */
function localServer(
  { judgement: { effective } }: RuleContext,
  index: number,
  script: string,
): { readonly port: number; readonly server: string } | null {
  if (!waits(script) || !/127\.0\.0\.1|localhost|::1|0\.0\.0\.0/.test(script)) return null;
  if (mayPass(script) || BACKGROUND.test(script) || /\b(?:start|ssh|-d|--daemon\w*)\b/.test(script)) return null;
  const spec = get(effective, 'spec', 'template', 'spec');
  if (get(spec, 'hostNetwork') === true) return null;
  const before = list(get(spec, 'initContainers')).slice(0, index);
  const sidecars = before.filter((each) => get(each, 'restartPolicy') === 'Always');
  for (const [, digits = ''] of script.matchAll(LOCAL)) {
    const port = Number(digits);
    const serves = (each: Json): boolean =>
      list(get(each, 'ports')).some((item) => get(item, 'containerPort') === port && get(item, 'protocol') !== 'UDP');
    const server = list(get(spec, 'containers')).find(serves);
    // a sidecar that says nothing of its ports may be the one
    if (server === undefined || sidecars.some((each) => serves(each) || list(get(each, 'ports')).length === 0))
      continue;
    return { port, server: text(get(server, 'name')) ?? '' };
  }
  return null;
}

/** Hooks run before their container counts as started (`runContainer` of the kubelet waits for postStart). */
function* waitingHooks(context: RuleContext): Iterable<Finding> {
  for (const { container, path, init } of containers(context.judgement.effective)) {
    const hook = init ? undefined : object(get(container, 'lifecycle', 'postStart', 'exec'));
    const script = hook ? spelledOut({ command: hook['command'] ?? [], env: container['env'] ?? [] }) : '';
    const how = script === '' ? null : reachOf(script);
    if (how === null || !waits(script)) continue;
    const name = text(container['name']) ?? '';
    const at = { path: [...path, 'lifecycle', 'postStart'], at: 'key' as const };
    const pods = waitsForPods(context, script, how);
    if (pods?.message === 'later') yield { ...at, message: 'hookLater', params: { ...pods.params, name } };
    // a Service that publishes pods which are not ready leads to the container that has just started
    const service = pods ? null : waitsForService(context, script, how, true);
    if (service) yield { ...at, message: 'hook', params: { ...service.params, name } };
  }
}

/** A part of a script that goes on by itself. */
const BACKGROUND = /[^&]&(?![&>])/;

/** A start script that waits before it starts the server keeps its pod unready all the while. */
function* waitingContainers(context: RuleContext): Iterable<Finding> {
  if (context.object.kind !== 'StatefulSet') return;
  for (const { container, path, init } of containers(context.judgement.effective)) {
    if (init || (container['readinessProbe'] ?? container['startupProbe']) === undefined) continue;
    const script = spelledOut(container);
    const how = script === '' ? null : reachOf(script);
    if (how === null || !waits(script) || BACKGROUND.test(script)) continue;
    const reason = waitsForPods(context, script, how);
    if (reason?.message !== 'later') continue;
    const field = container['command'] === undefined ? 'args' : 'command';
    const params = { ...reason.params, name: text(container['name']) ?? '' };
    yield { path: [...path, field], at: 'key', message: 'mainLater', params };
  }
}

const ASKS = /\bkubectl\b.*\brollout\s+status\s+(\w+)[/\s]+([a-z0-9.-]+)/;
const SHORT: Readonly<Record<string, string>> = {
  sts: 'StatefulSet',
  statefulset: 'StatefulSet',
  ds: 'DaemonSet',
  daemonset: 'DaemonSet',
};

/** `kubectl rollout status statefulset/web` within that very set. */
function asksForItself(context: RuleContext, script: string): boolean {
  const [, kind = '', name] = ASKS.exec(script) ?? [];
  return SHORT[kind.toLowerCase()] === context.object.kind && name === context.object.name;
}

interface Reason {
  readonly message: 'default' | 'later' | 'itself';
  readonly params: Params;
}

function waitsForPods(context: RuleContext, script: string, how: 'connect' | 'resolve'): Reason | null {
  if (context.object.kind !== 'StatefulSet') return null;
  const { effective } = context.judgement;
  const { name } = context.object;
  const ordinals = ordinalsNamed(script, name);
  // a loop over numbers is no condition; anything else may spare the first pod
  if (ordinals.length === 0 || mayPass(script.replace(/\$\(\s*seq\s[^)]*\)/g, ''))) return null;
  const first = startOf(effective);
  const pod = `${name}-${first}`;
  const later = ordinals.find((each) => each > first && each < first + replicasOf(effective));
  if (later !== undefined && get(effective, 'spec', 'podManagementPolicy') !== 'Parallel')
    return { message: 'later', params: { first: pod, later: `${name}-${later}` } };
  return how === 'connect' && ordinals.includes(first) ? { message: 'itself', params: { first: pod } } : null;
}

function waitsForService(
  context: RuleContext,
  script: string,
  how: 'connect' | 'resolve',
  readyOnly = false,
): Reason | null {
  if (mayPass(script)) return null;
  const host = ownServices(context, how, readyOnly).find((each) => namesHost(script, each));
  return host === undefined ? null : { message: 'default', params: { host } };
}

/** Names of the Services that lead to these pods alone; for a mere look-up those that publish none that is not ready. */
function ownServices(context: RuleContext, how: 'connect' | 'resolve', readyOnly: boolean): readonly string[] {
  const { neighbours, object: manifest, judgement } = context;
  const labels = stringMap(get(judgement.effective, 'spec', 'template', 'metadata', 'labels'));
  const selecting = closest(neighbours.selecting('Service', labels, manifest)).filter(({ object: service, json }) => {
    const selector = selectorOf(json, 'Service');
    if (!selector) return false;
    const selected = closest(neighbours.selectedBy(selector, service));
    return selected.length === 1 && selected[0]?.object.name === manifest.name;
  });
  const governing = manifest.kind === 'StatefulSet' ? text(get(judgement.effective, 'spec', 'serviceName')) : undefined;
  const known = manifest.kind === 'StatefulSet' ? governingServicesOf(context) : [];
  if (how === 'connect') {
    const names = selecting.flatMap((each) => (readyOnly && publishesUnready(each.json) ? [] : [each.object.name]));
    if (readyOnly) return names;
    // a governing Service that is not at hand selects the set's pods, or it would not govern them
    return governing === undefined || governing === '' || known.length > 0 ? names : [...names, governing];
  }
  // the name of a Service with an address is always there; a headless one has records of ready pods
  return selecting.filter(({ json }) => isHeadless(json) && !publishesUnready(json)).map((each) => each.object.name);
}
