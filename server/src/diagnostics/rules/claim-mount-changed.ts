import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { within } from '../knowledge/storage';
import { storeOf } from '../knowledge/stores';
import { type ContainerPair, containerPairs, same, TEMPLATE } from '../knowledge/templateChange';
import { get, type JsonObject, list, object, text } from '../read';
import { inspectionRule, type Params, type RuleContext } from '../rule';

/**
 * A claim keeps its content, and where a container sees it is a matter of the mount. When the mount moves, or its subPath
 * changes, the application finds an empty directory where its data were, and starts anew.
 */
export const claimMountChanged = inspectionRule({
  id: 'claim-mount-changed',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claim {claim} moves from {from} to {to}, and the container is told nothing else of it: what it writes to {from} now goes with the container.',
      ja: 'PVC {claim} のマウント先が {from} から {to} に変わりますが、コンテナへのほかの指定は変わりません。{from} に書かれるデータはコンテナと一緒に失われます。',
    },
    subPath: {
      en: 'The subPath of {at} changes from "{from}" to "{to}": the container sees another directory of the claim {claim}, without the data that it has written so far.',
      ja: '{at} の subPath が「{from}」から「{to}」に変わります。コンテナからは PVC {claim} の別のディレクトリが見え、これまでのデータは見えなくなります。',
    },
    replaced: {
      en: '{at} was on the claim {claim} and is now on the volume {to}: the container starts there without its data.',
      ja: '{at} は PVC {claim} 上にありましたが、ボリューム {to} に変わります。コンテナはデータのない状態で起動します。',
    },
    directory: {
      en: '{product} is told to keep its data in {to} instead of {from}, both on the claim {claim}: it finds an empty directory there and starts anew.',
      ja: '{product} のデータの場所が {from} から {to} に変わります。どちらも PVC {claim} 上ですが、{to} は空なので新しいデータで始まります。',
    },
    gone: {
      en: '{at} is no longer mounted from the claim {claim}: what the container writes there goes with the container.',
      ja: '{at} に PVC {claim} がマウントされなくなります。そこに書かれるデータはコンテナと一緒に失われます。',
    },
  },
  *check(context) {
    if (!context.old || context.judgement.stage !== 'accepted') return;
    const before = claimVolumes(context.old.judgement.effective);
    if (before.size === 0) return;
    const after = claimVolumes(context.judgement.effective);
    for (const pair of containerPairs(context)) {
      const moved = movedDirectory(pair, before, after);
      if (moved) yield { ...moved, at: 'value' };
      if (same(pair.before['volumeMounts'] ?? null, pair.after['volumeMounts'] ?? null)) continue;
      for (const each of changes(pair, before, after, context)) {
        yield { ...each, at: 'value' };
      }
    }
  },
});

/** Volumes that outlive the pod: names of claim templates, and volumes of claims. */
function claimVolumes(effective: Json): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const volume of list(get(effective, ...TEMPLATE, 'spec', 'volumes'))) {
    const [name, claim] = [text(get(volume, 'name')), text(get(volume, 'persistentVolumeClaim', 'claimName'))];
    if (name !== undefined && claim !== undefined) found.set(name, `claim:${claim}`);
  }
  for (const template of list(get(effective, 'spec', 'volumeClaimTemplates'))) {
    const name = text(get(template, 'metadata', 'name'));
    if (name !== undefined) found.set(name, `template:${name}`);
  }
  return found;
}

interface Change {
  readonly path: Path;
  readonly message: string;
  readonly params: Params;
}

