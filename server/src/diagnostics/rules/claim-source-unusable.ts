import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { claimSpecsOf, storageOf } from '../knowledge/claims';
import { linkedTo } from '../knowledge/references';
import { mayShareNamespace, writtenNamespace } from '../namespaces';
import { get, type JsonObject, object, text } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

const KINDS: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'VolumeSnapshot']);

/**
 * A claim that is filled from another one or from a snapshot must ask for at least its size, in its volume mode, of the
 * same driver, and the source must be in the same namespace (external-provisioner, `getPVCSource` and
 * `getSnapshotSource`): otherwise the provisioner tries for ever, and the claim stays Pending.
 */
export const claimSourceUnusable = inspectionRule({
  id: 'claim-source-unusable',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['PersistentVolumeClaim', 'VolumeSnapshot', 'VolumeSnapshotClass', 'StorageClass'],
  messages: {
    default: {
      en: 'The claims ask for {wanted}, and {source} has {size}: a copy must be at least as large, so they stay Pending.',
      ja: 'claim が求めるのは {wanted} ですが、コピー元の {source} は {size} です。コピーは元と同じかそれより大きくなければならず、claim は Pending のままです。',
    },
    namespace: {
      en: '{source} is in namespace {other}, and a data source is looked for in {namespace}, where the claim is made: it stays Pending.',
      ja: '{source} は名前空間 {other} にありますが、データソースは claim の作られる {namespace} で探されます。claim は Pending のままです。',
    },
    mode: {
      en: '{source} has the volumeMode {theirs}, and the claims ask for {ours}: one cannot be copied to the other, so they stay Pending.',
      ja: '{source} の volumeMode は {theirs} ですが、claim が求めるのは {ours} です。コピーできず、claim は Pending のままです。',
    },
    driver: {
      en: '{source} is kept by {theirs}, and the class of the claims provisions with {ours}, which cannot read it: they stay Pending.',
      ja: '{source} を管理するのは {theirs} ですが、claim のクラスは {ours} で作られ、これを読めません。claim は Pending のままです。',
    },
  },
  *check(context) {
    const { object: of, neighbours } = context;
    for (const { path, spec } of claimSpecsOf(context.judgement.effective)) {
      const field = spec['dataSource'] === undefined ? 'dataSourceRef' : 'dataSource';
      const reference = object(spec[field]);
      const [kind, name] = [text(reference?.['kind']), text(reference?.['name'])];
      if (!reference || kind === undefined || name === undefined || !KINDS.has(kind)) continue;
      // another namespace can be named there, with a gate and a grant
      if (text(get(spec, 'dataSourceRef', 'namespace')) !== undefined) continue;
      const place = [...path, field];
      const shown = `${kind} ${name}`;
      const [source] = linkedTo(neighbours.named(kind, name, of), of);
      if (source) {
        const finding = kind === 'VolumeSnapshot' ? ofSnapshot(context, spec, source) : ofClaim(context, spec, source);
        if (finding) yield placed(context, path, place, shown, finding);
        continue;
      }
      const namespace = writtenNamespace(of);
      const [elsewhere] = closest(neighbours.namedAnywhere(kind, name));
      if (namespace === null || !elsewhere || elsewhere.near === 'workspace') continue;
      if (elsewhere.namespace === null || mayShareNamespace(elsewhere.namespace, namespace)) continue;
      yield {
        path: [...place, 'name'],
        at: 'value',
        message: 'namespace',
        params: { source: shown, other: elsewhere.namespace, namespace },
      };
    }
  },
});

type Mismatch =
  | { readonly is: 'size'; readonly size: string; readonly wanted: string }
  | { readonly is: 'mode' | 'driver'; readonly theirs: string; readonly ours: string };

function placed(context: RuleContext, path: Path, place: Path, source: string, mismatch: Mismatch): Finding {
  if (mismatch.is !== 'size')
    return {
      path: mismatch.is === 'mode' ? place : [...path, 'storageClassName'],
      at: mismatch.is === 'mode' ? 'key' : 'value',
      message: mismatch.is,
      params: { source, theirs: mismatch.theirs, ours: mismatch.ours },
    };
  const size = [...path, 'resources', 'requests', 'storage'];
  return {
    path: size,
    at: 'value',
    params: { source, size: mismatch.size, wanted: mismatch.wanted },
    fixes: () =>
      fix(
        { en: `Ask for ${mismatch.size}`, ja: `${mismatch.size} を求める` },
        'preferred',
        mend(context).put(size, mismatch.size),
      ),
  };
}

function ofClaim(context: RuleContext, spec: JsonObject, { json }: Resource): Mismatch | undefined {
  const source = object(json['spec']) ?? {};
  const smaller = smallerThan(spec, source);
  if (smaller) return smaller;
  const [theirs, ours] = [modeOf(source), modeOf(spec)];
  if (theirs !== ours) return { is: 'mode', theirs, ours };
  const drivers = {
    theirs: provisionerOf(context, source['storageClassName']),
    ours: provisionerOf(context, spec['storageClassName']),
  };
  return differ(drivers.theirs, drivers.ours);
}

function ofSnapshot(
  context: RuleContext,
  spec: JsonObject,
  { json, object: snapshot }: Resource,
): Mismatch | undefined {
  const { neighbours } = context;
  const claim = text(get(json, 'spec', 'source', 'persistentVolumeClaimName'));
  const [of] =
    claim === undefined ? [] : linkedTo(neighbours.named('PersistentVolumeClaim', claim, snapshot), snapshot);
  const smaller = of && smallerThan(spec, object(of.json['spec']) ?? {});
  if (smaller) return smaller;
  const className = text(get(json, 'spec', 'volumeSnapshotClassName'));
  const [found] = className === undefined ? [] : neighbours.namedAnywhere('VolumeSnapshotClass', className);
  return differ(text(found?.json['driver']), provisionerOf(context, spec['storageClassName']));
}

function smallerThan(spec: JsonObject, source: JsonObject): Mismatch | undefined {
  const path = ['resources', 'requests', 'storage'];
  const [wanted, size] = [get(spec, ...path), get(source, ...path)];
  const [asked, held] = [storageOf(wanted), storageOf(size)];
  if (asked === undefined || held === undefined || asked >= held) return undefined;
  return { is: 'size', size: String(size), wanted: String(wanted) };
}

function differ(theirs: string | undefined, ours: string | undefined): Mismatch | undefined {
  return theirs === undefined || ours === undefined || theirs === ours ? undefined : { is: 'driver', theirs, ours };
}

function modeOf(spec: JsonObject): string {
  return text(spec['volumeMode']) ?? 'Filesystem';
}

function provisionerOf({ neighbours }: RuleContext, className: unknown): string | undefined {
  if (typeof className !== 'string') return undefined;
  return text(neighbours.namedAnywhere('StorageClass', className)[0]?.json['provisioner']);
}
