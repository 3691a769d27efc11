/** *Restart Language Server*. */
import { commands, type Disposable, l10n, window } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';

export function registerRestartServer(client: BaseLanguageClient): Disposable {
  return commands.registerCommand('rolloutLens.restartServer', async () => {
    if (client.state === State.Running) await client.stop();
    await client.start();
    window.setStatusBarMessage(l10n.t('The Rollout Lens language server has been restarted.'), 4000);
  });
}
