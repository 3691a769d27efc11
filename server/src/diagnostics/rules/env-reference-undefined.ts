import type { Json } from '../../apiServer/index';
import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { runsShell } from '../knowledge/commandLine';
import { keysOf, linkedTo } from '../knowledge/references';
import { type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, object, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const REFERENCE = /\$\(([A-Z][A-Z0-9_]*)\)/g;
/** Variables that the kubelet adds for each Service. */
const OF_SERVICES = /_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;

/**
 * `$(NAME)` in command, args and values is replaced by the kubelet when the variable is defined: in values by those of
 * envFrom and those that stand before it in the list (`makeEnvironmentVariables`, `expansion.Expand`, all releases). An
 * unknown one is left as it is written.
 */
export const envReferenceUndefined = inspectionRule({
  id: 'env-reference-undefined',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: 'The container has no variable {name}: {reference} stays as it is written and reaches the program as text.',
      ja: 'コンテナに変数 {name} がありません。{reference} は展開されず、文字のままプログラムに渡ります。',
    },
    later: {
      en: 'The variable {name} is defined after this one, and only earlier ones can be used: {reference} stays as it is written. Move {name} up.',
      ja: '変数 {name} はこの変数より後に定義されていますが、使えるのは前にあるものだけです。{reference} は文字のまま残ります。{name} を前に移します。',
    },
    shell: {
      en: 'In a value the kubelet replaces $({name}), not {reference}: it stays as it is written and reaches the program as text.',
      ja: '値の中で kubelet が置き換えるのは $({name}) の形だけです。{reference} は展開されず、文字のままプログラムに渡ります。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const env = list(container.json['env']);
      const names = env.map((item) => text(get(item, 'name')) ?? '');
      for (const [index, item] of env.entries()) {
        const value = text(get(item, 'value'));
        if (value?.includes('$') === true) yield* shellStyle(container, env, index, value, context);
        if (!value?.includes('$(')) continue;
        for (const name of referred(value)) {
          const at = names.indexOf(name);
          if (at >= 0 && at < index) continue;
          const path = [...container.path, 'env', index, 'value'];
          if (at > index) yield { path, at: 'value', message: 'later', params: { name, reference: `$(${name})` } };
          else if (at < 0) yield* missing(context, container, path, name, names.slice(0, index));
        }
      }
      if (runsShell(container.json)) continue;
      for (const field of ['command', 'args']) {
        for (const [index, item] of list(container.json[field]).entries()) {
          const word = text(item);
          if (!word?.includes('$(')) continue;
          for (const name of referred(word)) {
            if (names.includes(name)) continue;
            yield* missing(context, container, [...container.path, field, index], name, names);
          }
        }
      }
    }
  },
});

const SHELL_STYLE = /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g;
/** Names of variables whose values programs and scripts take apart by themselves, and images that do so with all of them. */
const READ_AGAIN =
  /OPTS|OPTIONS|ARGS|FLAGS|CMD|COMMAND|SCRIPT|TEMPLATE|FORMAT|PATTERN|PROMPT|PS1|CONFIG|JAVA|JVM|SPRING|QUERY|REGEX|FILTER/;
const EXPANDING =
  /java|jdk|jre|jvm|spring|quarkus|beat|elastic|logstash|kibana|opensearch|fluent|otel|opentelemetry|vector|bitnami|confluent|kafka|grafana|keycloak/i;

/** `\${POD_IP}` in a value, where the container has such a variable from the downward API and no shell reads it again. */
function* shellStyle(
  { json, path }: PodContainer,
  env: readonly Json[],
  index: number,
  value: string,
  context: RuleContext,
): Generator<Finding> {
  if (READ_AGAIN.test(text(get(env[index], 'name')) ?? '') || EXPANDING.test(text(json['image']) ?? '')) return;
  if (runsShell(json) || list(json['command']).some((word) => /\.sh$/.test(text(word) ?? ''))) return;
  for (const [reference, braced, bare] of value.matchAll(SHELL_STYLE)) {
    const name = braced ?? bare ?? '';
    const other = env.find((item) => get(item, 'name') === name);
    if (get(other, 'valueFrom', 'fieldRef') === undefined) continue;
    const place = [...path, 'env', index, 'value'];
    yield {
      path: place,
      at: 'value',
      message: 'shell',
      params: { name, reference },
      fixes: () =>
        other !== undefined && env.indexOf(other) < index
          ? fix(
              { en: `Write $(${name})`, ja: `$(${name}) と書く` },
              'preferred',
              mend(context).put(
                place,
                value.replaceAll(reference, () => `$(${name})`),
              ),
            )
          : [],
    };
    return;
  }
}

/** Names in `$(NAME)`, those that `$$(NAME)` keeps from being expanded left out. */
function referred(value: string): readonly string[] {
  return [...new Set([...value.replaceAll('$$', '').matchAll(REFERENCE)].flatMap((match) => match[1] ?? []))];
}

function* missing(context: RuleContext, container: PodContainer, path: Path, name: string, names: readonly string[]) {
  if (OF_SERVICES.test(name) || mayComeFromElsewhere(context, container, name)) return;
  const meant = nearestName(name, names);
  yield {
    path,
    at: 'value' as const,
    params: { name, reference: `$(${name})` },
    fixes: () => {
      const value = text(get(context.judgement.effective, ...path));
      return meant === null || value === undefined
        ? []
        : fix(
            { en: `Use $(${meant})`, ja: `$(${meant}) を使う` },
            'preferred',
            mend(context).put(path, value.replaceAll(`$(${name})`, `$(${meant})`)),
          );
    },
  };
}

/** Do the objects of envFrom have the variable, or are they not at hand? */
function mayComeFromElsewhere({ neighbours, object: of }: RuleContext, { json }: PodContainer, name: string): boolean {
  return list(json['envFrom']).some((item) => {
    const prefix = text(get(item, 'prefix')) ?? '';
    const source = object(get(item, 'configMapRef')) ?? object(get(item, 'secretRef'));
    const kind = get(item, 'configMapRef') === undefined ? 'Secret' : 'ConfigMap';
    const found = linkedTo(neighbours.named(kind, text(source?.['name']) ?? '', of), of);
    if (found.length === 0) return true;
    return found.some(
      (each) => keysOf(each.json).length === 0 || keysOf(each.json).includes(name.slice(prefix.length)),
    );
  });
}
