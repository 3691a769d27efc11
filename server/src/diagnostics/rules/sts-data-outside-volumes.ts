import { fix, mend } from '../fixing';
import { dataPlaces, runsItsServer, toldDataDirectories } from '../knowledge/dataPlaces';
import { argvOf } from '../knowledge/shell';
import {
  diesWithPod,
  isConfiguration,
  type Mount,
  mountAt,
  type PodContainer,
  podStorage,
  within,
} from '../knowledge/storage';
import { type FoundStore, storeOf } from '../knowledge/stores';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const NATS = 'NATS JetStream';
const POSTGRES = '/var/lib/postgresql';

/**
 * What a program writes beside its mounts goes to the container's own layer, which is gone with the container. Judged
 * for publishers' own images alone, whose data directory is known (`ENV` and `VOLUME` of their Dockerfiles).
 *
 * PostgreSQL: up to 17 the image declares the volume /var/lib/postgresql/data, which containerd lays over a mount of the
 * parent directory; from 18 on the data is in /var/lib/postgresql/18/docker, and its entry point refuses to start when
 * /var/lib/postgresql/data is a mount (docker-library/postgres, change of 18).
 */
export const stsDataOutsideVolumes = inspectionRule({
  id: 'sts-data-outside-volumes',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{product} keeps its data in {directory}, and the volume is mounted at {mountPath}: the disk stays empty, and the data is gone with the next restart.',
      ja: '{product} のデータは {directory} にありますが、ボリュームは {mountPath} にマウントされています。ディスクは空のままで、データは次の再起動で消えます。',
    },
    parent: {
      en: 'The image of PostgreSQL {tag} has a volume of its own at /var/lib/postgresql/data, which covers this mount of the directory above: the data lies in that one and is gone with the container.',
      ja: 'PostgreSQL {tag} のイメージは /var/lib/postgresql/data に独自のボリュームを持ち、親ディレクトリへのこのマウントを覆います。データはそちらに置かれ、コンテナとともに消えます。',
    },
    moved: {
      en: 'From PostgreSQL 18 on the image keeps its data in /var/lib/postgresql/{major}/docker and refuses to start with a volume at {mountPath}: mount it at /var/lib/postgresql.',
      ja: 'PostgreSQL 18 以降のイメージはデータを /var/lib/postgresql/{major}/docker に置き、{mountPath} にボリュームがあると起動を拒否します。/var/lib/postgresql にマウントします。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    const used = new Set(
      storage.containers.flatMap((each) => [...each.mounts.map(({ name }) => name), ...each.devices]),
    );
    if (storage.claimTemplates.some(({ name }) => !used.has(name))) return;
    for (const { container, found } of dataPlaces(effective)) {
      if (found.told.length === 0 && found.store.product !== NATS && (!found.official || !runsItsServer(container)))
        continue;
      const finding =
        found.store.product === 'PostgreSQL' ? postgres(context, container, found) : outside(context, container, found);
      if (finding) yield finding;
    }
    for (const container of storage.containers) {
      const finding = container.init ? undefined : unknown(context, container);
      if (finding) yield finding;
    }
  },
});

/** A program that we do not know, which is told where to keep its data and has a claim elsewhere. */
function unknown(context: RuleContext, container: PodContainer): Finding | undefined {
  if (storeOf(container.json)) return undefined;
  const [directory, ...more] = toldDataDirectories(container);
  const claims = container.mounts.filter(({ volume }) => volume?.source === 'claimTemplate');
  if (directory === undefined || more.length > 0 || claims.length !== 1 || mountAt(container, directory))
    return undefined;
  if (container.mounts.some(({ mountPath }) => within(mountPath, directory))) return undefined;
  return misplaced(context, claims, container.name, directory);
}

/** Mounts that can be written, configuration left out. */
function writable(container: PodContainer): readonly Mount[] {
  return container.mounts.filter(({ volume }) => volume !== undefined && !isConfiguration(volume));
}

function lasting(mounts: readonly Mount[]): readonly Mount[] {
  return mounts.filter(({ volume }) => volume !== undefined && !diesWithPod(volume));
}

