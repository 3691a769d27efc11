import type { ParsedDocument } from './document';
import type { Node } from './node';
import type { WritingStyle } from './render';

const styles = new WeakMap<ParsedDocument, WritingStyle>();

/** Column of an offset: UTF-16 units since the start of its line. */
export function columnOf(text: string, offset: number): number {
  return offset - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) - 1;
}

/** How a document is written: its own indentation where it shows one, else two columns and dashes below their key. */
export function writingStyleOf(document: ParsedDocument): WritingStyle {
  const known = styles.get(document);
  if (known !== undefined) return known;
  const { text, root } = document;
  const found = { step: 0, dash: -1 };
  if (root !== null) measure(text, root, found, 0);
  const style: WritingStyle = {
    step: found.step > 0 ? found.step : 2,
    dashIndent: Math.max(0, found.dash),
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
    json: root !== null && root.kind !== 'scalar' && root.flow && /^\s*[{[]\s*(?:"|[}\]])/.test(text),
  };
  styles.set(document, style);
  return style;
}

/** Looks for the first nested mapping and the first list below a key. */
function measure(text: string, node: Node, found: { step: number; dash: number }, depth: number): void {
  if (depth > 12 || (found.step > 0 && found.dash >= 0) || node.alias !== undefined) return;
  if (node.kind === 'mapping' && !node.flow) {
    for (const { value, keySpan, merged } of node.entries) {
      if (merged === true || value.kind === 'scalar' || value.flow || value.alias !== undefined) continue;
      if (text.slice(keySpan.end, value.span.start).includes('\n')) {
        const key = columnOf(text, keySpan.start);
        if (value.kind === 'mapping' && found.step === 0) found.step = columnOf(text, value.span.start) - key;
        const dash = value.kind === 'sequence' ? value.dashes[0] : undefined;
        if (dash !== undefined && found.dash < 0) found.dash = Math.max(0, columnOf(text, dash) - key);
      }
      measure(text, value, found, depth + 1);
    }
  } else if (node.kind === 'sequence') {
    for (const item of node.items) measure(text, item, found, depth + 1);
  }
}
