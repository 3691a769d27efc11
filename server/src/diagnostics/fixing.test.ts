import { expect, it } from 'vitest';
import { objectsOf } from '../apiServer/index';
import { applyEdits, parseDocument } from '../manifest/index';
import { mend } from './fixing';

it('moves a field without parting a line end', () => {
  const text = 'kind: DaemonSet\nspec:\n  selector: {}\n\n\nminReadySeconds: 5\n'.replaceAll('\n', '\r\n');
  const document = parseDocument(text);
  const [object] = objectsOf(document);
  if (!object) throw new Error('an object');
  const edits = mend({ document, object }).move(['minReadySeconds'], ['spec', 'minReadySeconds']) ?? [];
  expect(applyEdits(text, edits)).toMatch(/selector: \{\}\r\n {2}minReadySeconds: 5/);
  const isBetween = (offset: number) => text[offset - 1] === '\r' && text[offset] === '\n';
  for (const { span } of edits) expect([isBetween(span.start), isBetween(span.end)]).toEqual([false, false]);
  expect(edits).not.toEqual([]);
});
