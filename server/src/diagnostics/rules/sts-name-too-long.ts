import { inspectionRule } from '../rule';

/** Longest name that leaves room for `-` and a revision's hash of ten characters in a label of 63. */
const LONGEST = 52;
const LABEL = 63;

/**
 * Every pod of a StatefulSet carries its revision's name, `<set>-<hash>`, in the label controller-revision-hash; its
 * length is not checked on the set (newStatefulSetPod,
 * newRevision; recorded on 1.36.3 and 1.37.2). A name beyond 63
 * characters is refused since 1.27.
 */
export const stsNameTooLong = inspectionRule({
  id: 'sts-name-too-long',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The name has {length} characters; with the revision hash the label controller-revision-hash exceeds 63, and no pod is ever created. Use at most 52.',
      ja: '名前が {length} 文字あります。リビジョンのハッシュを付けたラベル controller-revision-hash が 63 文字を超えるため、Pod は作成されません。52 文字以内にしてください。',
    },
  },
  *check(context) {
    const { length } = context.object.name;
    if (length <= LONGEST || length > LABEL) return;
    yield { path: ['metadata', 'name'], at: 'value', params: { length } };
  },
});
