import type { Path } from './node';

/** A key that can stand behind a dot; anything else is put in brackets. */
const PLAIN_KEY = /^[^.[\]/]+$/;

/**
 * A path as the API server writes it: `spec.template.spec.containers[0].image`; a key with dots, slashes or brackets
 * stands in brackets, `spec.nodeSelector[kubernetes.io/arch]` (field.Path of k8s.io/apimachinery).
 */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_KEY.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${step}]`;
  }
  return text;
}

/**
 * The reverse of `formatPath`: digits in brackets are an index, anything else in brackets is a key.
 * @returns the steps, as far as the text makes sense; an unclosed bracket takes the rest
 */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '.') {
      at++;
      continue;
    }
    if (text[at] === '[') {
      const end = closing(text, at);
      const inside = text.slice(at + 1, end);
      path.push(/^\d+$/.test(inside) ? Number(inside) : inside);
      at = end + 1;
      continue;
    }
    let end = at;
    while (end < text.length && text[end] !== '.' && text[end] !== '[') end++;
    path.push(text.slice(at, end));
    at = end;
  }
  return path;
}

/** The bracket that closes the one at `open`, brackets inside a key counted. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return text.length;
}
