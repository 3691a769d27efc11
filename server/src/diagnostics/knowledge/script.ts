/** What a container's command line says as a script: which hosts it reaches, whether it waits, whether it ends. */
import { type JsonObject, list } from '../read';

/** Command and arguments as one text, words parted by spaces. */
export function scriptOf(container: JsonObject): string {
  const words = [...list(container['command']), ...list(container['args'])];
  return words.flatMap((word) => (typeof word === 'string' ? [word] : [])).join(' ');
}

const LOOP = /\b(?:until|while)\b/;
const WAITER =
  /\bwait[-_]for(?:[-_]it|[-_]port)?(?:\.sh)?\b|\bdockerize\b.*-wait|\bgo-?wait\b|\bpg_isready\b|\bnc\s+-\w*z|--retry-connrefused|\bwait4x\b|\bwait-on\b/;
/** Words of a script that treats one ordinal unlike the others, or that gives up waiting. */
const CONDITIONAL = /\bif\b|\bcase\b|\[\[?\s|\|\||\btimeout\b|\bseq\b|\bbreak\b|-lt\b|-le\b|-gt\b|-ge\b|\bordinal\b/i;

/** Does the script wait for something before it goes on, for as long as it takes? */
export function waits(script: string): boolean {
  return LOOP.test(script) || WAITER.test(script);
}

/** May the script go on without what it waits for, or not wait on some pods at all? */
export function mayPass(script: string): boolean {
  return CONDITIONAL.test(script);
}

const ENDLESS =
  /\b(?:while\s+(?:true|:|\[\s*1\s*\]|sleep\s+\S+)\s*;?\s*do|until\s+false\s*;?\s*do|for\s*\(\(\s*;\s*;\s*\)\))|\bsleep\s+(?:infinity|inf|365d)\b|\btail\s+-[a-zA-Z0-9]*[fF]\b/;
const LEAVES = /\bbreak\b|\bexit\b|\breturn\b|\bexec\b|&\s*(?:$|\n|;)|\bkill\b/;

/** Does the script never end by itself? A loop that can be left is taken to be left. */
export function neverEnds(script: string): boolean {
  return ENDLESS.test(script) && !LEAVES.test(script);
}
