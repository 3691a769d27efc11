/** Reads `.rollout-lens.yaml`: what it says, and a problem at its place for everything that cannot be meant. */
import { DEFAULT_VERSION, parseRelease } from '../../../../simulator/src/index';
import { type Localized, ruleRegistry } from '../../diagnostics/index';
import { nearestName } from '../../kubernetes/index';
import { type Entry, type Node, parseDocument, type Span, withCoreBooleans } from '../../manifest/index';
import { createReader, optional, type Reader, type ScenarioSlip } from '../scenarioReader';
import type { RuleSetting } from '../service';
import { SEVERITIES } from '../settings';
import { type Config, MOST_CHARACTERS } from './configFile';
import { inventoryOf, type ReadFile } from './inventory';

export interface ConfigProblem {
  readonly span: Span;
  readonly message: Localized;
  /** the text that the span should hold, where that is plain */
  readonly meant?: string;
}

export interface ReadConfig {
  /** everything that could be read */
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/** So many names that nobody knows are compared with those that there are: more of them are no slip of the pen. */
const MOST_COMPARED = 50;
/** Nobody reads more problems of one file than these. */
const MOST_PROBLEMS = 500;
const CONFIG_KEYS: readonly string[] = ['kubernetesVersion', 'style', 'rules', 'nodes', 'exclude'];
const RULE_KEYS: readonly string[] = ['enabled', 'severity'];

/**
 * Reads a configuration. Never throws; what is wrong is left out of what is read.
 * @param uri the file's own address
 * @param readFile reads files that it names, relative to its own folder
 */
export function readConfig(uri: string, text: string, readFile: ReadFile): ReadConfig {
  if (text.length > MOST_CHARACTERS) {
    const message = {
      en: `This file is too long for a configuration (${MOST_CHARACTERS} characters at most); nothing of it is used.`,
      ja: `設定ファイルとしては長すぎます（最大 ${MOST_CHARACTERS} 文字）。内容は使われません。`,
    };
    return { config: { uri, rules: {}, exclude: [] }, problems: [{ span: { start: 0, end: 0 }, message }] };
  }
  const document = parseDocument(text);
  const slips: ScenarioSlip[] = [];
  for (const { span, message, messageJa, code } of document.problems)
    if (code !== 'not-a-mapping') slips.push({ span, message: { en: message, ja: messageJa } });
  if (document.ignored && text.slice(document.ignored.start).trim() !== '') {
    slips.push({
      span: { start: document.ignored.start, end: document.ignored.end },
      message: {
        en: 'A configuration is one document: what follows is not read.',
        ja: '設定ファイルは 1 つの文書です。ここから先は読まれません。',
      },
    });
  }
  const reader = createReader(slips);
  const root = document.root && withCoreBooleans(document.root);
  const config = root ? configOf(uri, root, reader, readFile) : { uri, rules: {}, exclude: [] };
  return { config, problems: [...slips].sort((a, b) => a.span.start - b.span.start).slice(0, MOST_PROBLEMS) };
}

function configOf(uri: string, root: Node, read: Reader, readFile: ReadFile): Config {
  const entries = read.mapping(root, '.rollout-lens.yaml', CONFIG_KEYS);
  const version = optionalValue(entries, 'kubernetesVersion', (node) => versionOf(node, read));
  const style = optionalValue(entries, 'style', (node) => read.bool(node, 'style'));
  const rules = optionalValue(entries, 'rules', (node) => rulesOf(node, read)) ?? {};
  const nodes = optionalValue(entries, 'nodes', (node) => inventoryOf(node, read, readFile));
  const exclude = optionalValue(entries, 'exclude', (node) =>
    read.itemsOrOne(node, (item) => read.text(item, 'exclude')),
  );
  return {
    uri,
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    ...(style === undefined ? {} : { style }),
    rules,
    ...(nodes ? { nodes } : {}),
    exclude: exclude ?? [],
  };
}

/** As `optional`; a key without a value is one that a person has yet to fill in, or has emptied. */
function optionalValue<T>(
  entries: ReadonlyMap<string, Entry>,
  key: string,
  read: (node: Node) => T | undefined,
): T | undefined {
  const node = entries.get(key)?.value;
  return node?.kind === 'scalar' && node.source === '' ? undefined : optional(entries, key, read);
}

function versionOf(node: Node, read: Reader): string | undefined {
  const text = read.text(node, 'kubernetesVersion');
  if (text === undefined || parseRelease(text)) return text;
  read.slip(node, {
    en: `kubernetesVersion ${text}: give a minor or patch release from 1.20 to ${DEFAULT_VERSION}.`,
    ja: `kubernetesVersion ${text}: 1.20 から ${DEFAULT_VERSION} までのマイナーまたはパッチのバージョンを書いてください。`,
  });
  return undefined;
}

function rulesOf(node: Node, read: Reader): Readonly<Record<string, RuleSetting>> {
  const found: Record<string, RuleSetting> = {};
  if (node.kind !== 'mapping') {
    read.mapping(node, 'rules', []);
    return found;
  }
  const registry = ruleRegistry();
  const ids = registry.rules.map((rule) => rule.id);
  let compared = 0;
  for (const { key, keySpan, value } of node.entries) {
    if (!registry.get(key)) {
      const meant = compared++ < MOST_COMPARED ? nearestName(key, ids) : null;
      read.slip(keySpan, unknownRule(key, meant), meant);
      continue;
    }
    const setting = ruleSettingOf(key, value, read);
    if (setting) found[key] = setting;
  }
  return found;
}

/** What is said of an id that no rule has. */
export function unknownRule(id: string, meant: string | null): Localized {
  return {
    en: `There is no rule ${id}${meant ? `: is ${meant} meant?` : '.'}`,
    ja: `${id} という規則はありません。${meant ? `${meant} のことですか?` : ''}`,
  };
}

function ruleSettingOf(id: string, node: Node, read: Reader): RuleSetting | undefined {
  if (node.kind === 'mapping') {
    const entries = read.mapping(node, id, RULE_KEYS);
    const enabled = optionalValue(entries, 'enabled', (value) => read.bool(value, `${id}.enabled`));
    const severity = optionalValue(entries, 'severity', (value) => read.choice(value, `${id}.severity`, SEVERITIES));
    return { ...(enabled === undefined ? {} : { enabled }), ...(severity === undefined ? {} : { severity }) };
  }
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return { enabled: node.value };
  if (node.kind === 'scalar' && node.source === '') return undefined;
  const level = read.choice(node, id, ['off', ...SEVERITIES]);
  if (level === undefined) return undefined;
  return level === 'off' ? { enabled: false } : { enabled: true, severity: level };
}
