/** Probes and lifecycle hooks. Upstream: `validateProbe`, `validateHandler`, `validateLifecycle` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { child, type FieldPath } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkSyntax, headerName } from './names';
import { checkPortReference } from './ports';
import { type Inspection, report } from './report';

const COUNTERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
const WINDOWS_SIGNALS: readonly string[] = ['SIGKILL', 'SIGTERM'];
const LINUX_SIGNALS: ReadonlySet<string> = new Set([
  ...'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
    .split(' ')
    .map((name) => `SIG${name}`),
  ...Array.from({ length: 15 }, (_, i) => `SIGRTMIN+${i + 1}`),
  ...Array.from({ length: 14 }, (_, i) => `SIGRTMAX-${i + 1}`),
]);

function checkHttpGet(to: Inspection, path: FieldPath, action: JsonObject): void {
  if (stringOf(action['path']) === '') report(to, child(path, 'path'), 'required');
  checkPortReference(to, child(path, 'port'), action['port']);
  const scheme = stringOf(action['scheme']);
  if (scheme !== 'HTTP' && scheme !== 'HTTPS') {
    report(to, child(path, 'scheme'), 'unsupported', { value: scheme, allowed: 'HTTP, HTTPS' });
  }
  for (const [i, header] of listOf(action['httpHeaders']).entries()) {
    checkSyntax(to, child(path, 'httpHeaders'), stringOf(structOf(header)['name']), headerName, {
      within: [i, 'name'],
    });
  }
}

/** @param grace the pod's terminationGracePeriodSeconds; null where it has none */
function checkSleep(to: Inspection, path: FieldPath, action: JsonObject, grace: number | null): void {
  if (grace === null) return;
  const seconds = numberOf(action['seconds']);
  const least = atLeast(to.release, 33) ? 0 : 1;
  if (seconds < least || seconds > grace) {
    report(to, path, 'sleepRange', { value: seconds, min: least, max: grace }, { within: ['seconds'] });
  }
}

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'] as const;
type Handler = (typeof PROBE_HANDLERS)[number] | (typeof HOOK_HANDLERS)[number];

/** Exactly one handler; only the first in the server's order is looked into. */
function checkHandler(
  to: Inspection,
  path: FieldPath,
  owner: JsonObject,
  handlers: readonly Handler[],
  grace: number | null,
): void {
  let first: Handler | null = null;
  for (const handler of handlers) {
    const action = owner[handler];
    if (!isObject(action)) continue;
    const at = child(path, handler);
    if (first !== null) {
      report(to, at, 'handlerTwice', { first });
      continue;
    }
    first = handler;
    switch (handler) {
      case 'exec':
        if (listOf(action['command']).length === 0) report(to, child(at, 'command'), 'required');
        break;
      case 'httpGet':
        checkHttpGet(to, at, action);
        break;
      case 'tcpSocket':
        checkPortReference(to, child(at, 'port'), action['port']);
        break;
      case 'grpc':
        checkPortReference(to, child(at, 'port'), numberOf(action['port']));
        break;
      case 'sleep':
        checkSleep(to, at, action, grace);
        break;
    }
  }
  if (first === null) report(to, path, 'handlerMissing', { allowed: handlers.join(', ') });
}

export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';
export const PROBE_KINDS: readonly ProbeKind[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** One probe of a container; an absent one is fine. */
export function checkProbe(to: Inspection, path: FieldPath, probe: Json | undefined, kind: ProbeKind): void {
  if (!isObject(probe)) return;
  checkHandler(to, path, probe, PROBE_HANDLERS, null);
  for (const name of COUNTERS) {
    const value = numberOf(probe[name]);
    if (value < 0) report(to, child(path, name), 'negative', { value });
  }
  const at = child(path, 'terminationGracePeriodSeconds');
  const grace = probe['terminationGracePeriodSeconds'];
  if (isSet(grace) && numberOf(grace) <= 0) report(to, at, 'notPositive', { value: numberOf(grace) });
  if (kind === 'readinessProbe') {
    if (isSet(grace)) report(to, at, 'readinessGrace');
    return;
  }
  const successes = numberOf(probe['successThreshold']);
  if (successes !== 1) report(to, child(path, 'successThreshold'), 'successThreshold', { value: successes });
}

function checkStopSignal(to: Inspection, path: FieldPath, signal: string, spec: JsonObject): void {
  if (!isObject(spec['os'])) report(to, path, 'stopSignalWithoutOs');
  else {
    const os = spec['os']['name'];
    const allowed = os === 'windows' ? WINDOWS_SIGNALS.includes(signal) : os !== 'linux' || LINUX_SIGNALS.has(signal);
    if (allowed) return;
    const spelled = os === 'windows' ? WINDOWS_SIGNALS.join(', ') : 'SIGTERM, SIGINT, SIGQUIT, SIGKILL, SIGHUP, …';
    report(to, path, 'unsupported', { value: signal, allowed: spelled });
  }
}

/**
 * Hooks of a container (`validateLifecycle`).
 * @param spec the pod spec, for its grace period and operating system
 */
export function checkLifecycle(to: Inspection, path: FieldPath, lifecycle: Json | undefined, spec: JsonObject): void {
  if (!isObject(lifecycle)) return;
  const grace = isSet(spec['terminationGracePeriodSeconds']) ? numberOf(spec['terminationGracePeriodSeconds']) : null;
  for (const hook of ['postStart', 'preStop']) {
    const handler = lifecycle[hook];
    if (isObject(handler)) checkHandler(to, child(path, hook), handler, HOOK_HANDLERS, grace);
  }
  // gate ContainerStopSignals is off up to 1.37: the field never arrives by default
  const signal = lifecycle['stopSignal'];
  if (isSet(signal)) checkStopSignal(to, child(path, 'stopSignal'), stringOf(signal), spec);
}
