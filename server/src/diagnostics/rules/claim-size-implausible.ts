import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { amountOf } from '../knowledge/bytes';
import { claimSpecsOf } from '../knowledge/claims';
import { podStorage } from '../knowledge/storage';
import { get } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const LEAST = 1024 * 1024;

/**
 * A quantity without a unit counts bytes: `storage: 20` is accepted, and drivers make a disk of their least size, or refuse
 * (documentation of the drivers). A sizeLimit like that evicts the pod with the first file (kubelet
 * `emptyDirLimitEviction`).
 */
export const claimSizeImplausible = inspectionRule({
  id: 'claim-size-implausible',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The claims ask for {size} bytes: a unit is missing, and the disk gets the least size that its driver makes. {meant} may be meant.',
      ja: 'claim が求めているのは {size} バイトです。単位が抜けており、ディスクはドライバーの最小の大きさになります。{meant} の意図かもしれません。',
    },
    milli: {
      en: '{size} are thousandths of a byte: the pod is evicted with the first file in this directory. {meant} may be meant.',
      ja: '{size} は 1000 分の 1 バイト単位です。このディレクトリの最初のファイルで Pod が退避されます。{meant} の意図かもしれません。',
    },
    emptyDir: {
      en: 'The directory may hold {size} bytes: a unit is missing, and the pod is evicted with its first file. {meant} may be meant.',
      ja: 'このディレクトリの上限は {size} バイトです。単位が抜けており、最初のファイルで Pod が退避されます。{meant} の意図かもしれません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    for (const { path, spec } of claimSpecsOf(effective)) {
      const size = get(spec, 'resources', 'requests', 'storage');
      yield* tooSmall(context, size, [...path, 'resources', 'requests', 'storage'], 'default');
    }
    for (const { source, json, path } of podStorage(effective).written) {
      if (source === 'emptyDir')
        yield* tooSmall(context, json['sizeLimit'], [...path, 'emptyDir', 'sizeLimit'], 'emptyDir');
    }
  },
});

function* tooSmall(context: RuleContext, quantity: Json | undefined, path: Path, message: string): Iterable<Finding> {
  const size = amountOf(quantity);
  const spelled = String(quantity ?? '').trim();
  if (size === undefined || size <= 0 || size >= LEAST) return;
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(m?)$/.exec(spelled) ?? [];
  // the server itself warns of a claim in thousandths of a byte
  if (digits === undefined || (unit === 'm' && message !== 'emptyDir')) return;
  const meant = unit === 'm' ? `${digits}Mi` : `${digits}Gi`;
  yield {
    path,
    at: 'value',
    message: unit === 'm' ? 'milli' : message,
    params: { size: spelled, meant },
    fixes: () => fix({ en: `Ask for ${meant}`, ja: `${meant} にする` }, 'alternative', mend(context).put(path, meant)),
  };
}
