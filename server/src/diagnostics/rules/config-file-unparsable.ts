import { type Node, parseDocument, splitDocuments } from '../../manifest/index';
import { usersOf } from '../knowledge/references';
import { get, nodeOf, object } from '../read';
import { inspectionRule, type Localized } from '../rule';

/** Values that something fills in before a program reads them. */
const TEMPLATE = /\{\{|\{%|<%|\$\{|\$\(|@@|%%|__[A-Z_]+__|<[A-Z_]{3,}>/;

/**
 * A file of a ConfigMap that a set or a daemon mounts, called .json or .yaml, and no parser of that format reads. Comments
 * in JSON are let pass, since some programs take them. RFC 8259 (JSON); YAML 1.1 as most programs read it.
 */
export const configFileUnparsable = inspectionRule({
  id: 'config-file-unparsable',
  category: 'broken',
  kinds: ['ConfigMap'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{key} is no JSON: no parser reads it, and the program of {workload} that needs it does not start.',
      ja: '{key} は JSON として読めません。これを必要とする {workload} のプログラムは起動しません。',
    },
    comma: {
      en: '{key} is no JSON: line {line} has a comma that nothing follows. The program of {workload} that needs it does not start.',
      ja: '{key} は JSON として読めません。{line} 行目のカンマの後に何もありません。これを必要とする {workload} のプログラムは起動しません。',
    },
    folded: {
      en: '{key} is written with >, which joins its lines with spaces: the program of {workload} reads all of it as one line. Use | instead.',
      ja: '{key} は > で書かれているため、行が空白でつながります。{workload} のプログラムには 1 行として読まれます。| を使ってください。',
    },
    yaml: {
      en: '{key} is no YAML, line {line}: {detail} The program of {workload} that needs it does not start.',
      ja: '{key} は YAML として読めません（{line} 行目）。{detail} これを必要とする {workload} のプログラムは起動しません。',
    },
  },
  *check(context) {
    const { object: map, neighbours, judgement } = context;
    let workload: string | undefined;
    for (const [key, value] of Object.entries(object(get(judgement.effective, 'data')) ?? {})) {
      if (typeof value !== 'string' || value.trim() === '') continue;
      const wrong = LINES_COUNT.test(key) && isFolded(nodeOf(map.root, ['data', key])) ? FOLDED : faultOf(key, value);
      if (!wrong) continue;
      workload ??= usersOf(neighbours, 'ConfigMap', map)[0]?.object.name;
      if (workload === undefined) return;
      const { message, line, detail } = wrong;
      yield { path: ['data', key], at: 'key', message, params: { key, workload, line, detail: detail ?? '' } };
    }
  },
});

/** Files in which every line is a setting. */
const LINES_COUNT = /\.(?:conf|cfg|cnf|ini|ya?ml|toml|properties|rules|env)$/;
const FOLDED: Fault = { message: 'folded', line: 1 };

/** A block written with `>` of which at least two lines become one. */
function isFolded(node: Node | undefined): boolean {
  if (node?.kind !== 'scalar' || node.style !== 'folded') return false;
  const lines = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;
  return lines(node.source) - 1 > lines(String(node.value));
}

function faultOf(key: string, value: string): Fault | null {
  if (TEMPLATE.test(value)) return null;
  if (/\.json$/.test(key)) return jsonFault(value);
  return /\.ya?ml$/.test(key) ? yamlFault(value) : null;
}

interface Fault {
  readonly message: 'default' | 'comma' | 'yaml' | 'folded';
  readonly line: number;
  readonly detail?: Localized;
}

/** Strings, and what is no JSON but taken by some readers: comments. */
const TOKENS = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

function jsonFault(value: string): Fault | null {
  if (parses(value)) return null;
  const bare = value.replace(TOKENS, (token) => (token.startsWith('"') ? token : token.replace(/[^\n]/g, ' ')));
  if (parses(bare) || linesParse(bare)) return null;
  const blank = bare.replace(TOKENS, (token) => '"'.repeat(token.length));
  const comma = /,\s*[}\]]/.exec(blank)?.index;
  return comma === undefined ? { message: 'default', line: 1 } : { message: 'comma', line: lineAt(value, comma) };
}

/** One document a line, as streams of JSON are written. */
function linesParse(value: string): boolean {
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every(parses);
}

function parses(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function yamlFault(value: string): Fault | null {
  // tags and directives of its own reader
  if (/(?:^|\s)!|^%/m.test(value)) return null;
  for (const slice of splitDocuments(value)) {
    const [problem] = parseDocument(slice.text).problems.filter(({ code }) => code === 'syntax');
    if (!problem) continue;
    const line = slice.line + lineAt(slice.text, problem.span.start);
    return { message: 'yaml', line, detail: { en: problem.message, ja: problem.messageJa } };
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
