import { clusterStoreOf } from '../knowledge/clusterStores';
import { get, number, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/** Without a budget a drain evicts as it likes: two nodes drained at once may take the majority of a store's members. */
export const storeWithoutBudget = inspectionRule({
  id: 'store-without-budget',
  category: 'style',
  kinds: ['StatefulSet'],
  neighbours: ['PodDisruptionBudget'],
  messages: {
    default: {
      en: 'No PodDisruptionBudget covers the {replicas} members of {store} here: nodes drained together may take the majority away.',
      ja: '{store} のメンバー {replicas} 個を対象にする PodDisruptionBudget がここにありません。複数のノードを同時に drain すると、過半数が失われることがあります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = number(get(effective, 'spec', 'replicas')) ?? 1;
    const template = podTemplateOf(effective, 'StatefulSet');
    if (replicas < 3 || !template) return;
    const running = clusterStoreOf(template.spec);
    if (!running?.store.quorum) return;
    if (context.neighbours.selecting('PodDisruptionBudget', template.labels, context.object).length > 0) return;
    yield { path: ['spec', 'replicas'], at: 'value', params: { replicas, store: running.store.name } };
  },
});
