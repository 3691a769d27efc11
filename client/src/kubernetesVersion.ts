/** The setting `rolloutLens.kubernetesVersion`. */
import { ConfigurationTarget, workspace } from 'vscode';

/** Writes the version where a person would look for it: in the workspace's settings, else in their own. */
export async function setKubernetesVersion(version: string): Promise<void> {
  const settings = workspace.getConfiguration('rolloutLens');
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('kubernetesVersion', version, target);
}

export function kubernetesVersion(): string {
  return workspace.getConfiguration('rolloutLens').get('kubernetesVersion', '1.37');
}
