/** What a scenario's steps do to the cluster, where no event of the trace says it: one sentence each. */
import type { NodeChange, Step } from '../scenario';
import type { Taint } from '../workload';

type StepLanguage = 'en' | 'ja';

/**
 * The sentences of a step, with full stops; none for a step that the trace tells itself (a deletion, a pod that turns).
 * @param step of a scenario
 */
export function describeStep(step: Step, language: StepLanguage): readonly string[] {
  const japanese = language === 'ja';
  if ('apply' in step) {
    const { kind, name } = step.apply;
    return [japanese ? `${kind} ${name} を適用します。` : `The ${kind} ${name} is applied.`];
  }
  if ('applyBudget' in step) {
    const { name } = step.applyBudget;
    return [japanese ? `PodDisruptionBudget ${name} を適用します。` : `The budget ${name} is applied.`];
  }
  if ('deleteBudget' in step) {
    return [
      japanese
        ? `PodDisruptionBudget ${step.deleteBudget} を削除します。`
        : `The budget ${step.deleteBudget} is deleted.`,
    ];
  }
  if ('node' in step) return nodeDeeds(step.node)[language];
  return [];
}

function nodeDeeds(change: NodeChange): Record<StepLanguage, string[]> {
  const name = change.name ?? change.add?.name;
  const who = name === undefined ? `The node of ${change.of ?? ''}` : `Node ${name}`;
  const whoJa = name === undefined ? `${change.of ?? ''} のノード` : `ノード ${name} `;
  const en: string[] = [];
  const ja: string[] = [];
  const say = (english: string, japanese: string): void => {
    en.push(`${who} ${english}.`);
    ja.push(`${whoJa}${japanese}。`);
  };
  if (change.add !== undefined) say('joins', 'が加わります');
  if (change.cordon !== undefined) {
    if (change.cordon) say('is cordoned', 'を cordon します');
    else say('is uncordoned', 'を uncordon します');
  }
  if (change.uncordon === true) say('is uncordoned', 'を uncordon します');
  if (change.addTaint !== undefined) {
    const taint = taintText(change.addTaint);
    say(`gets the taint ${taint}`, `に taint ${taint} が付きます`);
  }
  if (change.removeTaint !== undefined) {
    const { key, effect } = change.removeTaint;
    const taint = effect === undefined ? key : `${key}:${effect}`;
    say(`loses the taint ${taint}`, `から taint ${taint} が外れます`);
  }
  for (const [key, value] of Object.entries(change.setLabels ?? {})) {
    if (value === null) say(`loses the label ${key}`, `からラベル ${key} が外れます`);
    else say(`gets the label ${key}=${value}`, `にラベル ${key}=${value} が付きます`);
  }
  if (change.ready === true) say('is ready again', 'が再び Ready になります');
  if (change.ready === false) say('reports that it is not ready', 'が Ready でないと報告します');
  if (change.lost === true) say('falls silent', 'が応答しなくなります');
  if (change.lost === false) say('is heard again', 'が再び応答します');
  if (change.drain !== undefined) say('is being drained from here on', 'のドレインを始めます');
  if (change.remove === true) say('is deleted', 'を削除します');
  return { en, ja };
}

function taintText({ key, value, effect }: Taint): string {
  return `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`;
}
