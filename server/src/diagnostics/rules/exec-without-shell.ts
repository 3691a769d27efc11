import type { Path } from '../../manifest/index';
import { hooksOf, probesOf } from '../knowledge/probes';
import { baseName, isShell, shellCallOf, words } from '../knowledge/shell';
import { containers, get, type JsonObject, list, text } from '../read';
import { type Finding, inspectionRule } from '../rule';

const OPERATORS: ReadonlySet<string> = new Set([
  '&&',
  '||',
  '|',
  ';',
  '>',
  '>>',
  '<',
  '2>&1',
  '&',
  '2>/dev/null',
  '>/dev/null',
]);
const REDIRECTION = /^(?:[12]?>>?|<)\S/;
const VARIABLE = /^\$(?:\{\w+\}|\w+)$/;
/** `$0`, `$1`, `$@` and `$*` take what follows the script. */
const POSITIONAL = /\$(?:[0-9@*#]|\{[0-9@*#])|\bshift\b|\bgetopts\b/;

/**
 * The kubelet hands a command to the runtime as it is, word by word (`execve`); quotes, variables, pipes and `&&` are the
 * business of a shell (CRI `ExecSync`, OCI `process.args`; all releases).
 */
export const execWithoutShell = inspectionRule({
  id: 'exec-without-shell',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'This is looked up as one program called “{word}”: no shell splits the line. Write every word as an item of its own, or use sh -c.',
      ja: '「{word}」という名前の 1 つのプログラムとして探されます。シェルは間に入りません。単語ごとに項目を分けるか、sh -c を使ってください。',
    },
    operator: {
      en: 'Without a shell, “{word}” is handed to {program} as an argument. Use sh -c with the whole line.',
      ja: 'シェルがないため、「{word}」は {program} の引数としてそのまま渡されます。行全体を sh -c に渡してください。',
    },
    variable: {
      en: 'Without a shell, {word} is handed on as it is. Write $({name}), which the kubelet replaces, or use sh -c.',
      ja: 'シェルがないため、{word} はそのまま渡されます。kubelet が置き換える $({name}) と書くか、sh -c を使ってください。',
    },
    within: {
      en: 'Without a shell, {word} in this argument is handed on as it is. Write $({name}), which the kubelet replaces.',
      ja: 'シェルがないため、この引数の {word} はそのまま渡されます。kubelet が置き換える $({name}) と書いてください。',
    },
    substitution: {
      en: 'Without a shell, nothing runs {word}: the program gets it as text. Use sh -c with the whole line.',
      ja: 'シェルがないため {word} は実行されず、文字のままプログラムに渡ります。行全体を sh -c に渡してください。',
    },
    quotes: {
      en: 'Without a shell nothing takes the quotes away: {word} reaches the program with them, as part of the value.',
      ja: 'シェルがないため引用符は取り除かれません。{word} は引用符を含んだまま値としてプログラムに渡ります。',
    },
    pattern: {
      en: 'Without a shell, {program} gets the pattern {word} as it is and finds no file of that name. Use sh -c with the whole line.',
      ja: 'シェルがないためパターン {word} は展開されず、{program} はその名前のファイルを探すことになります。行全体を sh -c に渡してください。',
    },
    joined: {
      en: 'This is one argument called “{word}”, space included: the program does not know it. Write the option and its value as two items, or with =.',
      ja: '空白を含む「{word}」という 1 つの引数になり、プログラムには理解できません。オプションと値を 2 つの項目に分けるか、= でつないでください。',
    },
    script: {
      en: 'Without -c, {program} takes this for the name of a script file.',
      ja: '-c がないため、{program} はこれをスクリプトファイルの名前とみなします。',
    },
    lost: {
      en: 'sh -c runs only the first item after -c, “{script}”: “{word}” and what follows never reach it. Put the whole line into one item.',
      ja: 'sh -c が実行するのは -c の次の項目「{script}」だけで、「{word}」以降は渡りません。行全体を 1 つの項目に書いてください。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      yield* commandOf(container, path);
      for (const handler of [...probesOf(container, path), ...hooksOf(container, path)]) {
        if (handler.action !== 'exec') continue;
        const argv = words(handler.target['command']);
        const found = inspect(argv, false);
        if (found) yield { path: [...handler.actionPath, 'command', found.index], at: 'value', ...wording(found) };
      }
    }
  },
});

