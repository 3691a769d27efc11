/** Probes and lifecycle hooks of a container, with the numbers that the API server fills in. */
import type { Path } from '../../manifest/index';
import { get, type JsonObject, number, object, text } from '../read';
import { shellCallOf, words } from './shell';

export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';
export type HookKind = 'preStop' | 'postStart';
type Action = 'httpGet' | 'tcpSocket' | 'exec' | 'grpc' | 'sleep';

/** What the kubelet does: of several actions the first in its own order (the API server refuses more than one). */
export interface Handler {
  readonly kind: ProbeKind | HookKind;
  readonly path: Path;
  readonly json: JsonObject;
  readonly action: Action;
  readonly actionPath: Path;
  readonly target: JsonObject;
}

export interface Probe extends Handler {
  readonly kind: ProbeKind;
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
}

const ACTIONS: readonly Action[] = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];
const PROBES: readonly ProbeKind[] = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const NONE: readonly Handler[] = [];
const HOOKS: readonly HookKind[] = ['postStart', 'preStop'];

function handlerOf<K extends ProbeKind | HookKind>(container: JsonObject, kind: K, within: Path, path: Path) {
  const json = object(get(container, ...within, kind));
  if (!json) return null;
  for (const action of ACTIONS) {
    const target = object(json[action]);
    const place = [...path, ...within, kind];
    if (target) return { kind, path: place, json, action, actionPath: [...place, action], target };
  }
  return null;
}

/** @param path of the container, from the object's root */
export function probeOf(container: JsonObject, path: Path, kind: ProbeKind): Probe | null {
  if (container[kind] === undefined) return null;
  return probesOf(container, path).find((probe) => probe.kind === kind) ?? null;
}

function readProbe(container: JsonObject, path: Path, kind: ProbeKind): Probe | null {
  const handler = container[kind] === undefined ? null : handlerOf(container, kind, [], path);
  return (
    handler && {
      ...handler,
      delay: number(handler.json['initialDelaySeconds']) ?? 0,
      period: number(handler.json['periodSeconds']) ?? 10,
      timeout: number(handler.json['timeoutSeconds']) ?? 1,
      failures: number(handler.json['failureThreshold']) ?? 3,
    }
  );
}

/** @param path of the container, from the object's root */
export function probesOf(container: JsonObject, path: Path): readonly Probe[] {
  let found = known.get(container);
  if (!found) {
    found = PROBES.flatMap((kind) => readProbe(container, path, kind) ?? []);
    known.set(container, found);
  }
  return found;
}

/** A container stands at one place of one judged object, so its probes are read once. */
const known = new WeakMap<JsonObject, readonly Probe[]>();

export function hooksOf(container: JsonObject, path: Path): readonly Handler[] {
  if (container['lifecycle'] === undefined) return NONE;
  return HOOKS.flatMap((kind) => handlerOf(container, kind, ['lifecycle'], path) ?? []);
}

/** The command of an exec handler as one text: a shell's script, or its words. */
export function execText({ target }: Handler): string {
  const argv = words(target['command']);
  return shellCallOf(argv)?.script ?? argv.join(' ');
}

/** The path of an HTTP request without its query. */
export function httpPath({ target }: Handler): string {
  return (text(target['path']) ?? '/').replace(/[?#].*$/, '');
}
