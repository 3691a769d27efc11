/** The recipe for the one field that a DaemonSet cannot change: its selector. */
import { get } from '../../read';
import { adoption, apply, labelsOf, orphanDelete, type RefusedChange } from './common';
import { command, note, quoted, type RecipeLine } from './lines';
import { labelChanges, selectorText } from './selector';

export function daemonSetRecipe(change: RefusedChange): readonly RecipeLine[] {
  return [
    ...orphanDelete('daemonset', change),
    ...relabel(change),
    ...apply(),
    adoption(change, { en: 'node by node', ja: 'ノードごとに' }),
  ];
}

/** A daemon's pods have names of their own: the new set would put a second pod beside each that it does not adopt. */
function relabel({ before, after, namespace }: RefusedChange): readonly RecipeLine[] {
  const changes = labelChanges(get(after, 'selector'), labelsOf(before), labelsOf(after));
  if (changes.length === 0) return [];
  const selector = quoted(selectorText(get(before, 'selector')));
  return [
    note(
      'The new selector does not select the running pods: label them now, or every node gets a second pod beside the old one.',
      '新しい selector は実行中の Pod を選択しません。ここでラベルを付けないと、各ノードで古い Pod の横に 2 つ目の Pod が作成されます。',
    ),
    note(
      'Services and PodDisruptionBudgets that select the old labels must change with them.',
      '古いラベルで選択している Service や PodDisruptionBudget も合わせて変更してください。',
    ),
    command(`kubectl label pod --selector ${selector}${namespace} ${changes.join(' ')} --overwrite`),
  ];
}
