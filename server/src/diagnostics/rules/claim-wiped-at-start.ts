import { dataPlaces } from '../knowledge/dataPlaces';
import { argvOf, type Statement, shellCallOf, statementsOf } from '../knowledge/shell';
import { directory, type Mount, mountAt, podStorage } from '../knowledge/storage';
import { inspectionRule, type RuleContext } from '../rule';

/** Words of a script that looks before it deletes, or that brings the content back. */
const CONDITIONAL = /\b(?:if|case|for|while|until|test|exit|return)\b|\[\[?\s|\|\|/;
const BRINGS_BACK =
  /\b(?:aws|azcopy|az|curl|cp|git|gsutil|gcloud|mc|pg_basebackup|rclone|restore|rsync|s3cmd|scp|tar|unzip|wal-g|wget|xbstream)\b|restore/;
const SCRATCH = /cache|scratch|spool|\btmp\b|temp|work|lock/i;
const DELETES = /^(?:sudo\s+)?rm\s+(?=(?:-\S+\s+)*-(?:-recursive|[a-zA-Z]*[rR]))(.+)$/;
const FINDS = /^find\s+(\S+)\s(?=.*-delete\b)(?!.*-(?:name|iname|path|mtime|mmin|size|newer|type)\b)/;

/**
 * Init containers run at every start of the pod, not only at the first one (documentation of init containers): one that
 * empties the directory of a claim deletes what the replica has kept there with every restart, update and eviction.
 */
export const claimWipedAtStart = inspectionRule({
  id: 'claim-wiped-at-start',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'This runs at every start of the pod and deletes everything in {directory}, which lies on the claim {claim}: each restart, update or drain loses the data of the replica. Look first whether there is any.',
      ja: 'これは Pod が起動するたびに実行され、claim {claim} 上の {directory} の中身をすべて削除します。再起動、更新、ドレインのたびにレプリカのデータが失われます。データの有無を先に確かめます。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (!container.init) continue;
      const argv = argvOf(container.json);
      const call = shellCallOf(argv);
      const statements = call ? statementsOf(call.script) : [{ text: argv.join(' '), next: '' as const }];
      const [index, mount] = wiped(context, statements, container) ?? [];
      if (index === undefined || !mount) continue;
      const rest = statements.slice(index + 1).map(({ text }) => text);
      if (statements.slice(0, index + 1).some(isGuard) || rest.some((each) => BRINGS_BACK.test(each))) continue;
      const commands = Array.isArray(container.json['command']) ? container.json['command'].length : 0;
      const at = call?.index ?? 0;
      yield {
        path: [...container.path, ...(at < commands ? ['command', at] : ['args', at - commands])],
        at: 'value',
        params: { directory: mount.mountPath, claim: mount.name },
      };
    }
  },
});

/** The first statement that deletes all of a claim, and where that is mounted. */
function wiped(
  context: RuleContext,
  statements: readonly Statement[],
  container: Parameters<typeof mountAt>[0],
): readonly [number, Mount] | undefined {
  let here = '';
  for (const [index, { text }] of statements.entries()) {
    here = /^cd\s+(\/\S+)$/.exec(text)?.[1] ?? here;
    for (const target of targets(text)) {
      const place = target.startsWith('/') ? target : here === '' ? '' : `${here}/${target.replace(/^\.\//, '')}`;
      const all = wholeDirectory(place);
      const mount = all === undefined ? undefined : mountAt(container, all);
      if (all === undefined || mount?.volume?.source !== 'claimTemplate') continue;
      if (SCRATCH.test(mount.name) || SCRATCH.test(mount.mountPath) || mount.json['subPathExpr'] !== undefined)
        continue;
      if (all === mount.mountPath || holdsData(context, mount, all)) return [index, mount];
    }
  }
  return undefined;
}

function targets(statement: string): readonly string[] {
  const found = DELETES.exec(statement)?.[1]?.split(/\s+/) ?? FINDS.exec(statement)?.slice(1, 2) ?? [];
  return found.map((word) => word.replace(/["']/g, '')).filter((word) => !word.startsWith('-'));
}

/** The directory of which a pattern means everything: `/data`, `/data/*`, `/data/.[!.]*`. */
function wholeDirectory(pattern: string): string | undefined {
  const all = pattern.replace(/\/(?:\*|\{\*,\.\*\}|\.\[!\.\]\*|\.\*)?$/, '');
  return all === '' || /[*?$[{]/.test(all) ? undefined : directory(all);
}

/** Is it the data directory of a store that runs in the pod, as the init container sees the volume? */
function holdsData(context: RuleContext, mount: Mount, all: string): boolean {
  const below = all.slice(mount.mountPath.length);
  return dataPlaces(context.judgement.effective).some(
    (place) =>
      place.mount?.name === mount.name &&
      place.mount.json['subPath'] === mount.json['subPath'] &&
      place.directory.slice(place.mount.mountPath.length) === below,
  );
}

function isGuard({ text, next }: Statement, index: number, all: readonly Statement[]): boolean {
  if (CONDITIONAL.test(text) || next === '||') return true;
  // `cd /data && rm`, and a chain of deeds, look at nothing
  return next === '&&' && index < all.length - 1 && /^(?:!|\w*(?:diff|grep|cmp|stat|ls)\b)/.test(text);
}
