/** For the tests of this room: what stands around a document. */
import { objectsOf } from '../apiServer/index';
import { createResourceIndex, type Neighbours } from '../diagnostics/index';
import { parseDocument, splitDocuments } from '../manifest/index';

/** The objects of a text, as a document of another file sees them. */
export function neighboursOf(text: string): Neighbours {
  const index = createResourceIndex();
  index.set(
    'file:///others.yaml',
    splitDocuments(text).map((slice) => {
      const parsed = parseDocument(slice.text);
      const objects = objectsOf(parsed);
      return { kind: objects[0]?.kind ?? '', objects: () => objects, parsed: () => parsed };
    }),
  );
  return index.view('file:///own.yaml');
}
