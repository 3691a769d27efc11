/** English sentences, one per reason code; `{name}` stands for a parameter. */
import type { ReasonCode } from '../reasons';

export const en: Readonly<Record<ReasonCode, string>> = {
  'sts-create-ordinal': '{pod} is created: replicas {replicas} asks for it, and it is not there',
  'sts-create-next': '{pod} is created: {below} is available, and OrderedReady makes the pods in order',
  'sts-replace-new': '{pod} is created again, with template {revision}: the old pod is gone',
  'sts-replace-same': '{pod} is created again: it was gone, and the template is the same',
  'sts-replace-old-partition':
    '{pod} is created again with the old template {revision}: its ordinal lies below partition {partition}',
  'sts-replace-old-current':
    '{pod} is created again with the old template {revision}: without a rollingUpdate block, the lowest ordinals keep it until the update has passed',
  'sts-claim-create': 'claim {claim} is created: {pod} needs it, and it is not there',
  'sts-revision-create': 'template {revision} is recorded as a new ControllerRevision',
  'sts-delete-ended': '{pod} is deleted: it has ended ({phase}), and a StatefulSet wants it running',
  'sts-scale-down': '{pod} is deleted: its ordinal lies outside the {replicas} replicas from ordinal {start}',
  'sts-update-next': '{pod} is deleted: it is the highest pod of an old template, and all pods above it are available',
  'sts-update-budget':
    '{pod} is deleted: it is the highest pod of an old template, and maxUnavailable {maxUnavailable} leaves room ({unavailable} unavailable)',
  'sts-update-broken':
    '{pod} is deleted: it has an old template and is not available, so it goes first and outside the budget',
  'sts-recreate-old': '{pod} is deleted: strategy Recreate removes all pods of other templates together',
  'sts-wait-terminate': 'the rollout waits until {pod} has stopped',
  'sts-wait-ready': 'the rollout waits until {pod} is Running and Ready',
  'sts-wait-available': 'the rollout waits until {pod} has been Ready for {minReadySeconds} s',
  'sts-wait-update': 'the rollout waits until {pod}, which has the new template, is available',
  'sts-wait-budget':
    'the rollout waits: {unavailable} unavailable, and maxUnavailable is {maxUnavailable}; {pod} is one of them',
  'sts-wait-frozen':
    'the rollout stands still: {unavailable} old pods are unavailable, which uses up maxUnavailable {maxUnavailable}, and so not even they are replaced; {pod} is one of them',
  'sts-wait-condemned':
    'the scale-down waits: {pod} is the highest surplus pod and not available, and {other} is not available either',
  'sts-wait-scale-down-ready':
    'the scale-down waits until {pod} is Running and Ready: {surplus} surplus pods stay until then',
  'sts-wait-recreate': 'the rollout waits until all pods of other templates are gone; {pod} is still there',
  'sts-wait-claim-stale':
    '{pod} is not created: claim {claim} still belongs to the earlier pod of that name, and its disappearance wakes nobody',
  'sts-wait-claim-deleting': '{pod} cannot be created: claim {claim} is being deleted',
  'sts-wait-requeue-lost':
    'the rollout waits without a timer: no delayed look was asked for, so nothing happens before some other event',
  'sts-create-refused':
    '{pod} cannot be created: with the hash of its template the set’s name of {length} characters makes a label longer than 63',
  'sts-create-exists': '{pod} cannot be created: another pod of that name, which is not the set’s, is still there',
  'sts-strategy-unknown':
    'strategy Recreate is unknown to this cluster: its feature gate is off, and every sync of {set} fails',
  'sts-churn': '{pod} is made with the old template and deleted again, over and over',
  'ds-create': 'node {node} gets a pod: it should run one and has none',
  'ds-replace': 'node {node} gets a pod of template {revision}: its last one is gone',
  'ds-surge-create':
    'node {node} gets a second pod, of template {revision}: maxSurge {maxSurge} leaves room ({surging} in use)',
  'ds-surge-create-broken': 'node {node} gets a second pod at once: its old one, {pod}, is not available',
  'ds-surge-finish': '{pod} is deleted: its successor is available',
  'ds-surge-old-unready': '{pod} is deleted: it is no longer ready, and its successor is there',
  'ds-update-budget':
    '{pod} is deleted: it has an old template, and maxUnavailable {maxUnavailable} leaves room ({unavailable} unavailable)',
  'ds-update-broken': '{pod} is deleted: it has an old template and is not available, so no budget is asked',
  'ds-sunset': '{pod} is deleted: the node should not run it any more, and enough others are available',
  'ds-delete-misplaced':
    '{pod} is deleted: node {node} does not match any more, or has a taint that it does not tolerate',
  'ds-delete-failed': '{pod} is deleted: it failed; the next failure is left alone for {seconds} s',
  'ds-delete-succeeded': '{pod} is deleted: it ended with success, and a daemon pod should run',
  'ds-delete-excess': '{pod} is deleted: the node has more than one',
  'ds-delete-unbound': '{pod} is deleted: it was made for node {node}, which is no more',
  'ds-revision-create': 'template {revision} is recorded as a new ControllerRevision',
  'ds-wait-budget':
    'the rollout waits: unavailable nodes {unavailable}, maxUnavailable {maxUnavailable}; nodes that still have the old pod: {left}',
  'ds-wait-surge':
    'the rollout waits: nodes whose new pod is not available yet: {surging}, maxSurge {maxSurge}; nodes with the old pod alone: {left}',
  'ds-wait-backoff': '{pod} failed again; it is left alone for {seconds} s',
  'ds-wait-requeue-lost':
    'old and new pod stay side by side on {node}: the new one is available, but the look at that moment was lost, because an earlier one was pending, and nothing happens before some other event',
  'ds-node-vanished':
    'the rollout stands still: a pod is left on a node that is no more, and every rollout step fails until it is collected',
  'ds-selecting-all': 'the controller does nothing: the selector of {set} is empty and would select every pod',
  'ds-install-unready': '{pod} is not available',
  'ds-excluded-name': 'the template names node {wanted}',
  'ds-excluded-selector': 'the node lacks label {label}, which nodeSelector asks for',
  'ds-excluded-affinity': 'the node does not match the required node affinity',
  'ds-excluded-taint': 'the node has the taint {taint}, which is not tolerated',
  'scheduler-bind': '{pod} is bound to {node}',
  'scheduler-no-node': '{pod} fits no node',
  'scheduler-ports': '{pod} fits no node: host port {port} is taken on {node}, by {holder}',
  'scheduler-resources': '{pod} fits no node: the {resource} capacity that is left on {node} does not suffice',
  'scheduler-taints': '{pod} fits no node: it does not tolerate the taint {taint} of {node}',
  'scheduler-claim': '{pod} waits for its claim {claim}',
  'scheduler-affinity': '{pod} fits no node: its node selector or affinity does not match {node}',
  'scheduler-spread': '{pod} fits no node: on {node} the pods would be spread too unevenly over {key}',
  'scheduler-pod-affinity': '{pod} fits no node: its pod affinity rules out {node}',
  'kubelet-start': 'the containers of {pod} run',
  'kubelet-ready': '{pod} reports that it is ready',
  'kubelet-unready': '{pod} reports that it is not ready',
  'kubelet-ended': '{pod} ends by itself ({phase})',
  'kubelet-stopped': '{pod} has stopped',
  'api-removed-at-once': '{pod} goes at once: it has ended, was never bound, or has no grace period',
  'available-after': '{pod} is available: ready for {seconds} s',
  'node-pod-unready': '{pod} counts as not ready: node {node} is silent',
  'taint-evict': '{pod} is deleted: it does not tolerate the taint {taint} of node {node} any longer',
  'pod-gc-orphan': '{pod} is removed: its node {node} is no more',
  'pod-gc-out-of-service': '{pod} is removed: its node {node} is out of service',
  'gc-owner-gone': '{pod} is deleted: the set that owns it is gone',
  'gc-claim-set-gone': 'claim {claim} is deleted with {set}: whenDeleted is Delete',
  'gc-claim-pod-gone': 'claim {claim} is deleted with {pod}: whenScaled is Delete',
  'drain-evict': '{pod} is evicted: node {node} is being drained',
  'drain-evict-budget': '{pod} is evicted: node {node} is being drained, and budget {budget} lets {allowed} go',
  'drain-evict-unready':
    '{pod} is evicted: node {node} is being drained, and budget {budget} does not guard a pod that is not ready',
  'drain-delete': '{pod} is deleted without asking a budget: node {node} is being drained',
  'evict-refused':
    '{pod} is not evicted from {node}: budget {budget} needs {desiredHealthy} healthy pods, and there are {currentHealthy}; the drain asks again every 5 s',
  'evict-refused-unseen': '{pod} is not evicted from {node}: budget {budget} has not been worked out yet',
  'evict-refused-uncounted':
    '{pod} is not evicted from {node}: budget {budget} cannot be worked out, because a controller of its pods has no scale, and so it lets nothing go',
  'evict-refused-several':
    '{pod} is not evicted from {node}, and the drain gives it up: {budgets} budgets select it, and the Eviction API takes only one',
  'drain-done': 'node {node} is drained after {seconds} s',
  'drain-open': 'the drain of node {node} has not ended: {pod} is still there',
  'claim-in-use': 'claim {claim} goes: no pod uses it any more',
  'user-deleted': '{object} is deleted by hand',
  'user-forced': '{pod} is deleted by force',
  'way-delete-pod': 'delete {pod} by hand',
  'way-delete-pod-after-fix':
    'correct the template (or put the old one back), then delete {pod} by hand: the template alone does not replace it',
  'way-fix-template': 'apply a template that works (or the old one): it replaces the broken pods first',
  'way-fix-template-parallel': 'apply a template that works (or the old one): {pod} is replaced at once',
  'way-free-node': 'give {pod} a node that it fits: room, labels or tolerations',
  'way-shorter-name': 'choose a name of at most 52 characters',
  'way-force-delete':
    'bring the machine back, or delete {pod} by force (kubectl delete pod {pod} --grace-period=0 --force), or delete its Node object',
  'way-delete-old-pod':
    'delete the old pods by hand, node by node (next: {pod}), or use maxUnavailable instead of maxSurge',
  'way-delete-strays': 'delete {pod} by hand, or make the selector match it',
  'way-touch-set': 'cause any event of the set: annotate it, or delete one of its pods',
  'way-write-rolling-update': 'write rollingUpdate: {{}} below updateStrategy, or delete the other old pods by hand',
  'way-change-strategy': 'use RollingUpdate or OnDelete, or switch the feature gate on',
  'way-wait': 'wait',
  'way-node-back': 'make the node ready again',
  'way-write-selector': 'write a selector that matches the template’s labels',
  'broken-stops': 'it stops with {object} unavailable',
  'broken-stops-nothing': 'nothing is replaced',
  'broken-stops-never': 'it does not stop: every old pod is replaced',
  'rollback-clean': 'putting the old template back mends it',
  'rollback-nothing': 'there is nothing to put back',
  'rollback-broken-too':
    'putting the earlier template back does not mend it: {pod} has that template, and is not available either',
  'rollback-stuck': 'putting the old template back does not mend it: {pod} has to be deleted by hand',
  'step-no-pod': 'there is no pod {pod} at that time',
  'step-no-node': 'there is no node {node} at that time',
  'step-no-claim': 'there is no claim {claim} at that time',
  'step-no-budget': 'there is no PodDisruptionBudget {budget} at that time',
  'step-set-going':
    'set {set} was being deleted: replacing it took its finalizers off, so it went at once, and nothing was applied',
  'step-no-set': 'the set is not there at that time',
  'step-node-exists': 'node {node} is there already',
};
