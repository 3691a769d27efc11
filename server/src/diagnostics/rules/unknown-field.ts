import { NEWEST_PATCH, type Release } from '../../../../simulator/src/index';
import { fieldAt, nearestName, type ObjectType, objectType, typeOf } from '../../kubernetes/index';
import { formatPath, type Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { entryOf, mappingOf, nodeOf } from '../read';
import { type RuleContext, type Verdict, verdictRule } from '../rule';

/**
 * A field that the type does not have: strict decoding refuses it (`unknown field "spec.replica"`, HTTP 400). Names are
 * case-sensitive. The nearest known name is offered, or the level where a field of this name belongs.
 */
export const unknownField = verdictRule({
  id: 'unknown-field',
  category: 'rejected',
  checks: ['unknown-field'],
  messages: {
    default: { en: '{key} is not a field of {type}.', ja: '{key} は {type} のフィールドではありません。' },
    meant: {
      en: '{key} is not a field of {type}: is {meant} meant?',
      ja: '{key} は {type} のフィールドではありません。{meant} のことですか?',
    },
    elsewhere: {
      en: '{key} is not a field of {type}: it belongs in {place}.',
      ja: '{key} は {type} のフィールドではありません。{place} に書きます。',
    },
    newer: {
      en: 'Kubernetes {version} does not know {key} yet: {type} has it since 1.{since}.',
      ja: 'Kubernetes {version} はまだ {key} を知りません。{type} に加わったのは 1.{since} です。',
    },
  },
  word: (verdict, context) => {
    const key = String(verdict.path.at(-1) ?? '');
    const parent = verdict.path.slice(0, -1);
    const type = typeAt(context, parent, context.release);
    const guess = guessFor(key, parent, type, context);
    const params = { key, type: type ? shortName(type, context) : formatPath(parent) };
    const remove = () =>
      fix({ en: `Remove ${key}`, ja: `${key} を削除する` }, 'alternative', mend(context).remove(verdict.path));
    switch (guess.kind) {
      case 'meant':
        return {
          at: 'key',
          message: 'meant',
          params: { ...params, meant: guess.name },
          fixes: () => [...rename(verdict, guess.name, context), ...remove()],
        };
      case 'elsewhere':
        return {
          at: 'key',
          message: 'elsewhere',
          params: { ...params, place: formatPath(guess.parent) || context.object.kind },
          fixes: () => [...move(verdict, [...guess.parent, key], context), ...remove()],
        };
      case 'newer': {
        return {
          at: 'key',
          message: 'newer',
          params: { ...params, since: guess.since, version: `1.${context.release.minor}` },
          fixes: remove,
        };
      }
      case 'nothing':
        return { at: 'key', params, fixes: remove };
    }
  },
});

type Guess =
  | { readonly kind: 'meant'; readonly name: string }
  | { readonly kind: 'elsewhere'; readonly parent: Path }
  | { readonly kind: 'newer'; readonly since: number }
  | { readonly kind: 'nothing' };

function guessFor(key: string, parent: Path, type: ObjectType | null, context: RuleContext): Guess {
  if (!type) return { kind: 'nothing' };
  const since = newerSince(key, parent, context);
  if (since !== null) return { kind: 'newer', since };
  const names = [...type.fields.keys()];
  const sameLetters = names.find((name) => name.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) return { kind: 'meant', name: sameLetters };
  const place = elsewhere(key, parent, context);
  if (place) return { kind: 'elsewhere', parent: place };
  const mapping = mappingOf(context.object.root, parent);
  const name = nearestName(
    key,
    names.filter((each) => entryOf(mapping, each) === undefined),
  );
  return name === null ? { kind: 'nothing' } : { kind: 'meant', name };
}

/** The minor that brings the field, where a newer release than the chosen one knows it. */
function newerSince(key: string, parent: Path, context: RuleContext): number | null {
  const minor = Math.max(...NEWEST_PATCH.keys());
  const field = fieldAt(context.object, [...parent, key], { ...context.release, minor });
  return field?.since !== undefined && field.since > context.release.minor ? field.since : null;
}

function typeAt(context: RuleContext, path: Path, release: Release): ObjectType | null {
  const { object } = context;
  if (path.length === 0) return typeOf(object.apiVersion, object.kind, release);
  const shape = fieldAt(object, path, release)?.shape;
  return shape?.kind === 'object' ? objectType(shape.type, release) : null;
}

/** `core.v1.PodSpec` as a person calls it. */
function shortName(type: ObjectType, context: RuleContext): string {
  const name = type.name.split('.').at(-1) ?? type.name;
  return name === 'ObjectMeta' ? 'metadata' : name === context.object.kind ? `a ${name}` : name;
}

/** Steps from a block to where a field may belong instead: so many up and down together. */
const MOST_STEPS = 3;

/** The nearest block of the object whose type has a field of this name. */
function elsewhere(key: string, parent: Path, context: RuleContext): Path | null {
  const { release } = context;
  let best: { readonly path: Path; readonly steps: number } | null = null;
  const search = (type: ObjectType, path: Path, steps: number): void => {
    if (steps > MOST_STEPS || (best && steps >= best.steps)) return;
    if (steps > 0 && type.fields.has(key)) {
      best = { path, steps };
      return;
    }
    for (const field of type.fields.values()) {
      const { shape } = field;
      const inner = shape.kind === 'list' ? shape.items : shape;
      if (inner.kind !== 'object') continue;
      const next = objectType(inner.type, release);
      const at = shape.kind === 'list' ? [...path, field.name, 0] : [...path, field.name];
      if (next) search(next, at, steps + 1);
    }
  };
  for (let up = 0; up <= MOST_STEPS && up <= parent.length; up++) {
    const ancestor = parent.slice(0, parent.length - up);
    const type = typeAt(context, ancestor, release);
    if (type) search(type, ancestor, up);
  }
  return (best as { readonly path: Path } | null)?.path ?? null;
}

function rename(verdict: Verdict, name: string, context: RuleContext) {
  const taken = entryOf(nodeOf(context.object.root, verdict.path.slice(0, -1)), name) !== undefined;
  if (taken) return [];
  return fix(
    { en: `Change it to ${name}`, ja: `${name} に変更する` },
    'preferred',
    mend(context).rename(verdict.path, name),
  );
}

function move(verdict: Verdict, target: Path, context: RuleContext) {
  if (nodeOf(context.object.root, target) || !nodeOf(context.object.root, target.slice(0, -1))) return [];
  const place = formatPath(target.slice(0, -1)) || context.object.kind;
  return fix(
    { en: `Move it to ${place}`, ja: `${place} に移す` },
    target.some((step) => typeof step === 'number') ? 'alternative' : 'preferred',
    mend(context).move(verdict.path, target),
  );
}
