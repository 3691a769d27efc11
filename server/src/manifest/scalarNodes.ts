/** Scalars and aliases as nodes: `decoder.scalar` and `decoder.alias` of Go's YAML. */
import { type Composer, empty, span } from './composerState';
import type { Node, ScalarNode, Span } from './node';
import { problem } from './problems';
import { resolvePlain, resolveTagged } from './resolve';
import { report, type Token } from './scannerState';

export function fullTag(c: Composer, token: Token): string {
  if (token.value === '') return token.suffix;
  const prefix = c.tagHandles.get(token.value);
  if (prefix !== undefined) return prefix + token.suffix;
  report(c.s, 'tag-handle', token.start, token.end, { handle: token.value });
  return '!';
}

export function composeAlias(c: Composer, token: Token): Node {
  const name = token.value;
  const place = span(token.start, token.end);
  const target = c.anchors.get(name);
  if (target === undefined || target.node === null) {
    if (name !== '') {
      if (target === undefined) c.problems.push(problem('alias-unknown', place, { name }));
      else report(c.s, 'alias-inside-itself', token.start, token.end, { name });
    }
    return { ...empty(token.end), span: place, source: c.s.text.slice(token.start, token.end) };
  }
  c.decoded += target.size;
  c.aliased += target.size;
  if (c.aliased > 100 && c.decoded > 1000 && c.aliased / c.decoded > allowedAliasRatio(c.decoded)) c.bomb ??= place;
  const node = target.node;
  if (node.kind !== 'scalar') return { ...node, span: place, alias: name };
  return { ...node, span: place, alias: name, source: c.s.text.slice(token.start, token.end) };
}

/** `allowedAliasRatio` of Go's decoder: 99 % up to 400,000 nodes, 10 % from 4,000,000 on. */
function allowedAliasRatio(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

export function composeScalar(c: Composer, token: Token, start: number, tag: string): ScalarNode {
  const { style } = token;
  const source = c.override?.(token.start, token.end);
  if (source !== undefined) {
    const value = style === 'single' || style === 'double' ? source.slice(1, -1) : source;
    return { kind: 'scalar', span: span(start, token.end), value, type: 'string', source, style };
  }
  const implicit = (tag === '' && style === 'plain') || tag === '!';
  return resolveScalar(c, token.value, start, token.start, token.end, style, tag, implicit);
}

export function resolveScalar(
  c: Composer,
  text: string,
  start: number,
  sourceStart: number,
  end: number,
  style: ScalarNode['style'],
  tag: string,
  implicit: boolean,
): ScalarNode {
  const place = span(start, end);
  const source = c.s.text.slice(sourceStart, end);
  if (tag === '') {
    if (!implicit) return { kind: 'scalar', span: place, value: text, type: 'string', source, style };
    const { value, type } = resolvePlain(text);
    if (type === 'float' && !Number.isFinite(value)) return notJson(c, place, text, source, style);
    return { kind: 'scalar', span: place, value, type, source, style };
  }
  const resolved = resolveTagged(tag, text);
  if ('fails' in resolved) {
    c.problems.push(problem('invalid-value', place, { value: text, expected: resolved.fails }));
    return { kind: 'scalar', span: place, value: text, type: 'string', source, style };
  }
  const { value, type } = resolved;
  if (type === 'float' && !Number.isFinite(value)) return notJson(c, place, text, source, style);
  return { kind: 'scalar', span: place, value, type, source, style };
}

/** Infinity and NaN: Go reads them, and then cannot write them as JSON. Kept as a float, reported where used as value. */
function notJson(c: Composer, place: Span, text: string, source: string, style: ScalarNode['style']): ScalarNode {
  const { value } = resolvePlain(text);
  const node: ScalarNode = { kind: 'scalar', span: place, value, type: 'float', source, style };
  c.problems.push(problem('invalid-value', place, { value: text, expected: 'JSON' }));
  return node;
}
