import { claimsNamed, claimTemplatesOf, isForOneNode, ordinalsOf } from '../knowledge/claims';
import { linkedTo } from '../knowledge/references';
import { get, list, podTemplateOf } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

const OTHERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'] as const;

/**
 * A claim with ReadWriteOnce is attached to one node at a time, whoever mounts it: the pods of two workloads start only
 * when they happen to meet on one node (attach-detach controller, all releases).
 */
export const claimSharedByWorkloads = inspectionRule({
  id: 'claim-shared-by-workloads',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet', 'Deployment', 'CronJob', 'Job', 'Pod'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'CronJob', 'PersistentVolumeClaim'],
  messages: {
    default: {
      en: '{kind} {other} mounts the claim {claim} too, and it is for one node at a time: whichever pod starts second hangs unless it lands on the same node, and then both write to the same files.',
      ja: '{kind} {other} も claim {claim} をマウントしますが、これは一度に 1 つのノード用です。後から起動した Pod は同じノードに載らない限り進まず、載れば両方が同じファイルに書き込みます。',
    },
    replica: {
      en: 'The claim {claim} belongs to a replica of StatefulSet {other} and is for one node at a time: this pod hangs unless it lands on the node of that replica.',
      ja: 'claim {claim} は StatefulSet {other} のレプリカのもので、一度に 1 つのノード用です。そのレプリカと同じノードに載らない限り、この Pod は進みません。',
    },
  },
  *check(context) {
    const { kind, name } = context.object;
    for (const { claim, path } of claimsNamed(context.judgement.effective, kind)) {
      const set = replicaOf(context, claim);
      if (set) {
        if (!keepsNear(context))
          yield { path, at: 'value', message: 'replica', params: { claim, other: set.object.name } };
        continue;
      }
      if (kind !== 'StatefulSet' && kind !== 'DaemonSet') continue;
      const [found] = linkedTo(
        context.neighbours.named('PersistentVolumeClaim', claim, context.object),
        context.object,
      );
      if (!found || !isForOneNode(list(get(found.json, 'spec', 'accessModes'))) || keepsNear(context)) continue;
      const other = otherUser(context, claim);
      // of two sets the second one by name tells
      if (!other || (other.object.kind !== 'Deployment' && other.object.kind !== 'CronJob' && other.object.name > name))
        continue;
      yield { path, at: 'value', params: { kind: other.object.kind, other: other.object.name, claim } };
    }
  },
});

/** The set whose replica has that claim, if its template makes it for one node. */
function replicaOf({ neighbours, object: of }: RuleContext, claim: string): Resource | undefined {
  if (!/-\d+$/.test(claim)) return undefined;
  const bare = claim.slice(0, claim.lastIndexOf('-'));
  const ordinal = Number(claim.slice(bare.length + 1));
  for (const set of neighbours.names('StatefulSet', of)) {
    if (set === of.name || !bare.endsWith(`-${set}`)) continue;
    const [found] = linkedTo(neighbours.named('StatefulSet', set, of), of);
    const template = found && claimTemplatesOf(found.json).find(({ name }) => `${name}-${set}` === bare);
    if (!found || !template || found.near === 'workspace') continue;
    const { start, replicas } = ordinalsOf(found.json);
    const inRange = ordinal >= start && ordinal < start + replicas;
    if (inRange && isForOneNode(list(template.spec['accessModes']))) return found;
  }
  return undefined;
}

function otherUser({ neighbours, object: of }: RuleContext, claim: string): Resource | undefined {
  return OTHERS.flatMap((kind) => neighbours.ofKind(kind, of)).find(
    ({ object, json, near }) =>
      near !== 'workspace' &&
      (object.name !== of.name || object.kind !== of.kind) &&
      claimsNamed(json, object.kind).some((each) => each.claim === claim),
  );
}

/** Is the pod told to run beside others, or on a certain node? */
function keepsNear({ judgement, object }: RuleContext): boolean {
  const spec = podTemplateOf(judgement.effective, object.kind)?.spec;
  return (
    list(get(spec, 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')).length > 0 ||
    get(spec, 'nodeSelector', 'kubernetes.io/hostname') !== undefined ||
    spec?.['nodeName'] !== undefined
  );
}
