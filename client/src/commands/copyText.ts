/** Puts a text on the clipboard: what code actions hand over to be pasted elsewhere. */
import { commands, type Disposable } from 'vscode';
import { COPY_COMMAND } from '../../../protocol/src/index';
import { copy } from '../rolloutPanel/actions';

/** Argument: the text. */
export function registerCopyText(): Disposable {
  return commands.registerCommand(COPY_COMMAND, async (text?: unknown) => {
    if (typeof text === 'string') await copy(text);
  });
}
