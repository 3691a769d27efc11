import { execText, httpPath, type Probe, probeOf } from '../knowledge/probes';
import { storeOf } from '../knowledge/stores';
import { containers, type JsonObject, text } from '../read';
import { inspectionRule } from '../rule';

interface Demand {
  /** products whose requests are meant; undefined: any */
  readonly product?: RegExp;
  readonly http?: RegExp;
  readonly exec?: RegExp;
  readonly unless?: RegExp;
  readonly message: 'default' | 'role' | 'sealed' | 'aggregate';
}

/** Questions whose answer depends on more than the process that is asked. Sources: the programs' own documentation. */
const DEMANDS: readonly Demand[] = [
  { http: /\/_cluster\/health/, exec: /_cluster\/health/, unless: /local=true/, message: 'default' },
  { exec: /\betcdctl\b.*\bendpoint\s+(?:health|status)\b.*--cluster\b|\betcdctl\b.*--cluster\b/, message: 'default' },
  { product: /^etcd$/, http: /\/health\b/, unless: /serializable=true/, message: 'default' },
  { product: /^etcd$/, exec: /\betcdctl\b.*\bendpoint\s+health\b|:2379\/health(?!\?serializable)/, message: 'default' },
  { exec: /\brabbitmq(?:ctl|-diagnostics)\b.*\b(?:cluster_status|node_health_check|check_if_\w+)/, message: 'default' },
  { exec: /\/v1\/status\/leader|\boperator\s+raft\b/, http: /\/v1\/status\/leader/, message: 'default' },
  { http: /\/minio\/health\/cluster/, exec: /\/minio\/health\/cluster/, message: 'default' },
  { exec: /\b(?:srvr|stat|mntr)\b[\s\S]*\b(?:Mode|zk_server_state|leader|follower)\b/, message: 'default' },
  { exec: /under-?replicated|under-min-isr|unavailable-partitions/i, message: 'default' },
  { exec: /cluster\s+info\b[\s\S]*(?:cluster_state|ok)/, message: 'default' },
  { exec: /wsrep_(?:ready|cluster_status|cluster_size|local_state)|replication_group_members/, message: 'default' },
  { exec: /\bnodetool\s+status\b[\s\S]*\bDN\b/, message: 'default' },
  { http: /\/replicas_status/, exec: /\/replicas_status/, message: 'default' },
  { product: /^CockroachDB$/, http: /\/health\?ready=1/, exec: /\/health\?ready=1/, message: 'default' },
  { exec: /\brs\.status\(|\breplSetGetStatus\b/, message: 'default' },
  { exec: /isMaster\(\)\.ismaster|isWritablePrimary|\.ismaster\b|pg_is_in_recovery|role:master/, message: 'role' },
  {
    product: /^PostgreSQL$/,
    http: /^\/(?:primary|master|leader|replica|read-write|standby-leader)\b/,
    message: 'role',
  },
  {
    product: /^Vault$/,
    http: /\/v1\/sys\/health/,
    exec: /\/v1\/sys\/health/,
    unless: /standbyok=true.*sealedcode=2|sealedcode=2.*standbyok=true/,
    message: 'sealed',
  },
  { exec: /\b(?:vault|bao)\s+status\b/, unless: /\|\||\$\?|;/, message: 'sealed' },
  { http: /^\/(?:[\w-]+\/)*actuator\/health\/?$/, message: 'aggregate' },
];

const OTHER_HOST =
  /https?:\/\/(?!localhost\b|127\.|0\.0\.0\.0|\[?::1?\]|\$|%|`|'?"?\$)([a-z0-9][\w.-]*)|(?:\bnc\b(?:\s+-\w+)*|\bpg_isready\b.*?\s-h|\bredis-cli\b.*?\s-h|\bmysqladmin\b.*?\s-h|\bmysql\b.*?\s-h|\bmongosh?\b.*?--host)[\s=]*(?!-|localhost\b|127\.|0\.0\.0\.0|::1|\$|\/)([a-z][\w.-]*)/;

/**
 * A liveness probe that fails makes the kubelet restart the container; it must fail only for what a restart mends.
 * Source: kubernetes.io, "Configure Liveness, Readiness and Startup Probes".
 */
export const livenessDependsOnCluster = inspectionRule({
  id: 'liveness-depends-on-cluster',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'This liveness probe asks after the whole cluster: when one member is away, the kubelet restarts the sound ones too. Ask only whether this process answers, and leave the rest to the readiness probe.',
      ja: 'この livenessProbe はクラスター全体の状態を調べています。1 台が離れると、正常なメンバーまで kubelet が再起動します。このプロセスが応答するかどうかだけを調べ、残りは readinessProbe に任せてください。',
    },
    role: {
      en: 'This liveness probe demands a certain role in the cluster: every member that has another one is restarted again and again.',
      ja: 'この livenessProbe はクラスター内の特定の役割を要求しています。ほかの役割のメンバーは再起動が繰り返されます。',
    },
    sealed: {
      en: 'This liveness probe fails while the server is sealed or on standby: the kubelet then restarts it, and it is sealed again.',
      ja: 'この livenessProbe は、封印中またはスタンバイ中のサーバーで失敗します。kubelet が再起動すると、また封印された状態に戻ります。',
    },
    aggregate: {
      en: 'This endpoint also reports databases and brokers behind the program: when one of them is away, the kubelet restarts every pod. Ask /actuator/health/liveness.',
      ja: 'このエンドポイントは背後のデータベースやブローカーの状態も含みます。どれかが落ちると kubelet がすべての Pod を再起動します。/actuator/health/liveness を使ってください。',
    },
    host: {
      en: 'This liveness probe asks {host}, which is not this container: when that is away, the kubelet restarts every pod here without mending anything.',
      ja: 'この livenessProbe は、このコンテナではない {host} に問い合わせます。相手が落ちると、何も直らないままここの Pod がすべて再起動されます。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const probe = probeOf(container, path, 'livenessProbe');
      if (!probe) continue;
      const demand = demandOf(container, probe);
      if (demand) yield { path: placeOf(probe), at: 'key', message: demand };
      else {
        const host = otherHost(probe);
        if (host !== undefined) yield { path: placeOf(probe), at: 'key', message: 'host', params: { host } };
      }
    }
  },
});

function placeOf(probe: Probe) {
  return [...probe.actionPath, probe.action === 'exec' ? 'command' : 'path'];
}

function demandOf(container: JsonObject, probe: Probe): Demand['message'] | undefined {
  const asked =
    probe.action === 'exec' ? execText(probe) : probe.action === 'httpGet' ? (text(probe.target['path']) ?? '/') : null;
  if (asked === null) return undefined;
  const product = storeOf(container)?.store.product ?? '';
  return DEMANDS.find((demand) => {
    const pattern = probe.action === 'exec' ? demand.exec : demand.http;
    if (!pattern || (demand.product && !demand.product.test(product))) return false;
    return (
      pattern.test(probe.action === 'exec' ? asked : demand.http?.source.includes('?') ? asked : httpPath(probe)) &&
      !demand.unless?.test(asked)
    );
  })?.message;
}

function otherHost(probe: Probe): string | undefined {
  if (probe.action !== 'exec') return undefined;
  const match = OTHER_HOST.exec(execText(probe));
  return match?.[1] ?? match?.[2];
}
