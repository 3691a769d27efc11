import { imageOf } from '../knowledge/images';
import { filesOf } from '../knowledge/mountedFiles';
import { replicasOf } from '../knowledge/rollout';
import { podStorage } from '../knowledge/storage';
import { list } from '../read';
import { inspectionRule } from '../rule';

/** Programs of which one runs: they know no cluster at all. By Docker Hub's repository or the last part of the name. */
const ONE =
  /^(?:jenkins\/jenkins|sonarqube|sonatype\/nexus3|louislam\/uptime-kuma|homeassistant\/home-assistant|pihole\/pihole|portainer\/portainer-ce|plexinc\/pms-docker|jellyfin\/jellyfin|adguard\/adguardhome)$/;
/** Programs that keep what they store in SQLite unless they are told of a database: the variable, and the configuration. */
const SQLITE: readonly {
  readonly image: RegExp;
  readonly name: string;
  readonly variable: RegExp;
  readonly file: RegExp;
}[] = [
  {
    image: /^grafana\/grafana(?:-oss|-enterprise)?$/,
    name: 'Grafana',
    variable: /GF_DATABASE_(?:TYPE|URL)|GF_PATHS_CONFIG/,
    file: /grafana\.ini$|custom\.ini$/,
  },
  { image: /^gitea\/gitea$/, name: 'Gitea', variable: /GITEA__database__DB_TYPE|DB_TYPE/, file: /app\.ini$|\/conf$/ },
  { image: /^vaultwarden\/server$/, name: 'Vaultwarden', variable: /DATABASE_URL/, file: /\.env$/ },
  { image: /^n8nio\/n8n$/, name: 'n8n', variable: /DB_TYPE/, file: /config/ },
];

/**
 * Programs that keep their state in files of one process: several replicas are so many installations behind one Service
 * (their manuals; Grafana: "Set up Grafana for high availability").
 */
export const singleInstanceReplicated = inspectionRule({
  id: 'single-instance-replicated',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{name} knows no cluster: {replicas} replicas are {replicas} separate installations, and each request meets another one.',
      ja: '{name} はクラスターを組めません。{replicas} 個のレプリカは別々の環境になり、要求のたびに違う環境に届きます。',
    },
    sqlite: {
      en: '{name} keeps its data in SQLite unless it is told of a database: each of the {replicas} replicas has its own, and what people see depends on which one answers.',
      ja: '{name} はデータベースを指定しないと SQLite に保存します。{replicas} 個のレプリカがそれぞれ別のデータを持ち、どれが応答するかで見える内容が変わります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = replicasOf(effective);
    if (replicas < 2) return;
    for (const container of podStorage(effective).containers) {
      const image = container.init ? null : imageOf(container.json);
      if (image?.registry !== 'docker.io') continue;
      const one = ONE.exec(image.repository)?.[0];
      const isEnterprise = /enterprise|datacenter|\bdce\b/.test(image.tag ?? '');
      const params = { name: one?.slice(one.lastIndexOf('/') + 1) ?? '', replicas };
      if (one !== undefined && !isEnterprise) yield { path: ['spec', 'replicas'], at: 'value', params };
      const row = SQLITE.find((each) => each.image.test(image.repository));
      if (!row || list(container.json['envFrom']).length > 0) continue;
      const told = JSON.stringify([container.json['env'], container.json['args'], container.json['command']]);
      const files = filesOf(context, container);
      const mounted = container.mounts.some(
        ({ mountPath, volume }) =>
          row.file.test(mountPath) ||
          (/^(?:configMap|secret|projected)$/.test(volume?.source ?? '') && /grafana\/?$|conf|data$/.test(mountPath)),
      );
      if (row.variable.test(told) || mounted || files.some(({ path }) => row.file.test(path))) continue;
      yield { path: ['spec', 'replicas'], at: 'value', message: 'sqlite', params: { name: row.name, replicas } };
    }
  },
});
