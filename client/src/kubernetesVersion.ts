/** The setting `rolloutLens.kubernetesVersion`. */
import { ConfigurationTarget, l10n, type Uri, window, workspace } from 'vscode';

/** Writes the version where a person would look for it: in the workspace's settings, else in their own. */
export async function setKubernetesVersion(version: string): Promise<void> {
  const settings = workspace.getConfiguration('rolloutLens');
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('kubernetesVersion', version, target);
  void tellOfConfiguration();
}

export function kubernetesVersion(): string {
  return workspace.getConfiguration('rolloutLens').get('kubernetesVersion', '1.37');
}

/** A `.rollout-lens.yaml` that names a version comes before the setting: whoever has just changed that should know. */
async function tellOfConfiguration(): Promise<void> {
  const found = await workspace.findFiles('**/.rollout-lens.{yaml,yml}', '**/node_modules/**', 20);
  for (const uri of found) {
    if (!(await namesVersion(uri))) continue;
    const open = l10n.t('Open');
    const message = l10n.t(
      '{0} names the Kubernetes version for the files below its folder, and comes before the setting.',
      workspace.asRelativePath(uri),
    );
    if ((await window.showInformationMessage(message, open)) === open) await window.showTextDocument(uri);
    return;
  }
}

async function namesVersion(uri: Uri): Promise<boolean> {
  try {
    return /^kubernetesVersion[ \t]*:/m.test(new TextDecoder().decode(await workspace.fs.readFile(uri)));
  } catch {
    return false;
  }
}
