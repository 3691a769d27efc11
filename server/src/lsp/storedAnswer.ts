/** The object at a place as the API server stores it: a text to be shown beside the manifest. */
import type { StoredAnswer, StoredMark, StoredParams } from '../../../protocol/src/index';
import type { Language, StoredObject, StoredPart, TextFile } from '../languageService/index';

const WORDS = {
  en: {
    stored: (what: string, version: string) => `${what}, as Kubernetes ${version} stores it`,
    refused: (what: string, version: string) => `${what}: Kubernetes ${version} refuses it; this is what it could read`,
    nothing: 'There is no DaemonSet or StatefulSet here.',
  },
  ja: {
    stored: (what: string, version: string) => `${what} (Kubernetes ${version} が保存する内容)`,
    refused: (what: string, version: string) =>
      `${what} (Kubernetes ${version} は拒否します。読み取れた範囲を表示します)`,
    nothing: 'ここに DaemonSet も StatefulSet もありません。',
  },
} as const;

/** @param parts of the file, in its order; the one at the position is shown, without a position the first workload */
export function storedAnswer(
  file: TextFile,
  parts: readonly StoredPart[],
  position: StoredParams['position'],
  language: Language,
): StoredAnswer {
  const words = WORDS[language];
  const common = { uri: file.uri, version: file.version };
  const part = partAt(parts, position);
  if (!part || part.kind === 'passed-over') {
    const text = comment(part ? part.note : words.nothing);
    return { ...common, title: null, text, marks: [], refused: part?.refused === true };
  }
  const { kind, name } = part.object;
  const title = name === '' ? kind : `${kind} ${name}`;
  const refused = part.refusals.length > 0;
  const head = [
    comment((refused ? words.refused : words.stored)(title, part.kubernetesVersion)),
    ...part.refusals.map(({ field, message }) => comment(message.startsWith(field) ? message : `${field}: ${message}`)),
  ];
  return { ...common, title, refused, ...shown(part, head) };
}

function partAt(parts: readonly StoredPart[], position: StoredParams['position']): StoredPart | undefined {
  const first = parts.find(({ kind }) => kind === 'object') ?? parts[0];
  if (!position) return first;
  const at = parts.filter(({ range: { start, end } }) => start.line <= position.line && position.line <= end.line);
  // where one document ends and the next one begins both touch the line
  return at.at(-1) ?? first;
}

function shown({ lines }: StoredObject, head: readonly string[]): Pick<StoredAnswer, 'text' | 'marks'> {
  const marks: StoredMark[] = [];
  const texts = lines.map(({ indent, text, mark }, index) => {
    if (mark) marks.push({ ...mark, line: head.length + index });
    return `${' '.repeat(indent)}${mark?.kind === 'dropped' ? '# ' : ''}${text}\n`;
  });
  return { text: `${head.join('')}${texts.join('')}`, marks };
}

function comment(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, ' ')}\n`;
}

/** A position that is none counts as none. */
export function positionOf({ position }: StoredParams): StoredParams['position'] {
  const { line, character } = position ?? {};
  return Number.isInteger(line) && Number.isInteger(character) ? position : undefined;
}
