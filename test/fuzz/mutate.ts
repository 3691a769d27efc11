/** Texts made of texts, each a function of a seed. */

export type Random = () => number;

/** Numbers from 0 to below 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, count: number): number => Math.floor(random() * count);
export const pick = <T>(random: Random, from: readonly T[]): T => {
  const found = from[below(random, from.length)];
  if (found === undefined) throw new Error('picking from nothing');
  return found;
};

/** What turns up in manifests where it should not. */
const TOKENS = [
  ...'{}[],:#&*!|>%@`"\'-?~\t\n\r ',
  '---\n',
  '...\n',
  '- ',
  ': ',
  '<<: *a',
  '&a ',
  '*a',
  '!!binary ',
  '{{ .Values.x }}',
  '\uFEFF',
  '\u2028',
  '\u0000',
  '\uD800',
  '😀',
  'null',
  'true',
  'yes',
  '0x1F',
  '1e9999',
  '99999999999999999999',
  '-1',
  '0.1',
  '2147483648',
  '101%',
  '1Ei',
  'constructor',
  '__proto__',
  'kind: StatefulSet\n',
  'apiVersion: apps/v1\n',
  'apiVersion: v1\nkind: List\nitems:\n- ',
  '# rollout-lens-disable-next-line\n',
  ' # rollout-lens-disable-line -- why\n',
  'rules: {image-not-pinned: off}\n',
  'nodes: [{name: a, count: 3, allocatable: {cpu: 8}}]\n',
  'exclude: [vendor/]\n',
  '# rollout-lens-disable image-tag-latest\n',
];

/** Tokens of a text: words, runs of blanks, single signs. */
const TOKEN = /[\w./-]+|[ \t]+|\r?\n|[^\w\s]/g;

/** One way to spoil a text; `others` are texts to take from. */
type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const replaceToken: Mutation = (text, random, others) => {
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return pick(random, TOKENS);
  const { index, 0: token } = pick(random, tokens);
  const instead = random() < 0.6 ? pick(random, TOKENS) : tokenOf(pick(random, others), random);
  return text.slice(0, index) + instead + text.slice(index + token.length);
};

function tokenOf(text: string, random: Random): string {
  const tokens = text.match(TOKEN) ?? ['x'];
  return pick(random, tokens);
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  bytes: (_, random) => {
    const length = below(random, 2000);
    const bytes = Uint8Array.from({ length }, () => below(random, 256));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  },
  truncated: (text, random) => text.slice(0, below(random, text.length + 1)),
  beheaded: (text, random) => text.slice(below(random, text.length + 1)),
  spliced: (text, random, others) => {
    const other = pick(random, others);
    return text.slice(0, below(random, text.length + 1)) + other.slice(below(random, other.length + 1));
  },
  token: replaceToken,
  inserted: (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + pick(random, TOKENS) + text.slice(at);
  },
  line: (text, random) => {
    const lines = text.split('\n');
    const at = below(random, lines.length);
    switch (below(random, 4)) {
      case 0:
        lines.splice(at, 1);
        break;
      case 1:
        lines.splice(at, 0, lines[below(random, lines.length)] ?? '');
        break;
      case 2:
        lines[at] = ` ${lines[at] ?? ''}`;
        break;
      default:
        lines[at] = (lines[at] ?? '').replace(/^ /, '');
    }
    return lines.join('\n');
  },
  lineEnds: (text, random) => text.replace(/\r?\n/g, pick(random, ['\r\n', '\r', '\n\n'])),
};

export interface Mutant {
  readonly text: string;
  /** what it was before the last mutation */
  readonly before: string;
  readonly how: readonly string[];
}

/** A text with one random token changed. */
export function oneTokenChanged(text: string, seeds: readonly string[], random: Random): Mutant {
  return { text: replaceToken(text, random, seeds), before: text, how: ['one token'] };
}

/** A text of one to three mutations. */
export function mutant(seeds: readonly string[], random: Random): Mutant {
  let text = pick(random, seeds);
  let before = text;
  const how: string[] = [];
  const count = 1 + below(random, 3);
  for (let i = 0; i < count; i++) {
    const [name, mutation] = pick(random, Object.entries(MUTATIONS));
    before = text;
    text = mutation(text, random, seeds);
    how.push(name);
  }
  return { text, before, how };
}
