import type { Language, StoredLine, StoredMark, StoredPart } from '../../../server/src/languageService/index';

export type EffectiveFormat = 'yaml' | 'json';
export const EFFECTIVE_FORMATS: readonly EffectiveFormat[] = ['yaml', 'json'];

/** What the server would store of a file's documents. */
export interface FileParts {
  readonly file: string;
  readonly parts: readonly StoredPart[];
}

const WORDS = {
  en: {
    stored: (what: string, version: string) => `${what}, as Kubernetes ${version} stores it`,
    refused: (what: string, version: string) => `${what}: Kubernetes ${version} refuses it; this is what it could read`,
    passedOver: (note: string) => `passed over: ${note}`,
    default: 'default',
    written: (text: string) => `written ${text}`,
    dropped: 'dropped: ',
    document: (n: number) => `, document ${n}`,
    nothing: 'no DaemonSet or StatefulSet',
  },
  ja: {
    stored: (what: string, version: string) => `${what} (Kubernetes ${version} が保存する内容)`,
    refused: (what: string, version: string) =>
      `${what} (Kubernetes ${version} は拒否します。読み取れた範囲を表示します)`,
    passedOver: (note: string) => `対象外: ${note}`,
    default: '既定値',
    written: (text: string) => `記述は ${text}`,
    dropped: '破棄: ',
    document: (n: number) => `、文書 ${n}`,
    nothing: 'DaemonSet も StatefulSet もありません',
  },
} as const;

/**
 * Words what is stored.
 * @returns `json`: `{"objects": [{file, document, kind, namespace, name, defaulted, rewritten, dropped, refused}]}`, where
 *   `refused` is there for a refused object alone; `yaml`: one YAML document for every object or what was passed over
 */
export function formatEffective(files: readonly FileParts[], format: EffectiveFormat, language: Language): string {
  return format === 'json' ? toJson(files) : toYaml(files, language);
}

function toJson(files: readonly FileParts[]): string {
  const objects = files.flatMap(({ file, parts }) =>
    parts.flatMap((part) => {
      if (part.kind !== 'object') return [];
      const { document, object, changes, refusals } = part;
      const { defaulted, rewritten, dropped } = changes;
      const refused = refusals.length > 0 ? { refused: refusals } : {};
      return [{ file, document, ...object, defaulted, rewritten, dropped, ...refused }];
    }),
  );
  return `${JSON.stringify({ objects })}\n`;
}

function toYaml(files: readonly FileParts[], language: Language): string {
  const words = WORDS[language];
  const documents = files.flatMap(({ file, parts }) => {
    if (parts.length === 0) return [comment(`${file}: ${words.nothing}`)];
    const several = parts.length > 1;
    return parts.map((part) => {
      const place = `${file}${several ? words.document(part.document + 1) : ''}`;
      if (part.kind === 'passed-over') return comment(`${place}: ${words.passedOver(part.note)}`);
      const { kind, name } = part.object;
      const what = name === '' ? kind : `${kind} ${name}`;
      const head = part.refusals.length > 0 ? words.refused : words.stored;
      const lines = part.lines.map((line) => yamlLine(line, language));
      return `${comment(`${place}: ${head(what, part.kubernetesVersion)}`)}${lines.join('')}`;
    });
  });
  return documents.join('---\n');
}

function comment(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, ' ')}\n`;
}

function yamlLine({ indent, text, mark }: StoredLine, language: Language): string {
  const space = ' '.repeat(indent);
  if (mark?.kind === 'dropped') return `${space}# ${WORDS[language].dropped}${text}\n`;
  return `${space}${text}${mark ? ` # ${remark(mark, language)}` : ''}\n`;
}

function remark(mark: Exclude<StoredMark, { kind: 'dropped' }>, language: Language): string {
  return mark.kind === 'default' ? WORDS[language].default : WORDS[language].written(mark.written);
}