function* changes(
  pair: ContainerPair,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  context: RuleContext,
): Iterable<Change> {
  const mounts = list(pair.after['volumeMounts']).map((mount) => object(mount) ?? {});
  const path: Path = [...pair.path, 'volumeMounts'];
  for (const item of list(pair.before['volumeMounts'])) {
    const former = object(item) ?? {};
    const [claim, at] = [text(former['name']), text(former['mountPath'])];
    if (claim === undefined || at === undefined || former['readOnly'] === true) continue;
    const source = before.get(claim);
    if (source === undefined) continue;
    const isStill = (mount: JsonObject) => after.get(text(mount['name']) ?? '') === source;
    const here = mounts.findIndex((mount) => trimmed(mount['mountPath']) === trimmed(at));
    const mount = mounts[here];
    if (mount && isStill(mount)) {
      const [from, to] = [subPathOf(former), subPathOf(mount)];
      if (from !== to) yield { path: [...path, here, 'subPath'], message: 'subPath', params: { at, claim, from, to } };
      continue;
    }
    if (mount) {
      // one claim for another may be a migration that is meant
      if (after.has(text(mount['name']) ?? '')) continue;
      yield {
        path: [...path, here, 'name'],
        message: 'replaced',
        params: { at, claim, to: text(mount['name']) ?? '' },
      };
      continue;
    }
    const elsewhere = mounts.findIndex((each) => isStill(each) && subPathOf(each) === subPathOf(former));
    const to = text(mounts[elsewhere]?.['mountPath']);
    if (toldAnew(pair)) continue;
    // that its data is outside of the volume now is the matter of sts-data-outside-volumes
    if (to !== undefined && leavesItsData(pair.after, at, to)) continue;
    if (to === undefined) {
      if (list(get(context.judgement.effective, ...TEMPLATE, 'spec', 'containers')).length > 1) continue;
      yield { path: mounts.length > 0 ? path : pair.path, message: 'gone', params: { at, claim } };
    } else if (!at.startsWith(`${to}/`) || subPathOf(former) === '') {
      yield { path: [...path, elsewhere, 'mountPath'], message: 'default', params: { claim, from: at, to } };
    }
  }
}

/** A store that is told of another directory of a claim which stays where it is. */
function movedDirectory(
  pair: ContainerPair,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Change | undefined {
  const [old, now] = [storeOf(pair.before), storeOf(pair.after)];
  const [from, ...fromMore] = old?.told ?? [];
  const [to, ...toMore] = now?.told ?? [];
  if (!now || from === undefined || to === undefined || from === to || fromMore.length + toMore.length > 0)
    return undefined;
  const [was, is] = [claimAt(pair.before, from, before), claimAt(pair.after, to, after)];
  if (!was || !is || was.source !== is.source || was.mountPath !== is.mountPath || was.subPath !== is.subPath)
    return undefined;
  const env = list(pair.after['env']).findIndex((item) => text(get(item, 'value'))?.includes(to));
  const args = (field: string) => list(pair.after[field]).findIndex((word) => text(word)?.includes(to));
  const place: Path =
    env >= 0
      ? ['env', env, 'value']
      : args('args') >= 0
        ? ['args', args('args')]
        : args('command') >= 0
          ? ['command', args('command')]
          : [];
  const params = { product: now.store.product, from, to, claim: is.name };
  return { path: [...pair.path, ...place], message: 'directory', params };
}

/** The deepest mount that holds a directory, if it is one of a claim. */
function claimAt(container: JsonObject, place: string, claims: ReadonlyMap<string, string>) {
  const mounts = list(container['volumeMounts']).flatMap((item) => {
    const [name, mountPath] = [text(get(item, 'name')), trimmed(get(item, 'mountPath'))];
    return name !== undefined && within(place, mountPath)
      ? [{ name, mountPath, subPath: subPathOf(object(item) ?? {}), source: claims.get(name) }]
      : [];
  });
  const [deepest] = mounts.sort((a, b) => b.mountPath.length - a.mountPath.length);
  return deepest?.source === undefined ? undefined : deepest;
}

/** Does a well-known store keep its data where the claim was, and not where it is now? */
function leavesItsData(container: JsonObject, from: string, to: string): boolean {
  const found = storeOf(container);
  if (!found || (found.told.length === 0 && !found.official)) return false;
  const places = found.told.length > 0 ? found.told : found.store.directories;
  const reaches = (mountPath: string) =>
    places.some((place) => within(place, trimmed(mountPath)) || within(trimmed(mountPath), place));
  return reaches(from) && !reaches(to);
}

function subPathOf(mount: JsonObject): string {
  return text(mount['subPath']) ?? text(mount['subPathExpr']) ?? '';
}

function trimmed(path: Json | undefined): string {
  return (text(path) ?? '').replace(/\/+$/, '');
}

/** Does anything else change that may tell the container of the new place? */
function toldAnew({ before, after }: ContainerPair): boolean {
  return ['image', 'command', 'args', 'env', 'envFrom', 'workingDir'].some(
    (field) => !same(before[field] ?? null, after[field] ?? null),
  );
}
