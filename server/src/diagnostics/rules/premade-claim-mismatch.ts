import { fix, mend } from '../fixing';
import { type ClaimSpec, claimTemplatesOf, ordinalsOf, storageOf, usersOfClaim } from '../knowledge/claims';
import { claimName } from '../knowledge/storage';
import { get, list, nodeOf, text } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * A claim that is there before the set is used as it is when its name is `<template>-<set>-<ordinal>`
 * (`createPersistentVolumeClaims` looks by name alone, all releases): under any other name no pod ever uses it, and what
 * it asks for wins over the template.
 */
export const premadeClaimMismatch = inspectionRule({
  id: 'premade-claim-mismatch',
  category: 'risk',
  kinds: ['PersistentVolumeClaim'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'Job', 'CronJob', 'Pod'],
  messages: {
    default: {
      en: 'No pod ever uses this claim: StatefulSet {set} looks for {meant} and makes new, empty claims.',
      ja: 'この claim を使う Pod はありません。StatefulSet {set} は {meant} を探し、なければ空の claim を新しく作ります。',
    },
    size: {
      en: 'StatefulSet {set} takes this claim as it is, with {size}, though its template asks for {wanted}.',
      ja: 'StatefulSet {set} はこの claim をそのまま使います。テンプレートは {wanted} を求めていますが、容量は {size} です。',
    },
    class: {
      en: 'StatefulSet {set} takes this claim as it is, of the class {size}, though its template asks for {wanted}.',
      ja: 'StatefulSet {set} はこの claim をそのまま使います。テンプレートは {wanted} を求めていますが、クラスは {size} です。',
    },
    accessModes: {
      en: 'StatefulSet {set} takes this claim as it is: its access modes lack {wanted}, for which the template asks.',
      ja: 'StatefulSet {set} はこの claim をそのまま使います。テンプレートが求める {wanted} がアクセスモードにありません。',
    },
  },
  *check(context) {
    const { name } = context.object;
    if (name === '') return;
    const sets = closest(context.neighbours.ofKind('StatefulSet', context.object)).filter(
      ({ near }) => near !== 'workspace',
    );
    let misnamed: { readonly set: string; readonly meant: string } | undefined;
    for (const set of sets) {
      const { start, replicas } = ordinalsOf(set.json);
      for (const template of claimTemplatesOf(set.json)) {
        const prefix = `${template.name}-${set.object.name}-`;
        if (name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))) {
          const ordinal = Number(name.slice(prefix.length));
          if (ordinal >= start && ordinal < start + replicas) yield* differences(context, set, template);
          return;
        }
        const meant = meantName(name, template.name, set.object.name, start, replicas);
        if (meant !== undefined) misnamed ??= { set: set.object.name, meant };
      }
    }
    if (!misnamed) return;
    const users = usersOfClaim(context.neighbours, name, context.object, [
      'StatefulSet',
      'DaemonSet',
      'Deployment',
      'Job',
      'CronJob',
      'Pod',
    ]);
    if (users.length > 0) return;
    const { meant } = misnamed;
    yield {
      path: ['metadata', 'name'],
      at: 'value',
      params: misnamed,
      fixes: () =>
        fix(
          { en: `Call it ${meant}`, ja: `${meant} という名前にする` },
          'alternative',
          mend(context).put(['metadata', 'name'], meant),
        ),
    };
  },
});

/** The claim that a name stands for when its three parts stand in another order, or without dashes. */
function meantName(name: string, template: string, set: string, start: number, replicas: number): string | undefined {
  const ordinal = /(?:^|[^\d])(\d+)(?:[^\d]|$)/.exec(name.replace(template, '_').replace(set, '_'))?.[1];
  if (ordinal === undefined) return undefined;
  const number = Number(ordinal);
  const orders = [
    [set, template, ordinal],
    [set, ordinal, template],
    [template, ordinal, set],
    [ordinal, template, set],
    [template, template, set, ordinal],
  ];
  const spelled = [
    ...orders.map((parts) => parts.join('-')),
    `${template}-${set}${ordinal}`,
    `${template}${set}-${ordinal}`,
    `${template}-${set}-pod-${ordinal}`,
    `pvc-${template}-${set}-${ordinal}`,
  ];
  if (!spelled.includes(name) || number < start || number >= start + replicas) return undefined;
  return claimName(template, set, number);
}

function* differences({ object, judgement }: RuleContext, set: Resource, template: ClaimSpec): Iterable<Finding> {
  const spec = get(judgement.effective, 'spec');
  const own = get(spec, 'resources', 'requests', 'storage');
  const wanted = get(template.spec, 'resources', 'requests', 'storage');
  const [size, asked] = [storageOf(own), storageOf(wanted)];
  const params = { set: set.object.name };
  if (size !== undefined && asked !== undefined && size < asked) {
    const path = ['spec', 'resources', 'requests', 'storage'];
    yield { path, at: 'value', message: 'size', params: { ...params, size: String(own), wanted: String(wanted) } };
  }
  const [className, wantedClass] = [text(get(spec, 'storageClassName')), text(template.spec['storageClassName'])];
  if (className !== undefined && wantedClass !== undefined && className !== wantedClass) {
    const path = ['spec', 'storageClassName'];
    yield { path, at: 'value', message: 'class', params: { ...params, size: className, wanted: wantedClass } };
  }
  const modes = list(get(spec, 'accessModes'));
  const lacking = list(template.spec['accessModes']).find((mode) => !modes.includes(mode));
  if (lacking !== undefined && nodeOf(object.root, ['spec', 'accessModes'])) {
    const path = ['spec', 'accessModes'];
    yield { path, at: 'value', message: 'accessModes', params: { ...params, wanted: String(lacking) } };
  }
}
