// Makes dist/prose: upstream descriptions from the installed kubernetes-1.x packages (npm aliases of
// @kubernetes/client-node), deduplicated over the releases, and our own explanations from their Markdown files, and the titles of the rules' pages.
// `node scripts/prose.mjs [folder]`; what the two files hold is described in server/src/kubernetes/prose.ts.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rulePages } from './lib/rulePages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache/prose');
const explanations = join(root, 'server/src/kubernetes/explanations');

/** Minors whose descriptions are installed, oldest first. */
const MINORS = [32, 33, 34, 36];

/** Kinds whose types are described, by the class that client-node gives them. */
const ROOTS = [
  'V1DaemonSet',
  'V1StatefulSet',
  'V1Deployment',
  'V1Service',
  'V1ConfigMap',
  'V1Secret',
  'V1ServiceAccount',
  'V1PersistentVolumeClaim',
  'V1PodDisruptionBudget',
];

/** `V1StatefulSetSpec` → `StatefulSetSpec`, `CoreV1ResourceClaim` → `ResourceClaim` */
const shortName = (/** @type {string} */ name) => name.replace(/^(?:Core|Apps|Policy)?V\d+(?:(?:alpha|beta)\d+)?/, '');

/**
 * Reads a class of client-node: its description, and its fields with descriptions and the classes they refer to.
 * @param {string} text a `.d.ts` file of `dist/gen/models`
 */
