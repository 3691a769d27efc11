/** Japanese sentences, one per reason code; `{name}` stands for a parameter. */
import type { ReasonCode } from '../reasons';

export const ja: Readonly<Record<ReasonCode, string>> = {
  'sts-create-ordinal': '{pod} を作成します。replicas {replicas} に必要ですが、まだありません',
  'sts-create-next': '{pod} を作成します。{below} が利用可能になり、OrderedReady は順番に作成します',
  'sts-replace-new': '{pod} をテンプレート {revision} で作り直します。古い Pod は削除済みです',
  'sts-replace-same': '{pod} を作り直します。Pod がなくなり、テンプレートは同じです',
  'sts-replace-old-partition':
    '{pod} を古いテンプレート {revision} で作り直します。序数が partition {partition} より小さいためです',
  'sts-replace-old-current':
    '{pod} を古いテンプレート {revision} で作り直します。rollingUpdate ブロックがないと、更新が済むまで小さい序数は古いテンプレートのままです',
  'sts-claim-create': 'PVC {claim} を作成します。{pod} に必要ですが、まだありません',
  'sts-revision-create': 'テンプレート {revision} を新しい ControllerRevision として記録します',
  'sts-delete-ended': '{pod} を削除します。終了しており ({phase})、StatefulSet は実行中の Pod を必要とします',
  'sts-scale-down': '{pod} を削除します。序数が {start} から {replicas} 個のレプリカの範囲外です',
  'sts-update-next': '{pod} を削除します。古いテンプレートの Pod のうち最大の序数で、それより上はすべて利用可能です',
  'sts-update-budget':
    '{pod} を削除します。古いテンプレートの Pod のうち最大の序数で、maxUnavailable {maxUnavailable} に余裕があります (利用不可 {unavailable})',
  'sts-update-broken': '{pod} を削除します。古いテンプレートで利用不可のため、予算に関係なく先に置き換えます',
  'sts-recreate-old': '{pod} を削除します。Recreate 戦略は別のテンプレートの Pod をすべて同時に削除します',
  'sts-wait-terminate': '{pod} の停止を待っています',
  'sts-wait-ready': '{pod} が Running かつ Ready になるのを待っています',
  'sts-wait-available': '{pod} が {minReadySeconds} 秒間 Ready であるのを待っています',
  'sts-wait-update': '新しいテンプレートの {pod} が利用可能になるのを待っています',
  'sts-wait-budget': '待機中です。利用不可 {unavailable}、maxUnavailable {maxUnavailable}。{pod} がその一つです',
  'sts-wait-frozen':
    '止まっています。利用不可の古い Pod {unavailable} 個が maxUnavailable {maxUnavailable} を使い切り、それらさえ置き換えられません。{pod} がその一つです',
  'sts-wait-condemned': '縮小は待機中です。余剰のうち最大の {pod} が利用不可で、{other} も利用不可です',
  'sts-wait-scale-down-ready':
    '縮小は {pod} が Running かつ Ready になるまで待ちます。余剰の Pod {surplus} 個はそれまで残ります',
  'sts-wait-recreate': '別のテンプレートの Pod がすべてなくなるのを待っています。{pod} が残っています',
  'sts-wait-claim-stale':
    '{pod} は作成されません。PVC {claim} がまだ同名の以前の Pod に属し、それが消えても誰も起こされません',
  'sts-wait-claim-deleting': '{pod} を作成できません。PVC {claim} が削除中です',
  'sts-wait-requeue-lost': 'タイマーなしで待っています。遅延確認が予約されていないため、別のイベントまで何も起きません',
  'sts-create-refused':
    '{pod} を作成できません。{length} 文字のセット名にテンプレートのハッシュを加えるとラベルが 63 文字を超えます',
  'sts-create-exists': '{pod} を作成できません。このセットのものではない同名の Pod がまだあります',
  'sts-strategy-unknown':
    'このクラスターは Recreate 戦略を知りません。フィーチャーゲートが無効で、{set} の同期は毎回失敗します',
  'sts-churn': '{pod} は古いテンプレートで作られては削除されることを繰り返します',
  'ds-create': 'ノード {node} に Pod を作成します。必要ですが、まだありません',
  'ds-replace': 'ノード {node} にテンプレート {revision} の Pod を作成します。前の Pod はなくなりました',
  'ds-surge-create':
    'ノード {node} にテンプレート {revision} の 2 つ目の Pod を作成します。maxSurge {maxSurge} に余裕があります (使用中 {surging})',
  'ds-surge-create-broken': 'ノード {node} にすぐ 2 つ目の Pod を作成します。古い {pod} が利用不可です',
  'ds-surge-finish': '{pod} を削除します。後継の Pod が利用可能です',
  'ds-surge-old-unready': '{pod} を削除します。もう Ready ではなく、後継の Pod があります',
  'ds-update-budget':
    '{pod} を削除します。古いテンプレートで、maxUnavailable {maxUnavailable} に余裕があります (利用不可 {unavailable})',
  'ds-update-broken': '{pod} を削除します。古いテンプレートで利用不可のため、予算は問いません',
  'ds-sunset': '{pod} を削除します。このノードではもう不要で、他が十分に利用可能です',
  'ds-delete-misplaced': '{pod} を削除します。ノード {node} がもう一致しないか、許容できない taint があります',
  'ds-delete-failed': '{pod} を削除します。失敗しました。次の失敗は {seconds} 秒間そのままにされます',
  'ds-delete-succeeded': '{pod} を削除します。正常終了しましたが、デーモン Pod は動き続ける必要があります',
  'ds-delete-excess': '{pod} を削除します。このノードに 2 つ以上あります',
  'ds-delete-unbound': '{pod} を削除します。対象のノード {node} はもうありません',
  'ds-revision-create': 'テンプレート {revision} を新しい ControllerRevision として記録します',
  'ds-wait-budget':
    '待機中です。利用不可のノード {unavailable}、maxUnavailable {maxUnavailable}。{left} ノードがまだ古い Pod です',
  'ds-wait-surge':
    '待機中です。新しい Pod がまだ利用不可のノード {surging}、maxSurge {maxSurge}。{left} ノードは古い Pod だけです',
  'ds-wait-backoff': '{pod} が再び失敗しました。{seconds} 秒間そのままにされます',
  'ds-wait-requeue-lost':
    '{node} で新旧の Pod が並んだままです。新しい Pod は利用可能ですが、先に予約された確認があったためその時点の確認は失われ、別の出来事があるまで何も起こりません',
  'ds-node-vanished': '止まっています。存在しないノードに Pod が残っており、回収されるまで更新の各段階が失敗します',
  'ds-selecting-all': '何もしません。{set} のセレクターが空で、すべての Pod を選択してしまいます',
  'ds-install-unready': '{pod} が利用可能ではありません',
  'ds-excluded-name': 'テンプレートがノード {wanted} を指定しています',
  'ds-excluded-selector': 'nodeSelector が求めるラベル {label} がノードにありません',
  'ds-excluded-affinity': '必須の node affinity にノードが一致しません',
  'ds-excluded-taint': '許容されていない taint {taint} がノードにあります',
  'scheduler-bind': '{pod} を {node} に割り当てます',
  'scheduler-no-node': '{pod} はどのノードにも収まりません',
  'scheduler-ports': '{pod} はどのノードにも収まりません。ホストポート {port} は {node} で {holder} が使用中です',
  'scheduler-resources': '{pod} はどのノードにも収まりません。{node} で {resource} の空きが足りません',
  'scheduler-taints': '{pod} はどのノードにも収まりません。{node} の taint {taint} が許容されていません',
  'scheduler-claim': '{pod} は PVC {claim} を待っています',
  'scheduler-affinity': '{pod} はどのノードにも収まりません。ノードセレクターまたは affinity が {node} に一致しません',
  'scheduler-pod-affinity': '{pod} はどのノードにも収まりません。pod affinity が {node} を除外します',
  'kubelet-start': '{pod} のコンテナが動き始めます',
  'kubelet-ready': '{pod} が Ready を報告します',
  'kubelet-unready': '{pod} が Ready でないと報告します',
  'kubelet-ended': '{pod} が自分で終了します ({phase})',
  'kubelet-stopped': '{pod} が停止しました',
  'api-removed-at-once': '{pod} はすぐに消えます。終了済み、未割り当て、または猶予期間がありません',
  'available-after': '{pod} は利用可能です。Ready になって {seconds} 秒です',
  'node-pod-unready': '{pod} は Ready でないとみなされます。ノード {node} の応答がありません',
  'taint-evict': '{pod} を削除します。ノード {node} の taint {taint} をもう許容しません',
  'pod-gc-orphan': '{pod} を取り除きます。ノード {node} はもうありません',
  'pod-gc-out-of-service': '{pod} を取り除きます。ノード {node} は out-of-service です',
  'gc-owner-gone': '{pod} を削除します。所有するセットがなくなりました',
  'gc-claim-set-gone': '{set} とともに PVC {claim} を削除します。whenDeleted が Delete です',
  'gc-claim-pod-gone': '{pod} とともに PVC {claim} を削除します。whenScaled が Delete です',
  'drain-evict': 'ノード {node} のドレインで {pod} が退避されます',
  'drain-evict-budget':
    'ノード {node} のドレインで {pod} が退避されます。PodDisruptionBudget {budget} はあと {allowed} Pod の退避を許します',
  'drain-evict-unready':
    'ノード {node} のドレインで {pod} が退避されます。Ready でない Pod を PodDisruptionBudget {budget} は守りません',
  'drain-delete': 'ノード {node} のドレインで、PodDisruptionBudget に問い合わせずに {pod} が削除されます',
  'evict-refused':
    '{pod} は {node} から退避されません。PodDisruptionBudget {budget} には正常な Pod が {desiredHealthy} 必要で、現在は {currentHealthy} です。ドレインは 5 秒ごとに再試行します',
  'evict-refused-unseen': '{pod} は {node} から退避されません。PodDisruptionBudget {budget} がまだ計算されていません',
  'evict-refused-uncounted':
    '{pod} は {node} から退避されません。対象 Pod のコントローラーに scale がないため PodDisruptionBudget {budget} を計算できず、退避は一切許されません',
  'evict-refused-several':
    '{pod} は {node} から退避されず、ドレインは諦めます。{budgets} 個の PodDisruptionBudget が選択していますが、Eviction API が扱えるのは 1 つだけです',
  'drain-done': 'ノード {node} のドレインは {seconds} 秒で終わります',
  'drain-open': 'ノード {node} のドレインは終わっていません。{pod} が残っています',
  'claim-in-use': 'PVC {claim} が消えます。使用する Pod がなくなりました',
  'user-deleted': '{object} を手で削除します',
  'user-forced': '{pod} を強制的に削除します',
  'way-delete-pod': '{pod} を手で削除してください',
  'way-delete-pod-after-fix':
    'テンプレートを直し (または元に戻し)、{pod} を手で削除してください。テンプレートだけでは置き換わりません',
  'way-fix-template': '正しく動くテンプレート (または元のもの) を適用してください。壊れた Pod から先に置き換わります',
  'way-fix-template-parallel':
    '正しく動くテンプレート (または元のもの) を適用してください。{pod} はすぐに置き換わります',
  'way-free-node': '{pod} が収まるノードを用意してください (空き、ラベル、toleration)',
  'way-shorter-name': '52 文字以下の名前を選んでください',
  'way-force-delete':
    'マシンを復旧するか、{pod} を強制削除するか (kubectl delete pod {pod} --grace-period=0 --force)、Node オブジェクトを削除してください',
  'way-delete-old-pod':
    '古い Pod をノードごとに手で削除するか (次は {pod})、maxSurge の代わりに maxUnavailable を使ってください',
  'way-delete-strays': '{pod} を手で削除するか、セレクターを一致させてください',
  'way-touch-set': 'セットに何かイベントを起こしてください (アノテーションの追加、Pod の削除など)',
  'way-write-rolling-update':
    'updateStrategy の下に rollingUpdate: {{}} を書くか、残りの古い Pod を手で削除してください',
  'way-change-strategy': 'RollingUpdate か OnDelete を使うか、フィーチャーゲートを有効にしてください',
  'way-wait': '待ってください',
  'way-node-back': 'ノードを Ready に戻してください',
  'way-write-selector': 'テンプレートのラベルに一致するセレクターを書いてください',
  'broken-stops': '{object} で止まります。いつまでも利用可能になりません',
  'broken-stops-nothing': '何も置き換えられません',
  'broken-stops-never': '止まりません。古い Pod がすべて置き換えられます',
  'rollback-clean': '元のテンプレートに戻せば直ります',
  'rollback-nothing': '戻すものがありません',
  'rollback-broken-too': '前のテンプレートに戻しても直りません。そのテンプレートの {pod} も利用可能になりません',
  'rollback-stuck': '元のテンプレートに戻しても直りません。{pod} を手で削除する必要があります',
  'step-no-pod': 'その時点で Pod {pod} はありません',
  'step-no-node': 'その時点でノード {node} はありません',
  'step-no-claim': 'その時点で PVC {claim} はありません',
  'step-no-budget': 'その時点で PodDisruptionBudget {budget} はありません',
  'step-set-going':
    'セット {set} は削除中でした。置き換えによってファイナライザーが外れて直ちに消え、何も適用されませんでした',
  'step-no-set': 'その時点でセットはありません',
  'step-node-exists': 'ノード {node} は既にあります',
};
