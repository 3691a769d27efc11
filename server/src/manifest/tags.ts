/** Anchors, aliases, tags and directives: `yaml_parser_scan_anchor`, `_tag` and `_directive` of Go's YAML. */
import { EXCLAMATION, GREATER, HASH, isBlank, isBlankOrEnd, isBreakOrEnd, isWord, LESS, lineEnd } from './characters';
import { report, type Scanner } from './scannerState';

const AFTER_ANCHOR = '?:,]}%@`';
const TAG_URI = /[\w\-;/?:@&=+$,.!~*'()[\]%]*/y;

function skipBlanks(s: Scanner): void {
  while (isBlank(s.text.charCodeAt(s.offset))) s.offset++;
}

/** `&name` or `*name` */
export function scanAnchor(s: Scanner, kind: 'anchor' | 'alias'): void {
  const start = s.offset++;
  while (isWord(s.text.charCodeAt(s.offset))) s.offset++;
  const end = s.offset;
  const next = s.text.charAt(end);
  if (end === start + 1 || !(isBlankOrEnd(s.text.charCodeAt(end)) || AFTER_ANCHOR.includes(next))) {
    while (!isBlankOrEnd(s.text.charCodeAt(s.offset))) s.offset++;
    report(s, 'anchor', start, s.offset);
  }
  s.queue.push({ kind, start, end: s.offset, value: s.text.slice(start + 1, end), suffix: '', style: 'plain' });
}

function scanUri(s: Scanner): string {
  TAG_URI.lastIndex = s.offset;
  const raw = TAG_URI.exec(s.text)?.[0] ?? '';
  s.offset += raw.length;
  try {
    return decodeURIComponent(raw);
  } catch {
    report(s, 'tag', s.offset - raw.length, s.offset);
    return raw;
  }
}

/** `!`, `!!str`, `!local`, `!handle!suffix`, `!<uri>` */
export function scanTag(s: Scanner): void {
  const start = s.offset;
  const { text } = s;
  let handle = '';
  let suffix = '';
  if (text.charCodeAt(start + 1) === LESS) {
    s.offset += 2;
    suffix = scanUri(s);
    if (text.charCodeAt(s.offset) === GREATER && suffix !== '') s.offset++;
    else report(s, 'tag', start, s.offset);
  } else {
    s.offset++;
    while (isWord(text.charCodeAt(s.offset))) s.offset++;
    if (text.charCodeAt(s.offset) === EXCLAMATION) {
      handle = text.slice(start, ++s.offset);
      suffix = scanUri(s);
      if (suffix === '') report(s, 'tag', start, s.offset);
    } else {
      s.offset = start + 1;
      suffix = scanUri(s);
      handle = '!';
      if (suffix === '') [handle, suffix] = [suffix, handle];
    }
  }
  if (!isBlankOrEnd(text.charCodeAt(s.offset))) {
    while (!isBlankOrEnd(text.charCodeAt(s.offset))) s.offset++;
    report(s, 'tag', start, s.offset);
  }
  s.queue.push({ kind: 'tag', start, end: s.offset, value: handle, suffix, style: 'plain' });
}

/** `%YAML 1.1` and `%TAG !e! tag:example.com,2000:`; what is malformed is reported and left out. */
export function scanDirective(s: Scanner): void {
  const start = s.offset++;
  const { text } = s;
  const end = lineEnd(text, start);
  while (isWord(text.charCodeAt(s.offset))) s.offset++;
  const name = text.slice(start + 1, s.offset);
  skipBlanks(s);
  let value = '';
  let suffix = '';
  if (name === 'YAML') {
    value = /^\d{1,2}\.\d{1,2}/.exec(text.slice(s.offset, end))?.[0] ?? '';
    s.offset += value.length;
  } else if (name === 'TAG') {
    const match = /^(!(?:[\w-]*!)?)[ \t]+([\w\-;/?:@&=+$,.!~*'()[\]%]+)/.exec(text.slice(s.offset, end));
    value = match?.[1] ?? '';
    suffix = match?.[2] ?? '';
    s.offset += match?.[0].length ?? 0;
  }
  const stop = s.offset;
  skipBlanks(s);
  const clean =
    value !== '' &&
    isBlankOrEnd(text.charCodeAt(stop)) &&
    (isBreakOrEnd(text.charCodeAt(s.offset)) || text.charCodeAt(s.offset) === HASH);
  s.offset = end;
  if (!clean) {
    report(s, 'directive', start, end);
    return;
  }
  const kind = name === 'YAML' ? 'version-directive' : 'tag-directive';
  s.queue.push({ kind, start, end, value, suffix, style: 'plain' });
}
