import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { podStorage } from '../knowledge/storage';
import { get, list, nodeOf, number } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** Decimal numbers that nobody means as such: read as octal digits they are the usual modes of files. */
const MEANT_AS_OCTAL: ReadonlySet<number> = new Set([400, 440, 444, 500]);

/**
 * Modes of volumes are numbers: `400` is 0620, since only a leading 0 makes YAML read octal digits (yaml/v2), and JSON has
 * none. Larger ones such as 644 are refused (above 0777).
 */
export const volumeModeDecimal = inspectionRule({
  id: 'volume-mode-decimal',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{mode} is read as a decimal number and means the mode 0{real}: for 0{mode} write the zero in front, or {decimal}.',
      ja: '{mode} は 10 進数として読まれ、モード 0{real} になります。0{mode} にするには先頭に 0 を付けるか、{decimal} と書きます。',
    },
  },
  *check(context) {
    for (const { path, source, json } of podStorage(context.judgement.effective).written) {
      const base: Path = [...path, source];
      yield* at(context, [...base, 'defaultMode']);
      for (const [index] of list(json['items']).entries()) yield* at(context, [...base, 'items', index, 'mode']);
      for (const [index, item] of list(json['sources']).entries()) {
        for (const kind of ['configMap', 'secret', 'downwardAPI'])
          for (const [key] of list(get(item, kind, 'items')).entries())
            yield* at(context, [...base, 'sources', index, kind, 'items', key, 'mode']);
      }
    }
  },
});

function* at(context: RuleContext, path: Path) {
  const mode = number(get(context.judgement.effective, ...path));
  const node = nodeOf(context.object.root, path);
  if (mode === undefined || !MEANT_AS_OCTAL.has(mode) || node?.kind !== 'scalar') return;
  // what is written with a 0 in front was meant
  if (node.source.replace(/^['"]/, '').startsWith('0')) return;
  const decimal = Number.parseInt(String(mode), 8);
  yield {
    path,
    at: 'value' as const,
    params: { mode, real: mode.toString(8), decimal },
    fixes: () =>
      fix(
        { en: `Write ${decimal} (0${mode})`, ja: `${decimal}（0${mode}）と書く` },
        'preferred',
        mend(context).put(path, decimal),
      ),
  };
}
