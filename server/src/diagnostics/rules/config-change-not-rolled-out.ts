import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { same, TEMPLATE, templateChange } from '../knowledge/templateChange';
import { containers, get, type JsonObject, list, object, stringMap, text } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/** Annotations by which a reloading controller watches the ConfigMaps of a workload. */
const RELOADED =
  /^(?:(?:configmap|secret)\.)?reloader\.stakater\.com\/|^wave\.pusher\.com\/|^(?:.*\.)?kubed\.appscode\.com\/|^k8tz\b/;

/**
 * Variables are read when a container starts, and a mount by subPath is never refreshed (volume manager of the kubelet:
 * a bind mount of the file). A ConfigMap that changes alone changes no template, so no pod is replaced.
 */
export const configChangeNotRolledOut = inspectionRule({
  id: 'config-change-not-rolled-out',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: '{kind} {name} changes, and the template does not: the pods read it as environment variables when they start, so none of them gets the new value.',
      ja: '{kind} {name} は変わりますが、テンプレートは変わりません。Pod は起動時に環境変数として読むだけなので、新しい値はどの Pod にも届きません。',
    },
    subPath: {
      en: '{kind} {name} changes, and the template does not: a file mounted by subPath is never refreshed, so the pods keep the old one.',
      ja: '{kind} {name} は変わりますが、テンプレートは変わりません。subPath でマウントしたファイルは更新されないため、Pod は古い内容のままです。',
    },
  },
  *check(context) {
    const { stored, object: manifest } = context;
    const change = stored ? templateChange(context) : null;
    if (!stored || change === null || change.length > 0) return;
    const { effective } = context.judgement;
    if (
      reloads(get(effective, 'metadata', 'annotations')) ||
      reloads(get(effective, ...TEMPLATE, 'metadata', 'annotations'))
    )
      return;
    const seen = new Set<string>();
    for (const use of usesOf(effective)) {
      if (seen.has(`${use.kind} ${use.name} ${use.key ?? ''}`)) continue;
      const [now, ...others] = closest(context.neighbours.named(use.kind, use.name, manifest));
      const [before, ...more] = closest(stored.named(use.kind, use.name, manifest));
      if (!now || !before || others.length > 0 || more.length > 0) continue;
      if (!changed(before.json, now.json, use)) continue;
      seen.add(`${use.kind} ${use.name} ${use.key ?? ''}`);
      yield {
        path: use.path,
        at: 'value',
        message: use.subPath ? 'subPath' : 'default',
        params: { kind: use.kind, name: use.name },
      };
    }
  },
});

function reloads(annotations: Json | undefined): boolean {
  return Object.keys(stringMap(annotations)).some((key) => RELOADED.test(key));
}

interface Use {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** undefined: every key */
  readonly key?: string;
  readonly subPath: boolean;
  readonly path: Path;
}

const KINDS = [
  ['ConfigMap', 'configMapRef', 'configMapKeyRef', 'configMap', 'name'],
  ['Secret', 'secretRef', 'secretKeyRef', 'secret', 'secretName'],
] as const;

/** What a pod reads once, when it starts. */
function* usesOf(effective: Json): Iterable<Use> {
  const volumes = list(get(effective, ...TEMPLATE, 'spec', 'volumes'));
  for (const { container, path } of containers(effective)) {
    for (const [kind, from, keyed, source, naming] of KINDS) {
      for (const [index, item] of list(container['envFrom']).entries()) {
        const name = text(get(item, from, 'name'));
        if (name !== undefined) yield { kind, name, subPath: false, path: [...path, 'envFrom', index] };
      }
      for (const [index, item] of list(container['env']).entries()) {
        const name = text(get(item, 'valueFrom', keyed, 'name'));
        const key = text(get(item, 'valueFrom', keyed, 'key'));
        if (name !== undefined && key !== undefined)
          yield { kind, name, key, subPath: false, path: [...path, 'env', index, 'valueFrom', keyed] };
      }
      for (const [index, mount] of list(container['volumeMounts']).entries()) {
        const subPath = text(get(mount, 'subPath'));
        if (subPath === undefined || subPath === '') continue;
        const volume = object(volumes.find((each) => get(each, 'name') === get(mount, 'name')));
        const projected = list(get(volume, 'projected', 'sources')).map((each) => get(each, source));
        for (const held of [volume?.[source], ...projected]) {
          const name = text(get(held, naming)) ?? text(get(held, 'name'));
          if (name === undefined) continue;
          const key = keyAt(object(held), subPath);
          yield { kind, name, key, subPath: true, path: [...path, 'volumeMounts', index, 'subPath'] };
        }
      }
    }
  }
}

/** The key behind a file of the volume: itself, unless `items` give it another path. */
function keyAt(source: JsonObject | undefined, file: string): string {
  return text(get(list(source?.['items']).find((item) => get(item, 'path') === file) ?? null, 'key')) ?? file;
}

const DATA = ['data', 'binaryData', 'stringData'] as const;

function changed(before: JsonObject, now: JsonObject, { key }: Use): boolean {
  if (key !== undefined) {
    const value = (json: JsonObject) => DATA.map((field) => get(json, field, key) ?? null);
    return !same(value(before), value(now));
  }
  return DATA.some((field) => !same(before[field] ?? null, now[field] ?? null));
}
