import { fix, mend } from '../fixing';
import { holdsComment } from '../knowledge/comments';
import { podStorage } from '../knowledge/storage';
import { inspectionRule } from '../rule';

/**
 * The pod of a StatefulSet gets one volume for each claim template, and volumes of the template with such a name are left
 * out without a word (`updateStorage`, all releases). Of two claim templates with one name the last one counts
 * (`getPersistentVolumeClaims` keeps them by name).
 */
export const stsClaimShadowsVolume = inspectionRule({
  id: 'sts-claim-shadows-volume',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claim template {name} takes the place of this volume: the controller drops the {source} without a word, and the pods get the claim.',
      ja: '同名の claim テンプレート {name} がこのボリュームに取って代わります。コントローラーは {source} を黙って捨て、Pod には claim が付きます。',
    },
    twice: {
      en: 'Two claim templates are called {name}: only the last one is made, so the pods get one volume instead of two.',
      ja: 'claim テンプレート {name} が 2 つあります。作られるのは最後のものだけで、Pod のボリュームは 2 つではなく 1 つになります。',
    },
  },
  *check(context) {
    const { claimTemplates, written, volumes } = podStorage(context.judgement.effective);
    for (const volume of written) {
      const winner = volumes.get(volume.name);
      if (winner?.source !== 'claimTemplate') continue;
      // people write the claim's own name there to show what the controller will put in
      if (volume.source === 'persistentVolumeClaim' && volume.json['claimName'] === volume.name) continue;
      yield {
        path: [...volume.path, 'name'],
        at: 'value',
        params: { name: volume.name, source: volume.source },
        fixes: () =>
          fix(
            { en: 'Remove the volume, which is never used', ja: '使われないこのボリュームを削除する' },
            'alternative',
            holdsComment(context, volume.path) ? [] : mend(context).remove(volume.path),
          ),
      };
    }
    for (const template of claimTemplates) {
      if (volumes.get(template.name) === template) continue;
      yield {
        path: [...template.path, 'metadata', 'name'],
        at: 'value',
        message: 'twice',
        params: { name: template.name },
      };
    }
  },
});
