/** What `.rollout-lens.yaml` is, and what it says once it is read. */

import type { ClusterNode } from '../../diagnostics/index';
import type { RuleSetting } from '../service';

/** The names under which the file is looked for in a folder, the first one found counting. */
export const CONFIG_NAMES: readonly string[] = ['.rollout-lens.yaml', '.rollout-lens.yml'];

/** A configuration is written by hand: a longer text (UTF-16 units) is something else. */
export const MOST_CHARACTERS = 1_000_000;

export function isConfigFile(uri: string): boolean {
  return /(?:^|\/)\.rollout-lens\.ya?ml$/.test(uri.replace(/[?#].*$/, ''));
}

/** What a configuration says; what it does not say, or not in a way that can be read, is left to the settings below it. */
export interface Config {
  /** address of the file itself: `exclude` is relative to its folder */
  readonly uri: string;
  readonly kubernetesVersion?: string;
  readonly style?: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** the nodes of the cluster; absent: nothing is said about them */
  readonly nodes?: readonly ClusterNode[];
  /** globs of files that are not linted, later ones first asked; `!` in front takes a file in again */
  readonly exclude: readonly string[];
}

/** The address of a file that another one names: relative to that one's folder, or from the root on. */
export function resolveAddress(from: string, name: string): string {
  const base = from.replace(/[?#].*$/, '');
  const authority = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  const parts = name.startsWith('/') ? [] : base.slice(authority.length).split('/').slice(1, -1);
  for (const step of name.split(/[/\\]/)) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(encodeURIComponent(step));
  }
  return `${authority}/${parts.join('/')}`;
}
