/** Comments that people wrote inside a block: a repair that removes the block would take them along. */
import type { Path } from '../../manifest/index';
import { nodeOf } from '../read';
import type { RuleContext } from '../rule';

/** Does the text of a value (or what stands there) hold a comment? */
export function holdsComment({ object, document }: RuleContext, path: Path): boolean {
  const node = nodeOf(object.root, path);
  return node !== undefined && document.text.slice(node.span.start, node.span.end).includes('#');
}
