// When each reason code comes, for the page that scripts/reasonCodes.mjs writes: English, Japanese.

/** @type {Readonly<Record<string, readonly [en: string, ja: string]>>} */
export const reasonNotes = {
  // StatefulSet: creations
  'sts-create-ordinal': [
    'An ordinal in range has no pod: the first pods of a set, a scale-up, every pod of Parallel.',
    '範囲内の序数に Pod がないとき: 最初の Pod、拡大、Parallel のすべての Pod。',
  ],
  'sts-create-next': [
    'OrderedReady: the pod before has become available.',
    'OrderedReady: 一つ前の Pod が利用可能になったとき。',
  ],
  'sts-replace-new': [
    'The pod that was deleted is gone, and the update’s template applies to its ordinal.',
    '削除された Pod が消え、その序数に更新後のテンプレートが当てはまるとき。',
  ],
  'sts-replace-same': [
    'A pod is gone, and there is only one template.',
    'Pod が消え、テンプレートが一つしかないとき。',
  ],
  'sts-replace-old-partition': [
    'A pod below the partition is gone while an update stands.',
    '更新中に partition より小さい序数の Pod が消えたとき。',
  ],
  'sts-replace-old-current': [
    'RollingUpdate without a rollingUpdate block: the ordinal lies below start + status.currentReplicas.',
    'rollingUpdate ブロックのない RollingUpdate で、序数が開始序数 + status.currentReplicas より小さいとき。',
  ],
  'sts-claim-create': [
    'A pod is to be made, or is Pending, and one of its claims is not there.',
    'Pod の作成時、または Pending の間に、その PVC がないとき。',
  ],
  'sts-revision-create': [
    'The template equals no revision that is kept.',
    'テンプレートが保存済みのどのリビジョンとも一致しないとき。',
  ],
  // StatefulSet: deletions
  'sts-delete-ended': ['A pod has Failed or Succeeded.', 'Pod が Failed または Succeeded になったとき。'],
  'sts-scale-down': [
    'A pod’s ordinal lies outside the range; OrderedReady takes the highest, one at a time.',
    '序数が範囲外のとき。OrderedReady では最大のものから一つずつ。',
  ],
  'sts-update-next': [
    'RollingUpdate without maxUnavailable: everything above the pod is updated and available.',
    'maxUnavailable のない RollingUpdate で、より大きい序数がすべて更新済みかつ利用可能なとき。',
  ],
  'sts-update-budget': [
    'With the gate MaxUnavailableStatefulSet: fewer pods are unavailable than maxUnavailable allows.',
    'ゲート MaxUnavailableStatefulSet が有効で、利用不可の Pod が maxUnavailable より少ないとき。',
  ],
  'sts-update-broken': [
    '1.37, Parallel: a pod of an old template is not available; it goes before all others.',
    '1.37 の Parallel で、古いテンプレートの Pod が利用不可のとき。ほかより先に削除されます。',
  ],
  'sts-recreate-old': [
    'Strategy Recreate (1.37, alpha): the template has changed.',
    'Recreate 戦略 (1.37、alpha) で、テンプレートが変わったとき。',
  ],
  // StatefulSet: waits
  'sts-wait-terminate': [
    'OrderedReady, or an update: a pod is being deleted.',
    'OrderedReady または更新で、Pod が削除中のとき。',
  ],
  'sts-wait-ready': [
    'OrderedReady: a pod in range is not Running and Ready.',
    'OrderedReady で、範囲内の Pod が Running かつ Ready でないとき。',
  ],
  'sts-wait-available': [
    'A pod is Ready, but not yet for minReadySeconds.',
    'Pod は Ready だが、minReadySeconds が経っていないとき。',
  ],
  'sts-wait-update': ['An updated pod is not available yet.', '更新済みの Pod がまだ利用可能でないとき。'],
  'sts-wait-budget': [
    'As many pods are unavailable as maxUnavailable allows.',
    '利用不可の Pod が maxUnavailable に達しているとき。',
  ],
  'sts-wait-frozen': [
    '1.35 and 1.36 with the gate, Parallel: broken pods of the old template use up the budget and are not replaced themselves.',
    'ゲートを有効にした 1.35 と 1.36 の Parallel で、古いテンプレートの壊れた Pod が予算を使い切り、それ自身も置き換えられないとき。',
  ],
  'sts-wait-condemned': [
    'OrderedReady scale-down: two pods are unavailable, and the highest surplus pod is not the first of them.',
    'OrderedReady の縮小で、二つの Pod が利用不可であり、余剰の最大の Pod がその最初でないとき。',
  ],
  'sts-wait-scale-down-ready': [
    'OrderedReady: a pod that stays is not available, so no surplus pod is deleted.',
    'OrderedReady で、残る Pod が利用不可のため、余剰の Pod が削除されないとき。',
  ],
  'sts-wait-recreate': [
    'Strategy Recreate: pods of other templates are still there.',
    'Recreate 戦略で、別のテンプレートの Pod が残っているとき。',
  ],
  'sts-wait-claim-stale': [
    'whenScaled Delete: scaled down and up again before the claim was gone.',
    'whenScaled が Delete で、PVC が消える前に縮小と拡大が行われたとき。',
  ],
  'sts-wait-claim-deleting': [
    'A pod is to be made whose claim is being deleted.',
    '作成する Pod の PVC が削除中のとき。',
  ],
  'sts-wait-requeue-lost': [
    'Up to 1.34, minReadySeconds: the counters were equal when a delayed look would have been asked for.',
    '1.34 までの minReadySeconds で、遅延確認を予約すべきときに数が一致していたとき。',
  ],
  'sts-create-refused': ['The set’s name is longer than 52 characters.', 'セット名が 52 文字を超えるとき。'],
  'sts-create-exists': [
    'A pod of the ordinal’s name is there that another owner, or nobody, owns.',
    '序数の名前の Pod があり、別の所有者のものか、所有者がないとき。',
  ],
  'sts-strategy-unknown': [
    'The stored strategy is Recreate, and its gate is off.',
    '保存された戦略が Recreate で、ゲートが無効なとき。',
  ],
  'sts-churn': [
    '1.37, Parallel, no rollingUpdate block: sts-replace-old-current and sts-update-broken alternate.',
    '1.37 の Parallel で rollingUpdate ブロックがなく、sts-replace-old-current と sts-update-broken が繰り返されるとき。',
  ],
  // DaemonSet
  'ds-create': ['A node should run a pod and has none.', '必要なノードに Pod がないとき。'],
  'ds-replace': [
    'The pod that was deleted is gone, and the node should still run one.',
    '削除された Pod が消え、ノードにまだ必要なとき。',
  ],
  'ds-surge-create': [
    'maxSurge: fewer nodes have a second pod than it allows.',
    'maxSurge: 二つ目の Pod があるノードが上限より少ないとき。',
  ],
  'ds-surge-create-broken': [
    'maxSurge: the old pod is not available, so no room is asked for.',
    'maxSurge: 古い Pod が利用不可で、余裕を問わないとき。',
  ],
  'ds-surge-finish': ['maxSurge: the new pod is available.', 'maxSurge: 新しい Pod が利用可能になったとき。'],
  'ds-surge-old-unready': [
    'maxSurge: the old pod turns unready beside its successor.',
    'maxSurge: 後継がある古い Pod が Ready でなくなったとき。',
  ],
  'ds-update-budget': [
    'Fewer nodes are unavailable than maxUnavailable allows.',
    '利用不可のノードが maxUnavailable より少ないとき。',
  ],
  'ds-update-broken': ['A pod of an old template is not available.', '古いテンプレートの Pod が利用不可のとき。'],
  'ds-sunset': [
    'maxSurge: the new template no longer wants the node, and the budget has room.',
    'maxSurge: 新しいテンプレートがそのノードを対象とせず、予算に余裕があるとき。',
  ],
  'ds-delete-misplaced': [
    'The node stops matching, or a NoExecute taint comes.',
    'ノードが一致しなくなるか、NoExecute の taint が付いたとき。',
  ],
  'ds-delete-failed': [
    'A daemon pod has Failed, and its backoff is over.',
    'デーモン Pod が Failed になり、バックオフが過ぎたとき。',
  ],
  'ds-delete-succeeded': ['A daemon pod has Succeeded.', 'デーモン Pod が Succeeded になったとき。'],
  'ds-delete-excess': [
    'A node has more than one pod that counts: all but the oldest go.',
    '数えられる Pod が一つのノードに複数あるとき。最も古いもの以外が削除されます。',
  ],
  'ds-delete-unbound': [
    'A pod is not bound, and its node is gone.',
    '未割り当ての Pod で、対象のノードがなくなったとき。',
  ],
  'ds-revision-create': [
    'The template equals no revision that is kept.',
    'テンプレートが保存済みのどのリビジョンとも一致しないとき。',
  ],
  'ds-wait-budget': [
    'As many nodes are unavailable as maxUnavailable allows.',
    '利用不可のノードが maxUnavailable に達しているとき。',
  ],
  'ds-wait-surge': [
    'As many nodes have a second pod as maxSurge allows.',
    '二つ目の Pod があるノードが maxSurge に達しているとき。',
  ],
  'ds-wait-backoff': [
    'A daemon pod failed again before its backoff was over.',
    'バックオフが過ぎる前にデーモン Pod が再び失敗したとき。',
  ],
  'ds-wait-requeue-lost': [
    'Surge with minReadySeconds: two new pods become ready some seconds apart, and the delayed look of the first swallows that of the second.',
    'minReadySeconds 付きの surge で、新しい Pod が数秒ずれて Ready になり、先の確認予約が後の予約を打ち消したとき。',
  ],
  'ds-node-vanished': [
    'maxSurge: a pod is bound to a node whose object was deleted.',
    'maxSurge: 削除された Node オブジェクトに Pod が割り当てられたままのとき。',
  ],
  'ds-selecting-all': ['The selector is empty.', 'セレクターが空のとき。'],
  'ds-install-unready': [
    'At the end a pod is not available, and no update explains it.',
    '終了時に Pod が利用不可で、更新が理由でないとき。',
  ],
  'ds-excluded-name': ['spec.nodeName names another node.', 'spec.nodeName が別のノードを指すとき。'],
  'ds-excluded-selector': [
    'nodeSelector asks for a label that the node lacks.',
    'nodeSelector の求めるラベルがノードにないとき。',
  ],
  'ds-excluded-affinity': ['The required node affinity does not match.', '必須の node affinity が一致しないとき。'],
  'ds-excluded-taint': [
    'A NoSchedule or NoExecute taint is not tolerated.',
    'NoSchedule または NoExecute の taint が許容されていないとき。',
  ],
  // scheduler, kubelet, nodes
  'scheduler-bind': ['A node fits.', '収まるノードがあるとき。'],
  'scheduler-no-node': ['There is no node at all.', 'ノードが一つもないとき。'],
  'scheduler-ports': [
    'No node fits, and the first that no taint rules out has the host port in use.',
    '収まるノードがなく、taint で除外されない最初のノードでホストポートが使用中のとき。',
  ],
  'scheduler-resources': [
    'No node fits, and the first that no taint rules out lacks CPU, memory or room for pods.',
    '収まるノードがなく、taint で除外されない最初のノードで CPU、メモリ、Pod 数のいずれかが足りないとき。',
  ],
  'scheduler-taints': [
    'Every node has a taint that is not tolerated.',
    'どのノードにも許容されていない taint があるとき。',
  ],
  'scheduler-claim': ['A claim of the pod is not there, or is being deleted.', 'Pod の PVC がないか、削除中のとき。'],
  'scheduler-affinity': [
    'No node fits, and node selector or node affinity rule out the first that no taint rules out.',
    '収まるノードがなく、taint で除外されない最初のノードをノードセレクターか node affinity が除外するとき。',
  ],
  'scheduler-spread': [
    'A topologySpreadConstraint with DoNotSchedule keeps the pod off.',
    'DoNotSchedule の topologySpreadConstraint が配置を許さないとき。',
  ],
  'scheduler-pod-affinity': [
    'No node fits, and pod affinity or anti-affinity rules out the first that no taint rules out.',
    '収まるノードがなく、taint で除外されない最初のノードを Pod の affinity か anti-affinity が除外するとき。',
  ],
  'kubelet-start': ['The containers have started.', 'コンテナが起動したとき。'],
  'kubelet-ready': [
    'The readiness probe passes, or there is none and the containers run.',
    'readiness probe が通るか、なければコンテナが動いているとき。',
  ],
  'kubelet-unready': ['Readiness turns, by a step of the scenario.', 'シナリオの手順で Ready でなくなったとき。'],
  'kubelet-ended': [
    'The containers end by themselves, by a rule of the scenario.',
    'シナリオの規則でコンテナが自ら終了したとき。',
  ],
  'kubelet-stopped': ['A deleted pod’s containers have stopped.', '削除された Pod のコンテナが停止したとき。'],
  'api-removed-at-once': [
    'A deletion needs no kubelet: the pod has ended, was never bound, or has no grace period.',
    '削除に kubelet が要らないとき: 終了済み、未割り当て、または猶予期間なし。',
  ],
  'available-after': ['The pod has been Ready for minReadySeconds.', 'Ready になって minReadySeconds が経ったとき。'],
  'node-pod-unready': ['The node has been silent for its grace period.', 'ノードが猶予期間のあいだ応答しないとき。'],
  'taint-evict': [
    'A NoExecute taint is not tolerated, or its tolerationSeconds are over.',
    'NoExecute の taint が許容されないか、tolerationSeconds が過ぎたとき。',
  ],
  'pod-gc-orphan': [
    'The pod’s node has been gone for at least 40 s; the collector looks every 20 s.',
    'Pod のノードがなくなって 40 秒以上が過ぎたとき (20 秒ごとに調べます)。',
  ],
  'pod-gc-out-of-service': [
    'A terminating pod’s node has the taint out-of-service and is not ready.',
    '終了中の Pod のノードに out-of-service の taint があり、Ready でないとき。',
  ],
  'gc-owner-gone': [
    'The set was deleted with cascade background or foreground.',
    'セットが background または foreground で削除されたとき。',
  ],
  'gc-claim-set-gone': ['whenDeleted Delete: the set is gone.', 'whenDeleted が Delete で、セットがなくなったとき。'],
  'gc-claim-pod-gone': [
    'whenScaled Delete: the pod that was scaled away is gone.',
    'whenScaled が Delete で、縮小された Pod がなくなったとき。',
  ],
  'claim-in-use': [
    'A claim was deleted before, and its last pod is gone now.',
    '先に削除された PVC を使う最後の Pod がなくなったとき。',
  ],
  // drains
  'drain-evict': [
    'A drain evicts a pod that no budget selects.',
    'ドレインが、どの予算にも選択されない Pod を退避させるとき。',
  ],
  'drain-evict-budget': [
    'A drain evicts a pod, and its budget has room.',
    'ドレインの対象の Pod について、予算に余裕があるとき。',
  ],
  'drain-evict-unready': [
    'A drain evicts a pod that is not ready, which its budget does not guard.',
    'ドレインの対象の Pod が Ready でなく、予算に守られないとき。',
  ],
  'drain-delete': ['A drain with disableEviction.', 'disableEviction を指定したドレイン。'],
  'drain-done': ['The last pod that a drain waits for is gone.', 'ドレインが待つ最後の Pod が消えたとき。'],
  'drain-open': ['The trace ends while a drain still waits.', 'ドレインが待っている間にトレースが終わるとき。'],
  'evict-refused': ['The budget has no room (answer 429).', '予算に余裕がないとき (応答 429)。'],
  'evict-refused-unseen': [
    'The disruption controller has not looked at the budget yet.',
    'disruption コントローラーがまだ予算を計算していないとき。',
  ],
  'evict-refused-uncounted': [
    'The budget needs the scale of the pods’ controller, and there is none.',
    '予算の計算に Pod のコントローラーの scale が要るが、ないとき。',
  ],
  'evict-refused-several': [
    'More than one budget selects the pod (answer 500).',
    '複数の予算が Pod を選択するとき (応答 500)。',
  ],
  'user-deleted': [
    'A step of the scenario deletes a pod, a claim or the set.',
    'シナリオの手順が Pod、PVC、セットを削除するとき。',
  ],
  'user-forced': [
    'A step of the scenario deletes a pod with graceSeconds 0.',
    'シナリオの手順が graceSeconds 0 で Pod を削除するとき。',
  ],
  // what a person can do
  'way-delete-pod': [
    'The pod that blocks has an old template, or holds a claim back.',
    '妨げている Pod が古いテンプレートか、PVC を引き止めているとき。',
  ],
  'way-delete-pod-after-fix': [
    'OrderedReady or OnDelete: a better template does not replace the broken pod by itself.',
    'OrderedReady または OnDelete で、良いテンプレートだけでは壊れた Pod が置き換わらないとき。',
  ],
  'way-fix-template': [
    'A better template replaces the broken pods first.',
    '良いテンプレートが壊れた Pod から先に置き換えるとき。',
  ],
  'way-fix-template-parallel': [
    'Parallel: a better template replaces the broken pod at once.',
    'Parallel で、良いテンプレートが壊れた Pod をすぐに置き換えるとき。',
  ],
  'way-free-node': ['A pod fits no node.', 'Pod がどのノードにも収まらないとき。'],
  'way-shorter-name': ['After sts-create-refused.', 'sts-create-refused のあと。'],
  'way-force-delete': ['A pod that is being deleted never goes.', '削除中の Pod がいつまでも消えないとき。'],
  'way-delete-old-pod': [
    'maxSurge: the old pod holds the host port that the new one needs.',
    'maxSurge: 新しい Pod が必要とするホストポートを古い Pod が使っているとき。',
  ],
  'way-delete-strays': ['After sts-create-exists.', 'sts-create-exists のあと。'],
  'way-touch-set': ['Nothing will wake the controller by itself.', 'コントローラーを起こすものが何もないとき。'],
  'way-write-rolling-update': ['After sts-churn.', 'sts-churn のあと。'],
  'way-change-strategy': ['After sts-strategy-unknown.', 'sts-strategy-unknown のあと。'],
  'way-wait': ['It goes on by itself, but late.', '時間はかかるが、自然に進むとき。'],
  'way-node-back': [
    'The pod that blocks is on a node that is not ready.',
    '妨げている Pod のノードが Ready でないとき。',
  ],
  'way-write-selector': ['After ds-selecting-all.', 'ds-selecting-all のあと。'],
  // verdict
  'broken-stops': [
    'With a template that never becomes ready the rollout stops.',
    'Ready にならないテンプレートでロールアウトが止まるとき。',
  ],
  'broken-stops-nothing': ['The change replaces nothing.', '変更が何も置き換えないとき。'],
  'broken-stops-never': [
    'With a template that never becomes ready every pod is replaced all the same.',
    'Ready にならないテンプレートでもすべての Pod が置き換えられるとき。',
  ],
  'rollback-clean': ['The old template put back leads to a sound set.', '元のテンプレートに戻すと正常になるとき。'],
  'rollback-nothing': ['The old template is the one that stands.', '元のテンプレートが現在のものと同じとき。'],
  'rollback-broken-too': [
    'The second run puts the old manifest back, and the pod that then stands in the way was made from it.',
    '二度目の試行で元のマニフェストに戻したが、妨げている Pod がそのテンプレートのものであるとき。',
  ],
  'rollback-stuck': [
    'The old template put back leaves a pod that nobody replaces.',
    '元のテンプレートに戻しても、置き換えられない Pod が残るとき。',
  ],
  // steps
  'step-no-pod': ['A step names a pod that is not there.', '手順の Pod がないとき。'],
  'step-no-node': ['A step names a node that is not there.', '手順のノードがないとき。'],
  'step-no-claim': ['A step names a claim that is not there.', '手順の PVC がないとき。'],
  'step-no-budget': ['A step names a budget that is not there.', '手順の予算がないとき。'],
  'step-no-set': ['A step needs the set, which is not there.', '手順に必要なセットがないとき。'],
  'step-set-going': ['A step applies the set while it is being deleted.', '削除中のセットを手順が適用するとき。'],
  'step-node-exists': ['A step adds a node that is there.', '既にあるノードを手順が追加するとき。'],
};
