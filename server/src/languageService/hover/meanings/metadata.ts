/** What an object's name and namespace mean for what is made from it. */
import { podRange } from '../podNames';
import { type Meaning, say, setNumbers } from './subject';

/** Longest value of a label, and of a pod's host name. */
const LONGEST = 63;
/** A revision's hash is at most this long (`rand.SafeEncodeString` of a 32-bit hash). */
const HASH = 10;

const name: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' || value === '') return null;
  if (subject.kind === 'DaemonSet') {
    return [
      say(
        `Pods are called \`${value}-\` and five random characters.`,
        `Pod の名前は \`${value}-\` と 5 文字の乱数です。`,
      ),
    ];
  }
  if (subject.kind !== 'StatefulSet') return null;
  const { replicas, start } = setNumbers(subject.stored);
  const names = podRange(value, start, replicas);
  const lines = names ? [say(`Pods: ${names}`, `Pod: ${names}`)] : [];
  const longestPod = value.length + 1 + String(start + Math.max(0, replicas - 1)).length;
  if (longestPod > LONGEST || value.length + 1 + HASH > LONGEST) {
    lines.push(
      say(
        `⚠ With ${value.length} characters no pod can be made: \`<name>-<hash>\` becomes a label of at most ${LONGEST}. Keep the name within ${LONGEST - HASH - 1}.`,
        `⚠ ${value.length} 文字では Pod を作れません。\`<名前>-<ハッシュ>\` が ${LONGEST} 文字までのラベルになるため、名前は ${LONGEST - HASH - 1} 文字以内にしてください。`,
      ),
    );
  }
  return lines;
};

/** By path from the object's root. */
export const METADATA: Readonly<Record<string, Meaning>> = { 'metadata.name': name };
