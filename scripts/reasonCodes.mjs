// Writes docs/reason-codes.md and .ja.md: every reason code of a trace, what it says, when it comes, and whose decision it
// models. `node scripts/reasonCodes.mjs [--check]`; a test holds the pages to the codes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { REPOSITORY as root } from './lib/paths.mjs';
import { reasonNotes } from './lib/reasonNotes.mjs';

/**
 * @typedef {{ role: string, upstream: string, release: string, fields: readonly string[] }} Info
 * @typedef {{ codes: Readonly<Record<string, Info>>, en: Readonly<Record<string, string>>, ja: Readonly<Record<string, string>> }} Reasons
 */

const PAGES = { en: 'docs/reason-codes.md', ja: 'docs/reason-codes.ja.md' };

/** Codes that begin so stand under one heading; the first that fits wins. */
const GROUPS = [
  { prefixes: ['sts-'], en: 'StatefulSet controller', ja: 'StatefulSet コントローラー' },
  { prefixes: ['ds-excluded-'], en: 'Why a node gets no daemon pod', ja: 'ノードがデーモン Pod を得ない理由' },
  { prefixes: ['ds-'], en: 'DaemonSet controller', ja: 'DaemonSet コントローラー' },
  { prefixes: ['scheduler-'], en: 'Scheduler', ja: 'スケジューラー' },
  { prefixes: ['kubelet-', 'api-', 'available-'], en: 'Kubelet and API server', ja: 'kubelet と API サーバー' },
  {
    prefixes: ['node-', 'taint-', 'pod-gc-', 'gc-', 'claim-'],
    en: 'Nodes and collectors',
    ja: 'ノードとガベージコレクター',
  },
  { prefixes: ['drain-', 'evict-'], en: 'Drains and budgets', ja: 'ドレインと予算' },
  { prefixes: ['user-'], en: 'A person', ja: '利用者' },
  { prefixes: ['way-'], en: 'Ways out', ja: '解決策' },
  {
    prefixes: ['broken-', 'rollback-'],
    en: 'Verdict: a broken template, and going back',
    ja: '判定: 壊れたテンプレートと復帰',
  },
  { prefixes: ['step-'], en: 'Steps that could not be carried out', ja: '実行できなかった手順' },
];

const WORDS = {
  en: {
    title: 'Reason codes',
    intro: [
      'Every decision in a trace carries a code of this closed set, its parameters and, where one is responsible, the field of the manifest. `simulate --format json` has them as `events[].reason`, `events[].field` and in `verdict`; the sentences below are what text, Markdown and the panel say.',
      'The upstream function is the one whose decision the simulator models, as it stands in the named release. Where a release behaves otherwise, the sentence under “when” says so.',
    ],
    role: { decision: 'decision', wait: 'wait', 'way-out': 'way out', fact: 'fact' },
    sentence: 'Says',
    when: 'When',
    upstream: 'Upstream',
    fields: 'Fields',
    kind: 'Kind',
  },
  ja: {
    title: '理由コード',
    intro: [
      'トレースのすべての決定には、この閉じた集合のコードとパラメーターが付きます。原因となるマニフェストのフィールドがあれば、それも付きます。`simulate --format json` では `events[].reason`、`events[].field`、`verdict` にあります。下の文は、テキスト、Markdown、パネルで表示されるものです。',
      '上流の関数は、シミュレーターが再現する決定を下すもので、記されたリリースの名前です。リリースによって振る舞いが違う場合は「いつ」に記します。',
    ],
    role: { decision: '決定', wait: '待機', 'way-out': '解決策', fact: '事実' },
    sentence: '文',
    when: 'いつ',
    upstream: '上流',
    fields: 'フィールド',
    kind: '種類',
  },
};

/** @param {string} text of a sentence or note, as Markdown shows it */
const plain = (text) =>
  text
    .replace(/\{\{\}\}/g, '{}')
    .replace(/\{(\w+)\}/g, '`$1`')
    .replace(/[<>]/g, '\\$&');

/** @param {Reasons} reasons @param {'en' | 'ja'} language */
function page({ codes, en, ja }, language) {
  const words = WORDS[language];
  const sentences = language === 'ja' ? ja : en;
  const left = new Set(Object.keys(codes));
  const sections = GROUPS.map((group) => {
    const own = [...left].filter((code) => group.prefixes.some((prefix) => code.startsWith(prefix)));
    for (const code of own) left.delete(code);
    const entries = own.map((code) => {
      const { role, upstream, release, fields } = /** @type {Info} */ (codes[code]);
      const note = reasonNotes[code]?.[language === 'ja' ? 1 : 0];
      if (note === undefined) throw new Error(`scripts/lib/reasonNotes.mjs does not say when ${code} comes`);
      const program = /[/.]/.test(upstream);
      const of = program ? `\`${upstream}\`, ${release}` : upstream;
      return [
        `### ${code}`,
        '',
        `- ${words.kind}: ${words.role[/** @type {'decision'} */ (role)]}`,
        `- ${words.sentence}: ${plain(sentences[code] ?? '')}`,
        `- ${words.when}: ${plain(note)}`,
        `- ${words.upstream}: ${of}`,
        ...(fields.length === 0 ? [] : [`- ${words.fields}: ${fields.map((field) => `\`${field}\``).join(', ')}`]),
        '',
      ].join('\n');
    });
    return own.length === 0 ? '' : [`## ${group[language]}`, '', ...entries].join('\n');
  });
  if (left.size > 0) throw new Error(`no group has ${[...left].join(', ')}`);
  return [
    `# ${words.title}`,
    '',
    ...words.intro.flatMap((text) => [text, '']),
    ...sections.filter((text) => text !== ''),
  ].join('\n');
}

/**
 * The pages as they should be.
 * @param {Reasons} reasons codes, and their sentences in both languages
 * @returns {Record<string, string>} texts by path
 * @throws Error where a code has no note, no group, or a note no code
 */
export function reasonPages(reasons) {
  const unknown = Object.keys(reasonNotes).filter((code) => reasons.codes[code] === undefined);
  if (unknown.length > 0)
    throw new Error(`scripts/lib/reasonNotes.mjs tells of ${unknown.join(', ')}, which is no code`);
  return { [PAGES.en]: page(reasons, 'en'), [PAGES.ja]: page(reasons, 'ja') };
}

/** @param {Reasons} reasons @returns {string[]} paths of pages that are not as they should be */
export function stalePages(reasons) {
  return Object.entries(reasonPages(reasons)).flatMap(([path, text]) => {
    try {
      return readFileSync(join(root, path), 'utf8') === text ? [] : [path];
    } catch {
      return [path];
    }
  });
}

/** @returns {Promise<Reasons>} from the simulator's source */
async function readReasons() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { reasonCodes as codes } from './reasons'; export { en } from './words/en'; export { ja } from './words/ja';`,
      resolveDir: join(root, 'simulator/src'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const text = outputFiles[0]?.text ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

async function main() {
  const reasons = await readReasons();
  const stale = stalePages(reasons);
  const check = argv.includes('--check');
  for (const path of stale) {
    if (!check) {
      mkdirSync(join(root, 'docs'), { recursive: true });
      writeFileSync(join(root, path), reasonPages(reasons)[path] ?? '');
    }
    console.log(`${path}: ${check ? 'out of step with the reason codes' : 'written'}`);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) await main();
