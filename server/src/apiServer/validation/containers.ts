/** Containers, init containers and ephemeral containers. Upstream: `validateContainers`, `validateInitContainers` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { checkEnv, checkEnvFrom } from './env';
import { child, type FieldPath, index } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, objectOf, stringOf, structOf } from './json';
import { checkDevices, checkMounts, type KnownVolumes } from './mounts';
import { checkSyntax, dnsLabel } from './names';
import { checkHostPorts, checkPorts } from './ports';
import { checkLifecycle, checkProbe, PROBE_KINDS } from './probes';
import { type Inspection, report } from './report';
import { checkContainerResources } from './resources';
import { checkSecurityContext } from './securityContext';

/** What the containers of a pod share. */
export interface PodContext {
  readonly spec: JsonObject;
  readonly volumes: KnownVolumes;
  /** names in `resourceClaims` */
  readonly claims: ReadonlySet<string>;
  readonly hostUsers: boolean;
}

const PULL_POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES: readonly string[] = ['File', 'FallbackToLogsOnError'];
const RESTART_POLICIES: readonly string[] = ['Always', 'Never', 'OnFailure'];
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

function checkChoice(to: Inspection, path: FieldPath, value: string, allowed: readonly string[]): void {
  if (value === '') report(to, path, 'required');
  else if (!allowed.includes(value)) report(to, path, 'unsupported', { value, allowed: allowed.join(', ') });
}

/** `validatePullPolicy` */
export function checkPullPolicy(to: Inspection, path: FieldPath, policy: Json | undefined): void {
  checkChoice(to, path, stringOf(policy), PULL_POLICIES);
}

/** One policy for each resource; all but a repeated resource is reported at the list (`validateResizePolicy`). */
function checkResizePolicy(to: Inspection, path: FieldPath, policies: readonly Json[], podRestartPolicy: string): void {
  const seen = new Set<string>();
  for (const [i, entry] of policies.entries()) {
    const policy = structOf(entry);
    const resource = stringOf(policy['resourceName']);
    const restart = stringOf(policy['restartPolicy']);
    if (seen.has(resource)) report(to, index(path, i), 'duplicate', { value: resource });
    seen.add(resource);
    const resourceAt = { within: [i, 'resourceName'] };
    const restartAt = { within: [i, 'restartPolicy'] };
    if (resource === '') report(to, path, 'required', {}, resourceAt);
    else if (resource !== 'cpu' && resource !== 'memory') {
      report(to, path, 'unsupported', { value: resource, allowed: 'cpu, memory' }, resourceAt);
    }
    if (restart === '') report(to, path, 'required', {}, restartAt);
    else if (restart !== 'NotRequired' && restart !== 'RestartContainer') {
      report(to, path, 'unsupported', { value: restart, allowed: 'NotRequired, RestartContainer' }, restartAt);
    }
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired') {
      report(to, path, 'resizeNever', { value: restart }, restartAt);
    }
  }
}

