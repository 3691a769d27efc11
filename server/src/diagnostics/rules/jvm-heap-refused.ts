import type { Path } from '../../manifest/index';
import { sizeOf } from '../knowledge/bytes';
import { imageOf } from '../knowledge/images';
import { containers, get, type JsonObject, list, text } from '../read';
import { inspectionRule } from '../rule';

const WRONG_UNIT = /-Xm[xsn](?:\d+(?:[kmgt]i?b|[kmgt]i|\.\d+[kmgt]?)|\d+(?:ki|mi|gi))(?![\w.])/i;

/**
 * The JVM ends at once with a heap that it cannot read ("Invalid maximum heap size": k, m, g and t are its units) or whose
 * start is above its end. Elasticsearch and OpenSearch refuse heaps that may grow (`HeapSizeCheck`, a bootstrap check).
 */
export const jvmHeapRefused = inspectionRule({
  id: 'jvm-heap-refused',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The JVM does not know the size {setting} and ends at once: its units are k, m, g and t.',
      ja: 'JVM は {setting} というサイズを読めず、すぐに終了します。単位は k、m、g、t です。',
    },
    initial: {
      en: 'The heap begins with {initial} and may not exceed {most}: the JVM refuses that and ends at once.',
      ja: 'ヒープの初期値 {initial} が最大値 {most} を超えています。JVM は受け付けず、すぐに終了します。',
    },
    grows: {
      en: '{program} checks at the start that -Xms and -Xmx are equal, and with {initial} and {most} it does not start.',
      ja: '{program} は起動時に -Xms と -Xmx が等しいことを確認します。{initial} と {most} では起動しません。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const { value, path: place } of told(container, path)) {
        const wrong = WRONG_UNIT.exec(value)?.[0];
        if (wrong !== undefined) {
          yield { path: place, at: 'value', params: { setting: wrong } };
          continue;
        }
        const [initial, most] = [last(value, /-Xms\d+[kmgt]?/gi), last(value, /-Xmx\d+[kmgt]?/gi)];
        const [from, to] = [initial, most].map((each) => (each === undefined ? undefined : sizeOf(each.slice(4))));
        if (initial === undefined || most === undefined || from === undefined || to === undefined) continue;
        if (from > to) yield { path: place, at: 'value', message: 'initial', params: { initial, most } };
        const program = SEARCH[imageOf(container)?.base ?? ''];
        if (from < to && program !== undefined && !isSingleNode(container))
          yield { path: place, at: 'value', message: 'grows', params: { program, initial, most } };
      }
    }
  },
});

const SEARCH: Readonly<Record<string, string>> = { elasticsearch: 'Elasticsearch', opensearch: 'OpenSearch' };

function isSingleNode(container: JsonObject): boolean {
  return (
    list(container['env']).some((item) => get(item, 'name') === 'discovery.type') ||
    list(container['envFrom']).length > 0 ||
    list(container['volumeMounts']).some((mount) => /\.yml$/.test(text(get(mount, 'mountPath')) ?? '')) ||
    JSON.stringify([container['command'] ?? [], container['args'] ?? []]).includes('single-node')
  );
}

/** Values of variables, and words, that hold options of the JVM. */
function told(container: JsonObject, path: Path): readonly { readonly value: string; readonly path: Path }[] {
  const env = list(container['env']).map((item, index) => ({
    value: text(get(item, 'value')) ?? '',
    path: [...path, 'env', index, 'value'],
  }));
  const said = (['command', 'args'] as const).flatMap((field) =>
    list(container[field]).map((word, index) => ({ value: text(word) ?? '', path: [...path, field, index] })),
  );
  return [...env, ...said].filter(({ value }) => value.includes('-Xm'));
}

function last(value: string, pattern: RegExp): string | undefined {
  return value.match(pattern)?.at(-1);
}