export function readModel(text) {
  /** @type {Record<string, string>} */
  const described = {};
  /** @type {string[]} */
  const refs = [];
  const tidy = (/** @type {string} */ comment) =>
    comment
      .replace(/^\s*\* ?/gm, '')
      .replace(/\\(['"`])/g, '$1')
      .replace(/\s+/g, ' ')
      .trim();
  const type = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export declare class /.exec(text)?.[1];
  if (type) described[''] = tidy(type);
  const body = text.slice(text.indexOf('export declare class '));
  for (const [, comment, name, of] of body.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?'([^']+)'\??: ([^;]+);/g)) {
    if (name === undefined || of === undefined) continue;
    const field = name.replace(/^_/, '');
    // of an int-or-string the generator only keeps what that type is
    if (comment && of !== 'IntOrString') described[field] = tidy(comment);
    for (const [ref] of of.matchAll(/\b\w*V\d\w+/g)) refs.push(ref);
  }
  return { described, refs };
}

/**
 * Descriptions of every type that the roots reach in one release.
 * @param {number} minor
 * @returns {Promise<Map<string, Record<string, string>>>} by short type name
 */
async function describe(minor) {
  const models = join(root, `node_modules/kubernetes-1.${minor}/dist/gen/models`);
  /** @type {Map<string, Record<string, string>>} */
  const types = new Map();
  const seen = new Set(ROOTS);
  let level = [...ROOTS];
  while (level.length > 0) {
    const read = await Promise.all(
      level.map(async (name) => {
        const file = join(models, `${name}.d.ts`);
        return { name, model: existsSync(file) ? readModel(await readFile(file, 'utf8')) : null };
      }),
    );
    level = [];
    for (const { name, model } of read) {
      if (!model) continue;
      const short = shortName(name);
      if (types.has(short)) throw new Error(`two types are called ${short}: the prose file needs longer names`);
      types.set(short, model.described);
      for (const ref of model.refs) {
        if (seen.has(ref)) continue;
        seen.add(ref);
        level.push(ref);
      }
    }
  }
  if (types.size === 0) throw new Error(`no descriptions for 1.${minor}: run npm ci`);
  return types;
}

/** @returns {Promise<import('../server/src/kubernetes/prose.ts').Descriptions>} */
async function descriptions() {
  const releases = await Promise.all(MINORS.map(describe));
  /** @type {Map<string, number>} */
  const strings = new Map();
  const indexOf = (/** @type {string | undefined} */ text) => {
    if (text === undefined) return -1;
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  /** @type {Record<string, Record<string, import('../server/src/kubernetes/prose.ts').StringReference>>} */
  const types = {};
  for (const type of [...new Set(releases.flatMap((release) => [...release.keys()]))].sort()) {
    /** @type {Record<string, import('../server/src/kubernetes/prose.ts').StringReference>} */
    const fields = {};
    const names = new Set(releases.flatMap((release) => Object.keys(release.get(type) ?? {})));
    for (const field of [...names].sort()) {
      /** @type {[number, number][]} */
      const since = [];
      releases.forEach((release, at) => {
        const index = indexOf(release.get(type)?.[field]);
        if (index !== (since.at(-1)?.[1] ?? -1)) since.push([MINORS[at] ?? 0, index]);
      });
      const only = since.length === 1 ? since[0] : undefined;
      fields[field] = only && only[0] === MINORS[0] ? only[1] : since;
    }
    types[type] = fields;
  }
  return { minors: MINORS, strings: [...strings.keys()], types };
}

/**
 * Reads a page of explanations: `# Type`, then `## field` with Markdown below it.
 * @param {string} text
 * @returns {Record<string, string>} by `Type.field`
 */
export function readExplanations(text) {
  const [head = '', ...sections] = text.replaceAll('\r\n', '\n').split(/^## /m);
  const type = /^# (\S+)/m.exec(head)?.[1];
  if (!type) throw new Error('a page of explanations begins with "# Type"');
  /** @type {Record<string, string>} */
  const found = {};
  for (const section of sections) {
    const end = section.indexOf('\n');
    const field = section.slice(0, end).trim();
    const key = `${type}.${field}`;
    if (key in found) throw new Error(`${key} is explained twice`);
    // one line per paragraph, list item or table row: lines are wrapped in the source only
    found[key] = section
      .slice(end)
      .trim()
      .split(/\n{2,}/)
      .map(unwrap)
      .join('\n\n');
  }
  return found;
}

/** Joins the wrapped lines of a paragraph; Japanese lines join without a space. @param {string} paragraph */
function unwrap(paragraph) {
  return paragraph.replace(/([^\n])\n(?![-*|] |\|)(?! *\d+\. ) *([^\n])/g, (_, before, after) =>
    wide(before) || wide(after) ? `${before}${after}` : `${before} ${after}`,
  );
}
const wide = (/** @type {string} */ character) => /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/.test(character);

/** @param {string} language */
async function explained(language) {
  const folder = join(explanations, language);
  /** @type {Record<string, string>} */
  const all = {};
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith('.md')) continue;
    for (const [key, text] of Object.entries(readExplanations(await readFile(join(folder, name), 'utf8')))) {
      if (key in all) throw new Error(`${key} is explained twice`);
      all[key] = text;
    }
  }
  return all;
}

/** Text that changes whenever the files have to be made again. */
async function fingerprint() {
  const hash = createHash('sha256');
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  for (const minor of MINORS) {
    const manifest = join(root, `node_modules/kubernetes-1.${minor}/package.json`);
    if (!existsSync(manifest)) throw new Error(`the package kubernetes-1.${minor} is missing: run npm ci`);
    hash.update(await readFile(manifest));
  }
  return hash.digest('hex');
}

/**
 * Writes `descriptions.json` and `explanations.json` to a folder. Descriptions are kept in .cache/prose and made again
 * only when the packages or this script change.
 * @param {string} outDir
 */
export async function buildProse(outDir) {
  await mkdir(outDir, { recursive: true });
  await mkdir(cache, { recursive: true });
  const stamp = join(cache, 'stamp');
  const kept = join(cache, 'descriptions.json');
  const now = await fingerprint();
  const upToDate = existsSync(stamp) && existsSync(kept) && (await readFile(stamp, 'utf8')) === now;
  if (!upToDate) {
    await writeFile(kept, JSON.stringify(await descriptions()));
    await writeFile(stamp, now);
  }
  await writeFile(join(outDir, 'descriptions.json'), await readFile(kept));
  const [en, ja, history] = await Promise.all([
    explained('en'),
    explained('ja'),
    readFile(join(explanations, 'history.json'), 'utf8'),
  ]);
  await writeFile(join(outDir, 'explanations.json'), JSON.stringify({ en, ja, history: JSON.parse(history) }));
  const pages = rulePages(root);
  const titles = (/** @type {'en' | 'ja'} */ language) =>
    Object.fromEntries(pages.map((page) => [page.id, page[language]]));
  await writeFile(join(outDir, 'rules.json'), JSON.stringify({ en: titles('en'), ja: titles('ja') }));
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) await buildProse(argv[2] ?? join(root, 'dist/prose'));
