import { optionValues, wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { containers, list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * Sidecars of Prometheus need something of it: a reloader its lifecycle API, which is off unless it is asked for (2.0 and
 * later; 403 "Lifecycle API is not enabled"), and a Thanos sidecar that uploads needs blocks that Prometheus does not
 * compact (`validatePrometheus` in cmd/thanos/sidecar.go).
 */
export const prometheusFlagMissing = inspectionRule({
  id: 'prometheus-flag-missing',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{name} asks Prometheus to reload over HTTP, which it refuses without --web.enable-lifecycle: changed configuration is never read.',
      ja: '{name} は HTTP で Prometheus に再読み込みを求めますが、--web.enable-lifecycle がないと拒否されます。変更した設定は読み込まれません。',
    },
    blocks: {
      en: '{name} uploads blocks and does not start while Prometheus compacts them: set --storage.tsdb.min-block-duration and --storage.tsdb.max-block-duration to one value, 2h.',
      ja: '{name} はブロックをアップロードしますが、Prometheus がブロックをまとめる間は起動しません。--storage.tsdb.min-block-duration と --storage.tsdb.max-block-duration を同じ値（2h）にしてください。',
    },
  },
  *check(context) {
    const all = containers(context.judgement.effective);
    if (all.length < 2) return;
    const server = all.find(
      ({ container, init }) => !init && /(?:^|\/)prometheus$/.test(imageOf(container)?.repository ?? ''),
    );
    if (!server) return;
    const words = wordsOf(server.container);
    // a file or a variable may hold flags
    if (words.length === 0 || words.some((word) => /^@|\$/.test(word) && !word.startsWith('--'))) return;
    const field = list(server.container['args']).length > 0 ? 'args' : 'command';
    const place = { path: [...server.path, field], at: 'key' as const };
    for (const { container } of all) {
      if (container === server.container) continue;
      const told = wordsOf(container);
      const name = text(container['name']) ?? '';
      const reloads = told.some((word) => /\/-\/reload\b/.test(word) && /(?:localhost|127\.0\.0\.1):9090/.test(word));
      if (reloads && !words.some((word) => /^--web\.enable-lifecycle(?:=true)?$/.test(word)))
        yield { ...place, params: { name } };
      if (!uploads(told)) continue;
      const [least, most] = (['min', 'max'] as const).map(
        (end) => optionValues(words, [`--storage.tsdb.${end}-block-duration`])[0],
      );
      if ((least ?? '2h') !== most) yield { ...place, message: 'blocks', params: { name } };
    }
  },
});

/** A Thanos sidecar with a store to upload to, and no leave to take what comes. */
function uploads(words: readonly string[]): boolean {
  return (
    words.includes('sidecar') &&
    words.some((word) => /^--objstore\.config(?:-file)?(?:=|$)/.test(word)) &&
    !words.some((word) => /^--shipper\.(?:ignore-unequal-block-size|upload-compacted)/.test(word))
  );
}