interface Found {
  readonly message: string;
  readonly index: number;
  readonly word: string;
  readonly program?: string;
  readonly script?: string;
}

function wording(found: Found): Pick<Finding, 'message' | 'params'> {
  const { message, word, program = '', script = '' } = found;
  return {
    message,
    params: { word: shorten(word), program, script: shorten(script), name: word.replace(/[${}]/g, '') },
  };
}

function shorten(value: string): string {
  const line = value.trim().split('\n')[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function* commandOf(container: JsonObject, path: Path): Generator<Finding> {
  const command = list(container['command']).map((item) => text(item) ?? '');
  const args = list(container['args']).map((item) => text(item) ?? '');
  if (command.length === 0 && args.length === 0) return;
  // without a command the image's entry point is the program
  const entry = command.length === 0 ? ['entrypoint'] : command;
  const argv = [...entry, ...args];
  const told = inspect(argv, true) ?? joined(container, argv) ?? unexpanded(container, argv);
  const found = told && command.length === 0 ? (told.index === 0 ? null : { ...told, index: told.index - 1 }) : told;
  if (!found) return;
  // an entry point may be a shell that reads its arguments
  const sure = ['joined', 'within', 'quotes'].includes(found.message);
  if (command.length === 0 && !sure && !(found.message === 'variable' && isDefined(container, found.word))) return;
  const place = found.index < command.length ? ['command', found.index] : ['args', found.index - command.length];
  yield { path: [...path, ...place], at: 'value', ...wording(found) };
}

const EMBEDDED = /^[^\s$`{}]*?(\$(?:\{(\w+)\}|([A-Za-z_]\w*)))[^\s`]*$/;
const SUBSTITUTION = /\$\([a-z][\w./-]*(?: [^()]*)?\)|`[a-z][^`]*`/;
/** Programs and images that put variables into their own settings: Beats, the Elastic stack, Fluent Bit, JVM frameworks. */
const EXPANDS =
  /java|jdk|jre|jvm|spring|quarkus|beat|elastic|logstash|kibana|opensearch|fluent|otel|opentelemetry|vector/i;
const OWN_SETTING = /^-(?:[DE]|-set\b)|^--?[\w-]+\.[\w.-]+=/;
const DOTTED_FLAGS = /prom|thanos|exporter|mimir|loki|victoria|alertmanager/;
/** `--flag="a b"`: a value in quotes of its own, which no program asks for; JSON and expressions are left alone. */
const QUOTED = /^--?[a-zA-Z][\w.-]*=(?:"[^"'{}[\]=~]*"|'[^"'{}[\]=~]*')$/;
/** Options whose value the program hands to a shell. */
const TAKES_COMMANDS = /^--?[\w.-]*(?:on-|cmd|command|exec|script|hook|shell|run)[\w.-]*=/i;
const TEMPLATES = /^(?:envsubst|gomplate|dockerize|confd|consul-template|ytt|yq|python[\d.]*|perl|ruby|node|php)$/;
/** Programs that take names of files and expand no pattern. */
const TAKES_FILES = /^(?:cp|mv|rm|chmod|chown|chgrp|cat|ls|ln|touch)$/;

/** What only a shell would replace within an argument: `--node=${NODE_NAME}` of a variable that the container has. */
function unexpanded(container: JsonObject, argv: readonly string[]): Found | null {
  if (argv.some(isShell)) return null;
  const program = baseName(argv[0] ?? '');
  const image = text(container['image']) ?? '';
  for (const [index, word] of argv.entries()) {
    if (index === 0) continue;
    if (QUOTED.test(word) && !TAKES_COMMANDS.test(word)) return { message: 'quotes', index, word };
    if (/[*]/.test(word) && TAKES_FILES.test(program) && /^\/[^\s'"]*$/.test(word))
      return { message: 'pattern', index, word, program };
    if (!/[$`]/.test(word) || TEMPLATES.test(program) || argv.some((each) => TEMPLATES.test(baseName(each)))) continue;
    const substitution = SUBSTITUTION.exec(word)?.[0];
    if (substitution !== undefined && /[ `]|^\$\((?:hostname|whoami|date|pwd|nproc|uname)\)/.test(substitution))
      return { message: 'substitution', index, word: substitution, program };
    const [, variable = '', braced, bare] = EMBEDDED.exec(word) ?? [];
    const name = braced ?? bare;
    if (name === undefined || !isDefined(container, name) || EXPANDS.test(`${program} ${image}`)) continue;
    if (OWN_SETTING.test(word) && !(DOTTED_FLAGS.test(image) && word.startsWith('--'))) continue;
    return { message: 'within', index, word: variable };
  }
  return null;
}

/** `--config /etc/app.yaml` as one item is one argument of that name. */
function joined(container: JsonObject, argv: readonly string[]): Found | null {
  if (shellCallOf(argv) || isShell(argv[0] ?? '')) return null;
  const index = argv.findIndex(
    (word, at) => at > 0 && JOINED.test(word) && !/^-{1,2}\w[\w-]*$/.test(argv[at - 1] ?? ''),
  );
  const word = argv[index];
  return word === undefined || text(container['image']) === undefined ? null : { message: 'joined', index, word };
}

function isDefined(container: JsonObject, variable: string): boolean {
  const name = variable.replace(/[${}]/g, '');
  return list(container['env']).some((each) => get(each, 'name') === name);
}

const JOINED = /^--?[a-zA-Z][\w.-]*[ \t]+[^-\s=][^\s=]*$/;

/** @param expands the kubelet replaces `$(NAME)`, and the image's entry point may be a shell */
function inspect(argv: readonly string[], expands: boolean): Found | null {
  const [program = ''] = argv;
  // a path may hold spaces, a template anything
  if (/^\S+\s+\S/.test(program.trim()) && !/[{}]/.test(program) && !/^[A-Z]:\\|\.exe\b/i.test(program))
    return { message: 'default', index: 0, word: program };
  const call = shellCallOf(argv);
  if (call) {
    const [word] = call.rest;
    if (word === undefined || POSITIONAL.test(call.script) || /\s/.test(call.script.trim())) return null;
    return { message: 'lost', index: call.index + 1, word, script: call.script };
  }
  if (isShell(program)) {
    const [first] = argv.slice(1).filter((word) => !word.startsWith('-'));
    const index = argv.indexOf(first ?? '', 1);
    const looksLikeScript =
      first !== undefined && /\s/.test(first.trim()) && /[;&|]|^\w+\s+\S/.test(first.trim()) && !/^\S*\//.test(first);
    return looksLikeScript ? { message: 'script', index, word: first, program } : null;
  }
  // env, find -exec and the like take such words
  if (/(?:^|\/)(?:find|xargs|env|envsubst|expr|test|\[|awk|jq|bash|sh)$/.test(program)) return null;
  const index = argv.findIndex((word, at) => at > 0 && (OPERATORS.has(word) || REDIRECTION.test(word)));
  if (index > 0) return { message: 'operator', index, word: argv[index] ?? '', program };
  const variable = expands ? argv.findIndex((word, at) => at > 0 && VARIABLE.test(word)) : -1;
  return variable > 0 ? { message: 'variable', index: variable, word: argv[variable] ?? '' } : null;
}
