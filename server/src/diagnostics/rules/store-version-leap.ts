import { versionLeap } from '../knowledge/storeReleases';
import { containerPairs, keepsData } from '../knowledge/templateChange';
import { enumerate } from '../message';
import { text } from '../read';
import { inspectionRule } from '../rule';

/**
 * The new image starts on the data that the old one left. Whether it opens them is the product's matter (sources in
 * knowledge/storeReleases); the rollout stops at the first pod that does not become ready, and under OrderedReady taking
 * the change back does not bring that pod back.
 */
export const storeVersionLeap = inspectionRule({
  id: 'store-version-leap',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{product} {to} does not start on data written by {from}: this change needs a dump and restore, or the converter of the product.',
      ja: '{product} {to} は {from} が書いたデータでは起動しません。ダンプとリストア、または製品の変換ツールが必要です。',
    },
    skip: {
      en: '{product} {to} does not open data of {from}: the upgrade has to go through {through}, one rollout each.',
      ja: '{product} {to} は {from} のデータを開けません。{through} を 1 つずつ経由して更新する必要があります。',
    },
    back: {
      en: '{product} {from} may have converted its data; {to} is older and does not open them any more. Going back needs a backup.',
      ja: '{product} {from} が変換したデータを、古い {to} は開けません。戻すにはバックアップが必要です。',
    },
    zookeeper: {
      en: 'Kafka {to} has no ZooKeeper mode any more: this broker still connects to ZooKeeper and does not start before the cluster is migrated to KRaft.',
      ja: 'Kafka {to} に ZooKeeper モードはありません。このブローカーは ZooKeeper に接続する設定のままなので、クラスターを KRaft に移行するまで起動しません。',
    },
  },
  *check(context) {
    if (!context.old || !keepsData(context.judgement.effective)) return;
    for (const { before, after, path } of containerPairs(context)) {
      const [from, to] = [text(before['image']), text(after['image'])];
      if (from === undefined || to === undefined || from === to) continue;
      const withZooKeeper = /zookeeper[._]connect/i.test(
        JSON.stringify([after['env'] ?? null, after['command'] ?? null, after['args'] ?? null]),
      );
      const leap = versionLeap(from, to, withZooKeeper);
      if (!leap) continue;
      yield {
        path: [...path, 'image'],
        at: 'value',
        message: leap.leap === 'rewrite' ? 'default' : leap.leap,
        params: { product: leap.product, from: leap.from, to: leap.to, through: enumerate(leap.through) },
      };
    }
  },
});
