/** *Preview Rollout*: from the editor's title, a lens, or the palette. */
import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import { PREVIEW_COMMAND } from '../../../protocol/src/index';
import type { RolloutPanels } from '../rolloutPanel/panels';

/**
 * Arguments: the address of the manifest (a `Uri` from a menu, text from a lens) and, from a lens, the workload
 * (`StatefulSet/web`). Without them: the active editor's manifest, at the cursor.
 */
export function registerPreviewRollout(panels: RolloutPanels): Disposable {
  return commands.registerCommand(PREVIEW_COMMAND, async (target?: unknown, select?: unknown) => {
    const uri = target instanceof Uri ? target : typeof target === 'string' ? Uri.parse(target) : undefined;
    const found = uri ?? window.activeTextEditor?.document.uri;
    if (found === undefined) {
      await window.showInformationMessage(
        l10n.t('Open a DaemonSet or StatefulSet manifest first; its rollout can then be previewed.'),
      );
      return;
    }
    await panels.show(found, typeof select === 'string' ? select : null);
  });
}
