import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { claimSpecsOf, usersOfClaim } from '../knowledge/claims';
import { get, object, text } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * A claim whose class does not exist waits for ever (PersistentVolume controller, `syncUnboundClaim`: "storageclass …
 * not found"). Said only where a class at hand is meant: by its name, or as the one class of the file, which nobody uses.
 */
export const claimClassUnknown = inspectionRule({
  id: 'claim-class-unknown',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet', 'PersistentVolumeClaim'],
  neighbours: ['StorageClass', 'PersistentVolume', 'StatefulSet', 'DaemonSet', 'PersistentVolumeClaim'],
  messages: {
    default: {
      en: 'There is no StorageClass {name} here, but {meant}: the claims stay Pending, and so do the pods.',
      ja: 'StorageClass {name} はここになく、あるのは {meant} です。claim は Pending のままで、Pod も起動しません。',
    },
    unused: {
      en: 'This file brings the StorageClass {meant}, which nobody uses, and the claims ask for {name}, which is not here.',
      ja: 'このファイルの StorageClass {meant} は誰にも使われておらず、claim が求める {name} はここにありません。',
    },
  },
  *check(context) {
    const { kind, name } = context.object;
    const { effective } = context.judgement;
    const specs =
      kind === 'PersistentVolumeClaim'
        ? [{ path: ['spec'], spec: object(get(effective, 'spec')) ?? {} }]
        : claimSpecsOf(effective);
    for (const { path, spec } of specs) {
      const wanted = text(spec['storageClassName']);
      if (wanted === undefined || wanted === '') continue;
      const { neighbours } = context;
      if (neighbours.namedAnywhere('StorageClass', wanted).length > 0) continue;
      const classes = neighbours.ofKind('StorageClass');
      if (classes.length === 0) continue;
      const beside = classes.filter(({ near: distance }) => distance !== 'workspace');
      const names = beside.map(({ object: each }) => each.name);
      const related = classes.find(
        ({ near: distance, object: each }) => distance === 'file' && contains(each.name, wanted),
      );
      const near = nearestName(wanted, names) ?? related?.object.name ?? null;
      const meant = near ?? onlyUnused(context, classes);
      if (meant === null || isHandMade(context, wanted)) continue;
      if (
        kind === 'PersistentVolumeClaim' &&
        usersOfClaim(neighbours, name, context.object, ['StatefulSet', 'DaemonSet']).length === 0
      )
        continue;
      const place = [...path, 'storageClassName'];
      yield {
        path: place,
        at: 'value',
        message: near === null ? 'unused' : 'default',
        params: { name: wanted, meant },
        fixes: () =>
          fix(
            { en: `Use the class ${meant}`, ja: `クラス ${meant} を使う` },
            nearestName(wanted, names) === null ? 'alternative' : 'preferred',
            mend(context).put(place, meant),
          ),
      };
    }
  },
});

/** One name with something before or behind it, at a dash. */
function contains(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return short.length > 3 && (long.startsWith(`${short}-`) || long.endsWith(`-${short}`));
}

/** Volumes may carry the name of a class that is no object. */
function isHandMade({ neighbours }: RuleContext, className: string): boolean {
  return neighbours.ofKind('PersistentVolume').some(({ json }) => get(json, 'spec', 'storageClassName') === className);
}

/** The one class of the file, if no claim at hand asks for it. */
function onlyUnused({ neighbours, object: of }: RuleContext, classes: readonly Resource[]): string | null {
  const own = classes.filter(({ near }) => near === 'file');
  const [only] = own;
  if (!only || own.length > 1) return null;
  const { name } = only.object;
  const annotations = get(only.json, 'metadata', 'annotations');
  if (get(annotations, 'storageclass.kubernetes.io/is-default-class') === 'true') return null;
  const users = [
    ...neighbours.ofKind('PersistentVolumeClaim', of).map(({ json }) => get(json, 'spec', 'storageClassName')),
    ...['StatefulSet', 'DaemonSet'].flatMap((kind) =>
      neighbours.ofKind(kind).flatMap(({ json }) => claimSpecsOf(json).map(({ spec }) => spec['storageClassName'])),
    ),
  ];
  return users.includes(name) ? null : name;
}
