/** *Select Kubernetes Version*: the release by which manifests are judged and rollouts simulated. */
import { commands, type Disposable, l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { COVERED_RELEASES, OLDER_MINORS } from '../kubernetesReleases';
import { kubernetesVersion, setKubernetesVersion } from '../kubernetesVersion';

export function registerSelectKubernetesVersion(): Disposable {
  return commands.registerCommand('rolloutLens.selectKubernetesVersion', async () => {
    const current = kubernetesVersion();
    const chosen = await window.showQuickPick(items(current), {
      title: l10n.t('Kubernetes Version'),
      placeHolder: l10n.t('The release that judges manifests and simulates rollouts (now {0})', current),
    });
    if (chosen !== undefined && chosen.label !== current) await setKubernetesVersion(chosen.label);
  });
}

function items(current: string): QuickPickItem[] {
  const mark = (version: string) => (version === current ? `$(check) ${l10n.t('in force')}` : '');
  return [
    ...COVERED_RELEASES.map(({ minor, patch }) => ({
      label: minor,
      description: [l10n.t('as of {0}', patch), mark(minor)].filter(Boolean).join('  '),
    })),
    { label: l10n.t('older: only the rules that depend on a release'), kind: QuickPickItemKind.Separator },
    ...OLDER_MINORS.map((minor) => ({ label: minor, description: mark(minor) })),
  ];
}
