import { fix, mend } from '../fixing';
import { akin, SETS } from '../knowledge/companions';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { object as asObject, get } from '../read';
import { inspectionRule } from '../rule';

/** kube-proxy does nothing for a headless Service (ShouldSkipService), so what tells it how to choose has no effect. */
export const headlessServiceIgnores = inspectionRule({
  id: 'headless-service-ignores',
  category: 'style',
  kinds: ['Service'],
  neighbours: [...SETS],
  messages: {
    default: {
      en: '{field}: {value} has no effect on a headless Service: clients choose among the pods of {name} themselves.',
      ja: 'ヘッドレス Service では {field}: {value} は効きません。クライアントが {name} の Pod を自分で選びます。',
    },
  },
  *check(context) {
    const service = asObject(context.judgement.effective);
    if (!service || !isHeadless(service)) return;
    const spec = get(service, 'spec');
    const field = (
      [
        ['sessionAffinity', 'ClientIP'],
        ['internalTrafficPolicy', 'Local'],
        ['trafficDistribution', undefined],
      ] as const
    ).find(([name, value]) => get(spec, name) !== undefined && (value === undefined || get(spec, name) === value))?.[0];
    const labels = serviceSelectorOf(service);
    if (field === undefined || Object.keys(labels).length === 0) return;
    const [set] = akin(context.neighbours.selectedBy({ matchLabels: labels }, context.object, SETS), context.object);
    if (!set) return;
    const path = ['spec', field];
    yield {
      path,
      at: 'value',
      params: { field, value: String(get(spec, field)), name: set.object.name },
      fixes: () => fix({ en: `Remove ${field}`, ja: `${field} を削除する` }, 'preferred', mend(context).remove(path)),
    };
  },
});
