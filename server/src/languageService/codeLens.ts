/** A lens over each workload. What it says is found out when it is resolved, never in the way of a keystroke. */
import { placeOf } from '../diagnostics/index';
import { type FileModel, rangeOf } from './fileModel';
import { workloadsOf } from './selection';
import type { CodeLens } from './service';

export function codeLenses(file: FileModel): readonly CodeLens[] {
  return workloadsOf(file).flatMap(({ placed, object, select }) => {
    const parsed = placed.model.parsed();
    if (!parsed.root || parsed.template || object.name === '') return [];
    const span = placeOf(placed.model.text, parsed.root, [...object.at, 'kind'], 'key');
    return [{ range: rangeOf(placed, span), select }];
  });
}
