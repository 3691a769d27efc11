/** Hover: what a field is, and what a value means here. */
import { formatRelease, type Release } from '../../../../simulator/src/index';
import type { ApiObject, Json, Judgement } from '../../apiServer/index';
import type { Language, Neighbours } from '../../diagnostics/index';
import { shortTypeName } from '../../kubernetes/index';
import { formatPath, type ParsedDocument, type Path, type Span } from '../../manifest/index';
import type { Prose } from '../prose';
import { type Found, factLine, findField, unknownWords } from './facts';
import { kindWords } from './kinds';
import { meaningOf, read, type Subject } from './meanings/index';
import { objectAround, type Place, placeAt, plain } from './place';
import { rulesOf } from './rules';

export interface HoverContext {
  readonly release: Release;
  readonly language: Language;
  readonly prose: Prose;
  /** other objects of the file and the workspace: Services for `serviceName`, ConfigMaps … */
  readonly neighbours?: Pick<Neighbours, 'ofKind'>;
  /** the service's own judgement of an object of this document, where it has one at hand */
  readonly judge?: (object: ApiObject) => Judgement;
  /** address of a rule's page, for links from a field to the rules that watch it */
  readonly ruleHref?: (rule: string) => string;
}

export interface DocumentHover {
  /** offsets in the document */
  readonly span: Span;
  /** Markdown */
  readonly contents: string;
}

/**
 * What a person should know about the key or value at `offset` (UTF-16 units from the document's start).
 * @returns null where there is nothing to say
 */
export async function hoverDocument(
  doc: ParsedDocument,
  offset: number,
  context: HoverContext,
): Promise<DocumentHover | null> {
  const place = placeAt(doc, offset);
  const object = place && objectAround(doc, place.path);
  if (!place || !object) return null;
  const path = place.path.slice(object.at.length);
  if (path.length === 0) return null;
  const found = findField(object, path, context.release);
  if (found === null) return null;
  if (!('field' in found)) {
    return place.where === 'key'
      ? { span: place.span, contents: unknownWords(found, context.release, context.language) }
      : null;
  }
  const isKind = path.length === 1 && path[0] === 'kind' && (place.where === 'value' || object.kind !== '');
  const about = isKind ? await kindWords(object.kind, context.prose, context.language) : null;
  if (about !== null) return { span: place.span, contents: paragraphs([kindHead(object, context), about]) };
  const meaning = meaningHere(place, path, object, context);
  const contents = await (place.where === 'value' && meaning.length > 0
    ? aboutValue(place, path, found, object, meaning, context)
    : aboutField(path, found, object, meaning, context));
  return { span: place.span, contents };
}

function kindHead(object: ApiObject, { release }: HoverContext): string {
  return `**${object.kind}** · ${object.apiVersion} · Kubernetes ${formatRelease(release)}`;
}

function paragraphs(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join('\n\n');
}

/** The object as stored: what the server's judgement says, as far as it goes, else as written. */
function storedOf(object: ApiObject, context: HoverContext): Json {
  const written = plain(object.root);
  const effective = context.judge?.(object).effective;
  return effective !== null && typeof effective === 'object' && read(effective, ['spec']) !== undefined
    ? effective
    : written;
}

function meaningHere(place: Place, path: Path, object: ApiObject, context: HoverContext): readonly string[] {
  const subject: Subject = {
    kind: object.kind,
    name: object.name || '<name>',
    namespace: object.namespace || 'default',
    release: context.release,
    stored: storedOf(object, context),
    ...(context.neighbours ? { neighbours: context.neighbours } : {}),
  };
  return meaningOf(plain(place.node), path, subject).map((line) => line[context.language]);
}

async function aboutValue(
  place: Place,
  path: Path,
  found: Found,
  object: ApiObject,
  meaning: readonly string[],
  context: HoverContext,
): Promise<string> {
  const source = place.node.kind === 'scalar' ? place.node.source : '';
  const name = typeof path.at(-1) === 'string' ? path.at(-1) : found.field.name;
  const head =
    source !== '' && source.length <= 80 && !/[\n`]/.test(source) ? `**\`${name}: ${source}\`**` : `**${name}**`;
  const history = await context.prose.history(found.owner.name, found.field.name);
  const of = object.name === '' ? object.kind : `${object.kind}/${object.name}`;
  return paragraphs([
    `${head} · ${of}`,
    ...meaning,
    `---\n\n${formatPath(path)} · ${factLine(found, object, path, context.release, context.language, history)}`,
  ]);
}

async function aboutField(
  path: Path,
  found: Found,
  object: ApiObject,
  meaning: readonly string[],
  context: HoverContext,
): Promise<string> {
  const { release, language, prose } = context;
  const { field, owner } = found;
  const type = field.shape.kind === 'object' ? field.shape.type : elementName(found);
  const [history, explanation, own, ofType] = await Promise.all([
    prose.history(owner.name, field.name),
    prose.explanation(owner.name, field.name, language),
    prose.description(owner.name, field.name, release.minor),
    type === null ? undefined : prose.description(type, '', release.minor),
  ]);
  const upstream = own ?? ofType;
  const ja = language === 'ja';
  const rules = rulesOf(object.kind, path);
  return paragraphs([
    `**${formatPath(path)}** · ${shortTypeName(owner.name)}`,
    factLine(found, object, path, release, language, history),
    ...meaning,
    explanation,
    upstream === undefined ? null : `---\n\n*${ja ? '公式の説明' : 'Upstream'}:* ${escaped(upstream)}`,
    rules.length === 0
      ? null
      : `${ja ? 'ルール' : 'Rules'}: ${rules.map((rule) => ruleLink(rule, context)).join(' · ')}`,
  ]);
}

/** Name of the object type that the field's list or map holds. */
function elementName({ field }: Found): string | null {
  const { shape } = field;
  if (shape.kind === 'list' && shape.items.kind === 'object') return shape.items.type;
  return shape.kind === 'map' && shape.values.kind === 'object' ? shape.values.type : null;
}

function ruleLink(rule: string, { ruleHref }: HoverContext): string {
  return ruleHref ? `[${rule}](${ruleHref(rule)})` : `\`${rule}\``;
}

/** Upstream's plain text as Markdown. */
function escaped(text: string): string {
  return text.replace(/[<*\\]/g, '\\$&');
}