/** Where JetStream stores without -sd (server/jetstream.go `EnableJetStream`: `nats/jetstream` in os.TempDir()). */
const NATS_DEFAULT = '/tmp/nats/jetstream';

/** JetStream is on, and no configuration says where it stores. */
function streams({ json }: PodContainer): boolean {
  const argv = argvOf(json);
  return (
    argv.some((word) => /^(?:-js|--?jetstream)$/.test(word)) &&
    !argv.some((word) => /^(?:-c|--?config)(?:=|$)|\s/.test(word))
  );
}

function outside(context: RuleContext, container: PodContainer, found: FoundStore): Finding | undefined {
  const { store, told } = found;
  const directories =
    told.length > 0 ? told : store.product === NATS && streams(container) ? [NATS_DEFAULT] : store.directories;
  const mounts = writable(container);
  if (directories.length === 0) return undefined;
  if (directories.some((each) => mounts.some(({ mountPath }) => within(each, mountPath) || within(mountPath, each))))
    return undefined;
  const kept = lasting(mounts);
  const configured =
    told.length === 0 &&
    store.configured === true &&
    container.mounts.some(({ volume }) => volume !== undefined && isConfiguration(volume));
  // a configuration may put the data anywhere that can be written
  if (configured && mounts.length > 0) return undefined;
  const [directory = ''] = directories;
  return misplaced(context, kept, store.product, directory);
}

function misplaced(
  context: RuleContext,
  kept: readonly Mount[],
  product: string,
  directory: string,
): Finding | undefined {
  const [only] = kept;
  if (!only) return undefined;
  const params = { product, directory, mountPath: only.mountPath };
  const path = [...only.path, 'mountPath'];
  return {
    path,
    at: 'value',
    params,
    fixes: () => mountInstead(context, path, kept, directory),
  };
}

function mountInstead(context: RuleContext, path: Finding['path'], kept: readonly Mount[], directory: string) {
  return fix(
    { en: `Mount it at ${directory}`, ja: `${directory} にマウントする` },
    'alternative',
    kept.length === 1 ? mend(context).put(path, directory) : [],
  );
}

function postgres(context: RuleContext, container: PodContainer, { told, tag }: FoundStore): Finding | undefined {
  const major = Number(/^(?:pg)?(\d+)/.exec(tag ?? '')?.[1] ?? Number.NaN);
  const [first] = told;
  if (Number.isNaN(major)) return first === undefined ? undefined : placed(context, container, first);
  const kept = lasting(writable(container));
  const data = `${POSTGRES}/data`;
  if (major >= 18) {
    if (first !== undefined && first !== data) return placed(context, container, first);
    const old = first === undefined ? kept.find(({ mountPath }) => mountPath === data) : undefined;
    if (old)
      return {
        path: [...old.path, 'mountPath'],
        at: 'value',
        message: 'moved',
        params: { major, mountPath: data },
        fixes: () => mountInstead(context, [...old.path, 'mountPath'], kept, POSTGRES),
      };
    return placed(context, container, first ?? `${POSTGRES}/${major}/docker`);
  }
  const directory = first ?? data;
  const parent = kept.find(({ mountPath }) => mountPath === POSTGRES);
  if (parent && within(directory, data) && !container.mounts.some(({ mountPath }) => within(mountPath, data)))
    return {
      path: [...parent.path, 'mountPath'],
      at: 'value',
      message: 'parent',
      params: { tag: major },
      fixes: () => mountInstead(context, [...parent.path, 'mountPath'], kept, data),
    };
  return placed(context, container, directory);
}

/** The finding that no writable volume holds the directory. */
function placed(context: RuleContext, container: PodContainer, directory: string): Finding | undefined {
  const mounts = writable(container);
  const over = mountAt(container, directory);
  if (over && mounts.includes(over)) return undefined;
  if (mounts.some(({ mountPath }) => within(mountPath, directory))) return undefined;
  return misplaced(context, lasting(mounts), 'PostgreSQL', directory);
}
