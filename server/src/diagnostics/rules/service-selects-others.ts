import { parseImageReference } from '../../apiServer/index';
import { fix, mend } from '../fixing';
import { akin, POD_OWNERS, SETS, stem } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { declaredPorts } from '../knowledge/ports';
import { get, list, podTemplateOf, text } from '../read';
import { inspectionRule, type Resource } from '../rule';

/** Labels that many workloads of one application share. */
const COARSE =
  /^(app\.kubernetes\.io\/(part-of|instance|managed-by|version)|helm\.sh\/chart|part-of|release|heritage|chart|tier|env|environment|team|stack|project|product|system|group|owner|stage|namespace)$/;

/**
 * A Service that is one workload's own (it bears its name, or is its governing Service) and whose selector also finds
 * the pods of another: connections meant for the one go to either.
 */
export const serviceSelectsOthers = inspectionRule({
  id: 'service-selects-others',
  category: 'risk',
  kinds: ['Service'],
  neighbours: [...POD_OWNERS],
  messages: {
    default: {
      en: 'The selector also matches the pods of {otherKind} {other}: a part of the connections meant for {name} goes there.',
      ja: 'selector が {otherKind} {other} の Pod にも一致します。{name} 宛ての接続の一部がそちらへ流れます。',
    },
    batch: {
      en: 'The selector also matches the pods of {otherKind} {other}, which serve nothing: while they run, a part of the connections meant for {name} fails.',
      ja: 'selector が {otherKind} {other} の Pod にも一致しますが、これらは何も提供していません。実行中は {name} 宛ての接続の一部が失敗します。',
    },
  },
  *check(context) {
    const { object: service, neighbours } = context;
    const labels = serviceSelectorOf(context.judgement.effective);
    const keys = Object.keys(labels);
    if (keys.length === 0) return;
    if (neighbours.selectedBy({ matchLabels: labels }, service, SETS).length === 0) return;
    const selected = akin(neighbours.selectedBy({ matchLabels: labels }, service, POD_OWNERS), service);
    if (selected.length < 2) return;
    const sets = selected.filter(({ object: { kind } }) => kind === 'StatefulSet' || kind === 'DaemonSet');
    const own =
      sets.find(({ json }) => text(get(json, 'spec', 'serviceName')) === service.name) ??
      sets.find(({ object: { name } }) => name === service.name || name === stem(service.name));
    const named = own ?? (sets.length === 1 ? sets[0] : undefined);
    if (!named) return;
    const others = selected.filter((each) => each !== named && isOther(named, each, service.name));
    const batch = others.find(({ object: { kind } }) => kind === 'Job' || kind === 'CronJob');
    const other = own ? (others.find((each) => each !== batch) ?? batch) : batch;
    if (!other) return;
    const { kind: otherKind, name } = other.object;
    const better = narrower(named, selected, labels);
    yield {
      path: ['spec', 'selector'],
      at: 'key',
      message: other === batch ? 'batch' : 'default',
      params: { otherKind, other: name, name: named.object.name },
      fixes: () =>
        better
          ? fix(
              { en: `Select by ${better[0]}: ${better[1]}`, ja: `${better[0]}: ${better[1]} も条件に加える` },
              keys.every((key) => COARSE.test(key)) ? 'preferred' : 'alternative',
              mend(context).put(['spec', 'selector', better[0]], better[1]),
            )
          : [],
    };
  },
});

/** Is the other workload something else, not a sibling that belongs to the same Service? */
function isOther(own: Resource, other: Resource, service: string): boolean {
  const { kind, name } = other.object;
  if (kind === own.object.kind && name === own.object.name) return false;
  const batch = kind === 'Job' || kind === 'CronJob';
  const template = podTemplateOf(other.json, kind);
  if (!template) return false;
  if (batch) return declaredPorts(template.spec, []).length === 0;
  if (kind === 'Pod' || kind === 'ReplicaSet') return false;
  if (kind === 'StatefulSet' && text(get(other.json, 'spec', 'serviceName')) === service) return false;
  const mine = images(own);
  return !images(other).some((image) => mine.includes(image));
}

function images({ json, object: { kind } }: Resource): readonly string[] {
  const spec = podTemplateOf(json, kind)?.spec;
  return list(spec?.['containers']).flatMap((container) => {
    const image = text(get(container, 'image'));
    const name = image === undefined ? undefined : parseImageReference(image)?.name;
    return name === undefined ? [] : [name.split('/').at(-1) ?? name];
  });
}

/** A label of the workload's pods that tells them from all others. */
function narrower(
  own: Resource,
  selected: readonly Resource[],
  labels: Readonly<Record<string, string>>,
): readonly [string, string] | undefined {
  const of = (resource: Resource) => podTemplateOf(resource.json, resource.object.kind)?.labels ?? {};
  const others = selected.filter((each) => each !== own).map(of);
  const telling = Object.entries(of(own)).filter(
    ([key, value]) => labels[key] === undefined && others.every((each) => each[key] !== value),
  );
  return telling.find(([key]) => /(^|\/)(name|app|k8s-app)$/.test(key)) ?? telling[0];
}
