/** What a person should know of a scenario, though it does not stand in the way: what changes nothing. */
import type { Scenario } from '../../../simulator/src/index';
import type { Language } from '../diagnostics/index';
import { GATE_NAMES, nearestName } from '../kubernetes/index';
import { get, type LineIndex, type Node } from '../manifest/index';
import type { ScenarioProblem } from './scenarioReader';

/**
 * Notes on a scenario that was read.
 * @param root of its document
 * @param index of its lines
 */
export function notesOf(
  root: Node,
  scenario: Scenario,
  language: Language,
  index: LineIndex,
): readonly ScenarioProblem[] {
  return [...gateNotes(root, language, index), ...lateNotes(root, scenario.until, language, index)];
}

/** Steps that nothing comes of, because the scenario ends before. */
function lateNotes(root: Node, until: number, language: Language, index: LineIndex): readonly ScenarioProblem[] {
  const steps = root.kind === 'mapping' ? get(root, 'steps') : undefined;
  if (steps?.kind !== 'sequence') return [];
  return steps.items.flatMap((step) => {
    const at = step.kind === 'mapping' ? get(step, 'at') : undefined;
    if (at?.kind !== 'scalar' || !(Number(at.value) > until)) return [];
    const message = {
      en: `This step is left out: it comes at ${at.source} s, and the scenario ends at ${until} s (until).`,
      ja: `この step は実行されません: ${at.source} 秒の step ですが、シナリオは ${until} 秒 (until) で終わります。`,
    };
    return [{ ...index.positionAt(at.span.start), message: message[language] }];
  });
}

/** Gates that change nothing here: misspelt, or of a part of Kubernetes that is not simulated. */
function gateNotes(root: Node, language: Language, index: LineIndex): readonly ScenarioProblem[] {
  const gates = root.kind === 'mapping' ? get(root, 'featureGates') : undefined;
  if (gates?.kind !== 'mapping') return [];
  return gates.entries
    .filter(({ key }) => !GATE_NAMES.includes(key))
    .map(({ key, keySpan }) => {
      const meant = nearestName(key, GATE_NAMES);
      const message = {
        en: `Feature gate ${key} changes nothing here${meant ? `: is ${meant} meant?` : '.'}`,
        ja: `フィーチャーゲート ${key} はここでは何も変えません。${meant ? `${meant} のことですか?` : ''}`,
      };
      return { ...index.positionAt(keySpan.start), message: message[language] };
    });
}
