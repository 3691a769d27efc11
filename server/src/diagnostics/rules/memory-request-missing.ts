import { nodeAgentRole } from '../knowledge/nodeAgents';
import { keepsData, storeOf } from '../knowledge/stores';
import { containers, get, nodeOf, object, text } from '../read';
import { inspectionRule, type Localized, type RuleContext } from '../rule';

/**
 * Pods without requests and limits are of class BestEffort: the first to be killed when a node runs short of memory
 * (`GetPodQOS`, `GetContainerOOMScoreAdjust` in pkg/kubelet/qos, all releases).
 */
export const memoryRequestMissing = inspectionRule({
  id: 'memory-request-missing',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{product} asks for no memory: it may land on a node that has none to spare, and is among the first to be killed when the node runs short.',
      ja: '{product} にメモリの要求がありません。余裕のないノードに配置されることがあり、メモリが不足すると真っ先に強制終了されます。',
    },
    agent: {
      en: '{name} asks for no memory although the node depends on it ({why}): it is among the first to be killed when the node runs short.',
      ja: '{name} はノードに必要なデーモン（{why}）ですが、メモリの要求がありません。メモリが不足すると真っ先に強制終了されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (get(effective, 'spec', 'template', 'spec', 'resources') !== undefined) return;
    const role = networkRole(context);
    for (const { container, path, init } of containers(effective)) {
      if (init) continue;
      const asked = (field: string) => get(container, 'resources', field, 'memory') !== undefined;
      if (asked('requests') || asked('limits')) continue;
      const found = storeOf(container);
      const stores = found !== undefined && keepsData(container, found);
      if (!stores && role === undefined) continue;
      const resources = [...path, 'resources'];
      yield {
        path: nodeOf(context.object.root, resources) ? resources : path,
        at: 'key',
        message: stores ? 'default' : 'agent',
        params: { product: found?.store.product ?? '', why: role ?? '', name: text(container['name']) ?? '' },
      };
      if (!stores) return;
    }
  },
});

/** The role of a daemon that brings the network of its node and asks for nothing at all. */
function networkRole({ object: daemon, judgement }: RuleContext): Localized | undefined {
  if (daemon.kind !== 'DaemonSet') return undefined;
  const all = containers(judgement.effective).filter(({ init }) => !init);
  // one request takes the pod out of the class BestEffort
  if (
    all.some(
      ({ container }) =>
        object(get(container, 'resources', 'requests')) ?? object(get(container, 'resources', 'limits')),
    )
  )
    return undefined;
  const role = nodeAgentRole(daemon, judgement.effective);
  return role && /network plugin|network of the node/.test(role.en) ? role : undefined;
}