/** Restart policy and rules of a container, in use by default since 1.35 (`validateContainerRestartPolicy`). */
function checkRestartPolicy(to: Inspection, path: FieldPath, container: JsonObject): void {
  const policy = container['restartPolicy'];
  const rules = listOf(container['restartPolicyRules']);
  const at = child(path, 'restartPolicy');
  if (!isSet(policy)) {
    if (rules.length === 0) return;
    report(to, at, 'restartRulesAlone');
  } else if (!RESTART_POLICIES.includes(stringOf(policy))) {
    report(to, at, 'unsupported', { value: stringOf(policy), allowed: RESTART_POLICIES.join(', ') });
  }
  if (rules.length > MAX_RULES)
    report(to, child(path, 'restartPolicyRules'), 'tooManyEntries', { count: rules.length, max: MAX_RULES });
  // gate RestartAllContainersOnContainerExits is on since 1.36
  const actions = atLeast(to.release, 36) ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  for (const [i, entry] of rules.entries()) {
    const rule = structOf(entry);
    const ruleAt = index(child(path, 'restartPolicyRules'), i);
    const action = stringOf(rule['action']);
    if (!actions.includes(action)) {
      report(to, child(ruleAt, 'action'), 'unsupported', { value: action, allowed: actions.join(', ') });
    }
    const codes = objectOf(rule['exitCodes']);
    if (codes === undefined) {
      report(to, child(ruleAt, 'exitCodes'), 'required');
      continue;
    }
    const operator = stringOf(codes['operator']);
    if (operator !== 'In' && operator !== 'NotIn') {
      report(to, child(ruleAt, 'exitCodes', 'operator'), 'unsupported', { value: operator, allowed: 'In, NotIn' });
    }
    const count = listOf(codes['values']).length;
    if (count > MAX_EXIT_CODES) {
      report(to, child(ruleAt, 'exitCodes', 'values'), 'tooManyEntries', { count, max: MAX_EXIT_CODES });
    }
  }
}

/** `validateInitContainerRestartPolicy`; up to 1.34 only Always is kept, and it makes a sidecar */
function checkInitRestartPolicy(to: Inspection, path: FieldPath, container: JsonObject): void {
  const policy = container['restartPolicy'];
  if (!atLeast(to.release, 35)) {
    if (!atLeast(to.release, 34) && isSet(policy) && policy !== 'Always') {
      report(to, child(path, 'restartPolicy'), 'unsupported', { value: stringOf(policy), allowed: 'Always' });
    }
    return;
  }
  if (!isSet(policy)) {
    // without a policy the rules are not looked at
    if (listOf(container['restartPolicyRules']).length > 0)
      report(to, child(path, 'restartPolicy'), 'restartRulesAlone');
    return;
  }
  if (policy === 'Always' && !atLeast(to.release, 36)) {
    if (listOf(container['restartPolicyRules']).length > 0)
      report(to, child(path, 'restartPolicyRules'), 'sidecarRules');
    return;
  }
  checkRestartPolicy(to, path, container);
}

/** What every container must have (`validateContainerCommon`). */
function checkCommon(to: Inspection, path: FieldPath, container: JsonObject, pod: PodContext): void {
  const name = stringOf(container['name']);
  if (name === '') report(to, child(path, 'name'), 'required');
  else checkSyntax(to, child(path, 'name'), name, dnsLabel);
  if (stringOf(container['image']) === '') report(to, child(path, 'image'), 'required');
  const messagePolicy = stringOf(container['terminationMessagePolicy']);
  checkChoice(to, child(path, 'terminationMessagePolicy'), messagePolicy, MESSAGE_POLICIES);
  checkPorts(to, child(path, 'ports'), listOf(container['ports']));
  checkEnv(to, child(path, 'env'), listOf(container['env']));
  checkEnvFrom(to, child(path, 'envFrom'), listOf(container['envFrom']));
  checkMounts(to, path, container, pod.volumes);
  checkDevices(to, path, container, pod.volumes);
  checkPullPolicy(to, child(path, 'imagePullPolicy'), container['imagePullPolicy']);
  checkContainerResources(to, child(path, 'resources'), container['resources'], pod.claims);
  const policies = listOf(container['resizePolicy']);
  checkResizePolicy(to, child(path, 'resizePolicy'), policies, stringOf(pod.spec['restartPolicy']));
  checkSecurityContext(to, child(path, 'securityContext'), container['securityContext'], pod.hostUsers);
}

function checkDuplicateName(to: Inspection, path: FieldPath, container: JsonObject, names: Set<string>): void {
  const name = stringOf(container['name']);
  if (name !== '' && names.has(name)) report(to, child(path, 'name'), 'duplicate', { value: name });
  names.add(name);
}

