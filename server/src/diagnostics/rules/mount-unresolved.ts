import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { type RuleContext, verdictRule } from '../rule';

/**
 * A mount names a volume of the template, or a claim template of the StatefulSet (ValidateVolumeMounts: Not found). A
 * volume that is itself refused counts as absent.
 */
export const mountUnresolved = verdictRule({
  id: 'mount-unresolved',
  category: 'rejected',
  checks: ['mount-unresolved'],
  messages: {
    default: {
      en: 'There is no volume {name} to mount: the volumes are {volumes}.',
      ja: 'マウントするボリューム {name} がありません。あるのは {volumes} です。',
    },
    none: {
      en: 'There is no volume {name} to mount: the template has no volumes{claims}.',
      ja: 'マウントするボリューム {name} がありません。テンプレートにボリュームがありません{claims}。',
    },
    other: { en: '{detail}', ja: '{detail}' },
    refused: {
      en: 'The volume {name} cannot be mounted, because the server refuses the volume itself.',
      ja: 'ボリューム {name} 自体が拒否されるため、マウントできません。',
    },
  },
  word: (verdict, context) => {
    if (verdict.reason !== 'FieldValueNotFound') return { message: 'other' };
    const name = text(get(context.judgement.effective, ...verdict.path)) ?? '';
    const volumes = volumeNames(context);
    const isSet = context.object.kind === 'StatefulSet';
    const claims = isSet
      ? { en: ' and the set no claim templates', ja: '（volumeClaimTemplates もありません）' }
      : { en: '', ja: '' };
    const message = volumes.includes(name) ? 'refused' : volumes.length === 0 ? 'none' : 'default';
    return {
      message,
      params: { name, volumes: enumerate(volumes, 6), claims },
      fixes: () => (message === 'refused' || name === '' ? [] : repairs(context, verdict.path, name, volumes)),
    };
  },
});

function volumeNames(context: RuleContext): readonly string[] {
  const { effective } = context.judgement;
  const volumes = list(get(effective, 'spec', 'template', 'spec', 'volumes')).map((v) => text(get(v, 'name')));
  const claims = list(get(effective, 'spec', 'volumeClaimTemplates')).map((c) => text(get(c, 'metadata', 'name')));
  return [...new Set([...volumes, ...claims].filter((name) => name !== undefined && name !== ''))] as string[];
}

function repairs(context: RuleContext, path: RuleContext['object']['at'], name: string, volumes: readonly string[]) {
  const mender = mend(context);
  const meant = nearestName(name, volumes);
  return [
    ...fix(
      { en: `Mount ${meant}`, ja: `${meant} をマウントする` },
      'preferred',
      meant === null ? [] : mender.put(path, meant),
    ),
    ...fix(
      { en: `Add an emptyDir volume ${name}`, ja: `emptyDir ボリューム ${name} を追加する` },
      'alternative',
      mender.add(['spec', 'template', 'spec', 'volumes'], { name, emptyDir: {} }),
    ),
  ];
}
