import { runsShell, wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { filesOf, type MountedFile, withoutComments } from '../knowledge/mountedFiles';
import { podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

interface Reader {
  /** last part of the image's name */
  readonly image: RegExp;
  readonly files: RegExp;
  readonly variables: RegExp;
  /** an option without which the program expands nothing */
  readonly option?: RegExp;
  /** it refuses to start; others take the empty text */
  readonly refuses?: true;
}

const BRACES = /(?<![$\\])\$\{([A-Za-z_]\w*)\}/g;
/** Programs that put variables into their configuration, and how these are written. From their manuals. */
const READERS: readonly Reader[] = [
  { image: /^fluent-bit$/, files: /\.(?:conf|ya?ml)$/, variables: BRACES },
  {
    image: /^(?:opentelemetry-collector(?:-contrib|-k8s)?|otelcol(?:-contrib)?)$/,
    files: /\.ya?ml$/,
    variables: /(?<!\$)\$\{(?:env:)?([A-Za-z_]\w*)\}/g,
  },
  { image: /^vector$/, files: /\.(?:ya?ml|toml|json)$/, variables: BRACES, refuses: true },
  { image: /^(?:file|metric|audit|packet|heart)beat(?:-oss)?$/, files: /beat\.yml$/, variables: BRACES, refuses: true },
  { image: /^promtail$/, files: /\.ya?ml$/, variables: BRACES, option: /^--?config\.expand-env(?:=true)?$/ },
  {
    image: /^(?:loki|tempo|mimir)$/,
    files: /\.ya?ml$/,
    variables: BRACES,
    option: /^--?config\.expand-env(?:=true)?$/,
  },
  { image: /^alloy$/, files: /\.alloy$/, variables: /\b(?:sys\.)?env\("(\w+)"\)/g },
  { image: /^fluentd$/, files: /\.conf$/, variables: /ENV\[['"](\w+)['"]\](?!\s*\|\|)/g },
];
/** What the kubelet, the runtime, common images and the clouds' webhooks set by themselves. */
const GIVEN =
  /^(?:HOSTNAME|PATH|HOME|HOST|USER|PWD|TZ|LANG|KUBERNETES_\w+|\w+_SERVICE_(?:HOST|PORT)\w*|\w+_PORT(?:_\w+)?|FLUENT\w*|FLB_\w+|VECTOR_\w+|GO\w+|OTEL_\w+|AWS_\w+|AZURE_\w+)$/;

/**
 * A variable of a mounted configuration that the container does not have: Fluent Bit, Fluentd and the collector put in the
 * empty text, Vector and Beats refuse to start.
 */
export const configVariableUndefined = inspectionRule({
  id: 'config-variable-undefined',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{file} uses the variable {variable}, and container {name} has none of that name: an empty text takes its place.',
      ja: '{file} は変数 {variable} を使いますが、コンテナ {name} にその名前の変数はなく、空文字列になります。',
    },
    refused: {
      en: '{file} uses the variable {variable}, and container {name} has none of that name: the program refuses its configuration.',
      ja: '{file} は変数 {variable} を使いますが、コンテナ {name} にその名前の変数はなく、プログラムは設定を受け付けません。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const { json, path, name, init } = container;
      const base = init ? undefined : imageOf(json)?.base;
      const reader = base === undefined ? undefined : READERS.find(({ image }) => image.test(base));
      if (!reader || list(json['envFrom']).length > 0 || runsShell(json)) continue;
      const { option } = reader;
      if (option && !wordsOf(json).some((word) => option.test(word))) continue;
      const defined = new Set(list(json['env']).map((item) => text(get(item, 'name'))));
      const found = undefinedIn(filesOf(context, container), reader, defined);
      if (!found) continue;
      const place = defined.size > 0 ? [...path, 'env'] : path;
      yield { path: place, at: 'key', ...(reader.refuses ? { message: 'refused' } : {}), params: { ...found, name } };
    }
  },
});

function undefinedIn(
  files: readonly MountedFile[],
  { files: named, variables }: Reader,
  defined: ReadonlySet<string | undefined>,
) {
  const read = files
    .filter(({ path }) => named.test(path))
    .map((file) => ({ ...file, content: withoutComments(file.content) }));
  // Fluent Bit may define variables by itself
  const own = new Set(
    read.flatMap(({ content }) => [...content.matchAll(/^[ \t]*@SET\s+(\w+)\s*=/gim)].map((match) => match[1])),
  );
  if (read.some(({ content }) => /^env:/m.test(content))) return null;
  for (const { path, content } of read)
    for (const [, variable = ''] of content.matchAll(variables))
      if (!defined.has(variable) && !own.has(variable) && !GIVEN.test(variable))
        return { file: path.slice(path.lastIndexOf('/') + 1), variable };
  return null;
}
