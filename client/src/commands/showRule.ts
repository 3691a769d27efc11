/** Opens the page of a rule: why, an example, the fix. Diagnostics and hovers link to it. */
import { commands, type Disposable, Uri, workspace } from 'vscode';
import { language } from '../language';

export const SHOW_RULE_COMMAND = 'rolloutLens.showRule';

/** Argument: the rule's id. */
export function registerShowRule(extensionUri: Uri): Disposable {
  return commands.registerCommand(SHOW_RULE_COMMAND, async (id?: unknown) => {
    if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return;
    const folder = Uri.joinPath(extensionUri, 'dist', 'rules');
    const translated = Uri.joinPath(folder, `${id}.${language()}.md`);
    const page = (await exists(translated)) ? translated : Uri.joinPath(folder, `${id}.md`);
    await commands.executeCommand('markdown.showPreview', page);
  });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
