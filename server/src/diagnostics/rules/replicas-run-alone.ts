import type { Path } from '../../manifest/index';
import { wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { replicasOf } from '../knowledge/rollout';
import { mayPass } from '../knowledge/script';
import { argvOf, shellCallOf } from '../knowledge/shell';
import { type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** What makes every replica a cluster of its own. */
interface Alone {
  /** last part of the image's name */
  readonly image: RegExp;
  readonly name: string;
  /** said in a word of the command line … */
  readonly word?: RegExp;
  /** … or as `NAME=value` in a variable … */
  readonly variable?: RegExp;
  /** … or in a mounted configuration */
  readonly config?: RegExp;
}

const SAID: readonly Alone[] = [
  {
    image: /^(?:consul|nomad)(?:-enterprise)?$/,
    name: 'Consul',
    word: /^--?(?:bootstrap-expect(?:=|\s+)1|bootstrap(?:=true)?)$/,
    config: /["']?bootstrap_expect["']?\s*[:=]\s*1\b(?!\d)/,
  },
  {
    image: /^(?:mariadb(?:-galera)?|percona-xtradb-cluster|mysql)$/,
    name: 'Galera',
    word: /^--wsrep[-_]new[-_]cluster$|^--wsrep[-_]cluster[-_]address=["']?gcomm:\/\/["']?$/,
    config: /^[ \t]*wsrep[-_]cluster[-_]address\s*=\s*["']?gcomm:\/\/["']?\s*$/m,
  },
  { image: /^cockroach$/, name: 'CockroachDB', word: /^start-single-node$/ },
  {
    image: /^(?:elasticsearch(?:-oss)?|opensearch)$/,
    name: 'Elasticsearch',
    word: /^-Ediscovery\.type=single-node$/,
    variable: /^discovery[._]type=single-node$/,
    config: /^[ \t]*discovery\.type:\s*["']?single-node\b/m,
  },
  {
    image: /^(?:vault(?:-enterprise)?|openbao)$/,
    name: 'Vault',
    config: /^[ \t]*(?:"?storage"?\s*(?:=\s*|:\s*)?\{?\s*)["']file["']\s*[:{]|^[ \t]*storage\s+file\s*\{/m,
  },
  {
    image: /^rqlite$/,
    name: 'rqlite',
    word: /^--?bootstrap-expect(?:=|\s+)1$/,
  },
  {
    image: /^etcd$/,
    name: 'etcd',
    word: /^--?force-new-cluster(?:=true)?$/,
    variable: /^ETCD_FORCE_NEW_CLUSTER=true$/,
  },
  { image: /^pulsar(?:-all)?$/, name: 'Pulsar', word: /^standalone$/ },
];

/**
 * Members of a cluster that are each told to start one of their own, or that hear of nobody (manuals of the products): as
 * many stores as replicas stand behind one Service, and each answers with what it alone knows.
 */
export const replicasRunAlone = inspectionRule({
  id: 'replicas-run-alone',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '“{said}” makes each of the {replicas} replicas a {name} of its own: what one stores, the others do not know.',
      ja: '「{said}」により、{replicas} 個のレプリカはそれぞれ独立した {name} になります。1 つに保存した内容をほかは知りません。',
    },
    unheard: {
      en: 'Without --cluster.peer the {replicas} replicas of Alertmanager know nothing of each other: each sends every alert, and a silence holds for one of them alone.',
      ja: '--cluster.peer がないため、{replicas} 個の Alertmanager は互いを知りません。同じ通知が重ねて送られ、サイレンスも 1 つにしか効きません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = replicasOf(effective);
    if (replicas < 2) return;
    for (const container of podStorage(effective).containers) {
      const image = container.init ? null : imageOf(container.json);
      if (!image) continue;
      const row = SAID.find((each) => each.image.test(image.base));
      const said = row && (saidBy(container, row) ?? saidInFile(context, container, row));
      if (row && said) {
        yield { path: said.path, at: 'value', params: { said: said.said, replicas, name: row.name } };
        return;
      }
      if (image.base === 'alertmanager' && hearsNothing(container)) {
        const field = list(container.json['args']).length > 0 ? 'args' : 'command';
        yield { path: [...container.path, field], at: 'key', message: 'unheard', params: { replicas } };
        return;
      }
    }
  },
});

interface Said {
  readonly path: Path;
  readonly said: string;
}

function saidBy({ json, path }: PodContainer, { word, variable }: Alone): Said | undefined {
  const call = shellCallOf(argvOf(json));
  // a script may treat the first replica unlike the others
  if (call && (mayPass(call.script) || /-0\b|&/.test(call.script))) return undefined;
  if (word)
    for (const field of ['command', 'args'] as const) {
      const all = list(json[field]).map((each) => text(each) ?? '');
      for (const [index, each] of all.entries()) {
        const parts = call && each === call.script ? each.replace(/["']/g, '').split(/\s+/) : [each];
        const found = parts.find(
          (part, at) =>
            word.test(part) ||
            word.test(`${part} ${parts[at + 1] ?? (parts.length === 1 ? (all[index + 1] ?? '') : '')}`),
        );
        if (found !== undefined) return { path: [...path, field, index], said: found };
      }
    }
  if (!variable) return undefined;
  for (const [index, item] of list(json['env']).entries()) {
    const told = `${text(get(item, 'name')) ?? ''}=${text(get(item, 'value')) ?? ''}`;
    if (variable.test(told)) return { path: [...path, 'env', index, 'value'], said: told };
  }
  return undefined;
}

function saidInFile(
  context: Parameters<typeof filesOf>[0],
  container: PodContainer,
  { config }: Alone,
): Said | undefined {
  if (!config || shellCallOf(argvOf(container.json))) return undefined;
  for (const { path, content } of filesOf(context, container)) {
    const found = config.exec(withoutComments(content))?.[0];
    if (found !== undefined)
      return {
        path: ['spec', 'replicas'],
        said: `${found.trim().replace(/\s*\{$/, '')} (${path.slice(path.lastIndexOf('/') + 1)})`,
      };
  }
  return undefined;
}

/** Alertmanager with arguments, none of which names a peer; without any it is only tried out. */
function hearsNothing({ json }: PodContainer): boolean {
  if (list(json['envFrom']).length > 0 || shellCallOf(argvOf(json))) return false;
  const told = wordsOf(json);
  return told.length > 0 && !told.some((word) => /^--?cluster\.peer\b|^@|^\$/.test(word));
}
