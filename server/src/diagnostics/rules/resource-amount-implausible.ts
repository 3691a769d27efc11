import { fix, mend } from '../fixing';
import { amountOf } from '../knowledge/bytes';
import { containers, get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** Below this no container starts: the runtime's own process needs it (runc refuses limits below some megabytes). */
const LEAST_BYTES = 1024 * 1024;
/** A thousandth of a core is 0.1 ms in a period of 100 ms. */
const LEAST_CPU = 0.003;
const MOST_BYTES = { DaemonSet: 128 * 1024 ** 3, StatefulSet: 4 * 1024 ** 4 } as const;
const MOST_CORES = { DaemonSet: 20, StatefulSet: 100 } as const;

/**
 * Amounts whose unit was forgotten: cpu is counted in cores, memory in bytes (`ResourceList` in k8s.io/api, all releases).
 */
export const resourceAmountImplausible = inspectionRule({
  id: 'resource-amount-implausible',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{value} means {value} whole cores. No node has room for that, so the pods stay Pending; {value}m are {value} thousandths of a core.',
      ja: '{value} は {value} コアを意味します。それだけ空いたノードはなく、Pod は Pending のままになります。1000 分の {value} コアは {value}m と書きます。',
    },
    throttled: {
      en: 'A limit of {value} is next to no cpu: the kernel stops the container for almost all of every tenth of a second, and its probes time out.',
      ja: '上限 {value} では CPU がほとんど使えません。0.1 秒ごとのほぼ全期間停止させられ、プローブもタイムアウトします。',
    },
    much: {
      en: '{value} is more memory than a node has to give: the pods stay Pending. Mi are mebibytes.',
      ja: '{value} はノードが提供できるメモリを超えており、Pod は Pending のままになります。メビバイトは Mi と書きます。',
    },
    bytes: {
      en: '{value} means {value} bytes, too little for any container to start; {value}Mi are mebibytes.',
      ja: '{value} は {value} バイトで、どのコンテナも起動できない大きさです。メビバイトは {value}Mi と書きます。',
    },
    kilobytes: {
      en: '{value} is too little memory for any container to start.',
      ja: 'メモリ {value} では、どのコンテナも起動できません。',
    },
  },
  *check(context) {
    const most = context.object.kind === 'DaemonSet' ? MOST_CORES.DaemonSet : MOST_CORES.StatefulSet;
    for (const { container, path } of containers(context.judgement.effective)) {
      const resources = container['resources'];
      if (resources === undefined) continue;
      const written = (field: string, name: string) => nodeOf(context.object.root, [...path, 'resources', field, name]);
      const cores = written('requests', 'cpu') ? 'requests' : 'limits';
      const cpu = amountOf(get(resources, cores, 'cpu'));
      if (cpu !== undefined && cpu >= most && Number.isInteger(cpu)) {
        const place = [...path, 'resources', cores, 'cpu'];
        const value = spelled(written(cores, 'cpu')) ?? String(cpu);
        yield {
          path: place,
          at: 'value',
          message: 'default',
          params: { value },
          fixes: () =>
            /^\d+$/.test(value)
              ? fix(
                  { en: `Write ${value}m`, ja: `${value}m と書く` },
                  'preferred',
                  mend(context).put(place, `${value}m`),
                )
              : [],
        };
      }
      const throttle = amountOf(get(resources, 'limits', 'cpu'));
      // a container that only waits may do with that
      const serves =
        container['ports'] !== undefined ||
        container['livenessProbe'] !== undefined ||
        container['readinessProbe'] !== undefined;
      if (serves && throttle !== undefined && throttle > 0 && throttle <= LEAST_CPU)
        yield {
          path: [...path, 'resources', 'limits', 'cpu'],
          at: 'value',
          message: 'throttled',
          params: { value: spelled(written('limits', 'cpu')) ?? String(throttle) },
        };
      const field = written('requests', 'memory') ? 'requests' : 'limits';
      if (
        (amountOf(get(resources, field, 'memory')) ?? 0) >=
        MOST_BYTES[context.object.kind === 'DaemonSet' ? 'DaemonSet' : 'StatefulSet']
      )
        yield {
          path: [...path, 'resources', field, 'memory'],
          at: 'value',
          message: 'much',
          params: { value: spelled(written(field, 'memory')) ?? '' },
        };
      for (const field of ['limits', 'requests']) {
        const bytes = amountOf(get(resources, field, 'memory'));
        const node = written(field, 'memory');
        // fractions of a byte are another mistake; a request alone only misleads the scheduler
        if (!node || bytes === undefined || bytes <= 0 || bytes >= LEAST_BYTES || !Number.isInteger(bytes)) continue;
        const value = spelled(node) ?? String(bytes);
        const place = [...path, 'resources', field, 'memory'];
        const plain = /^\d+$/.test(value);
        yield {
          path: place,
          at: 'value',
          message: plain ? 'bytes' : 'kilobytes',
          params: { value },
          fixes: () =>
            plain && Number(value) >= 16
              ? fix(
                  { en: `Write ${value}Mi`, ja: `${value}Mi と書く` },
                  'preferred',
                  mend(context).put(place, `${value}Mi`),
                )
              : [],
        };
      }
    }
  },
});

function spelled(node: ReturnType<typeof nodeOf>): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}