function checkHooksAndProbes(to: Inspection, path: FieldPath, container: JsonObject, pod: PodContext): void {
  checkLifecycle(to, child(path, 'lifecycle'), container['lifecycle'], pod.spec);
  for (const kind of PROBE_KINDS) checkProbe(to, child(path, kind), container[kind], kind);
}

/** The regular containers; there must be one. */
export function checkContainers(to: Inspection, path: FieldPath, pod: PodContext): void {
  const containers = listOf(pod.spec['containers']);
  if (containers.length === 0) report(to, path, 'required');
  const names = new Set<string>();
  for (const [i, entry] of containers.entries()) {
    const container = structOf(entry);
    const at = index(path, i);
    checkCommon(to, at, container, pod);
    checkDuplicateName(to, at, container, names);
    checkHooksAndProbes(to, at, container, pod);
    if (atLeast(to.release, 35)) checkRestartPolicy(to, at, container);
    else if (!atLeast(to.release, 34) && isSet(container['restartPolicy'])) {
      report(to, child(at, 'restartPolicy'), 'restartPolicyNotInit');
    }
  }
  checkHostPorts(to, path, containers);
}

/** Init containers; with restart policy Always they are sidecars, and only then have hooks and probes. */
export function checkInitContainers(to: Inspection, path: FieldPath, pod: PodContext): void {
  const names = new Set(listOf(pod.spec['containers']).map((entry) => stringOf(structOf(entry)['name'])));
  names.delete('');
  for (const [i, entry] of listOf(pod.spec['initContainers']).entries()) {
    const container = structOf(entry);
    const at = index(path, i);
    const sidecar = container['restartPolicy'] === 'Always';
    checkCommon(to, at, container, pod);
    checkInitRestartPolicy(to, at, container);
    checkDuplicateName(to, at, container, names);
    checkHostPorts(to, path, [container], i);
    if (sidecar) checkHooksAndProbes(to, at, container, pod);
    else {
      for (const name of ['lifecycle', ...PROBE_KINDS])
        if (isObject(container[name])) report(to, child(at, name), 'initWithout');
    }
    if (sidecar || !atLeast(to.release, 36)) continue;
    for (const [j, policy] of listOf(container['resizePolicy']).entries()) {
      if (structOf(policy)['restartPolicy'] === 'RestartContainer') {
        report(to, child(index(child(at, 'resizePolicy'), j), 'restartPolicy'), 'resizeInit');
      }
    }
  }
}

const EPHEMERAL_FORBIDDEN = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

/** Ephemeral containers: no template may hold them, but each is checked all the same (`validateEphemeralContainers`). */
export function checkEphemeralContainers(to: Inspection, path: FieldPath, pod: PodContext): void {
  const others = new Set<string>();
  for (const list of ['containers', 'initContainers']) {
    for (const entry of listOf(pod.spec[list])) others.add(stringOf(structOf(entry)['name']));
  }
  const names = new Set(others);
  for (const [i, entry] of listOf(pod.spec['ephemeralContainers']).entries()) {
    const container = structOf(entry);
    const at = index(path, i);
    checkCommon(to, at, container, pod);
    const image = stringOf(container['image']);
    if (image.trim() !== image) report(to, child(at, 'image'), 'padded', { value: image });
    checkDuplicateName(to, at, container, names);
    const target = stringOf(container['targetContainerName']);
    if (target !== '' && !others.has(target))
      report(to, child(at, 'targetContainerName'), 'containerUnknown', { value: target });
    for (const name of EPHEMERAL_FORBIDDEN) {
      const value = container[name];
      const used = name === 'resources' ? isObject(value) && Object.keys(value).length > 0 : isSet(value);
      if (used) report(to, child(at, name), 'ephemeralForbidden');
    }
    for (const [j, mount] of listOf(container['volumeMounts']).entries()) {
      for (const name of ['subPath', 'subPathExpr']) {
        if (stringOf(structOf(mount)[name]) !== '')
          report(to, child(index(child(at, 'volumeMounts'), j), name), 'ephemeralForbidden');
      }
    }
  }
}
