import { claimTemplatesOf, ordinalsOf } from '../knowledge/claims';
import { claimName } from '../knowledge/storage';
import { inspectionRule } from '../rule';

/**
 * A claim is called `<template>-<set>-<ordinal>` (`getPersistentVolumeClaimName`), which does not tell where the
 * template's name ends: template `data-a` of set `b` and template `data` of set `a-b` make the same claims.
 */
export const claimsCollide = inspectionRule({
  id: 'claims-collide',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claims of this template are called {claim}, and so are those of the template {template} of StatefulSet {set}: two pods write to one disk.',
      ja: 'このテンプレートの claim は {claim} という名前になり、StatefulSet {set} のテンプレート {template} の claim と重なります。2 つの Pod が同じディスクに書き込みます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const templates = claimTemplatesOf(effective);
    const { name: own } = context.object;
    if (templates.length === 0 || own === '') return;
    const mine = ordinalsOf(effective);
    for (const { name, path } of templates) {
      const whole = `${name}-${own}`;
      // every way to read the name as that of a template and a set
      for (let dash = whole.indexOf('-'); dash >= 0; dash = whole.indexOf('-', dash + 1)) {
        const [template, set] = [whole.slice(0, dash), whole.slice(dash + 1)];
        if (set === own || set === '' || template === '') continue;
        const other = context.neighbours
          .named('StatefulSet', set, context.object)
          .find(({ json }) => claimTemplatesOf(json).some((each) => each.name === template));
        if (!other) continue;
        const theirs = ordinalsOf(other.json);
        const first = Math.max(mine.start, theirs.start);
        if (first >= Math.min(mine.start + mine.replicas, theirs.start + theirs.replicas)) continue;
        yield {
          path: [...path.slice(0, -1), 'metadata', 'name'],
          at: 'value',
          params: { claim: claimName(name, own, first), template, set },
        };
      }
    }
  },
});
