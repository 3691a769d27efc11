import { fix, mend } from '../fixing';
import { imageOf } from '../knowledge/images';
import { scratchOf } from '../knowledge/rootImages';
import { argvOf } from '../knowledge/shell';
import { mountAt, podStorage } from '../knowledge/storage';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * With readOnlyRootFilesystem a program can write to its volumes alone (CRI `readonly_rootfs`, all releases); the images
 * named keep sockets, locks and generated configuration elsewhere.
 */
export const readOnlyRootWithoutScratch = inspectionRule({
  id: 'read-only-root-without-scratch',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{product} must write to {directories}, but the root filesystem is read-only and no volume is mounted there: it does not start.',
      ja: '{product} は {directories} に書き込みますが、ルートファイルシステムは読み取り専用で、そこにボリュームもありません。起動できません。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (container.init || get(container.json, 'securityContext', 'readOnlyRootFilesystem') !== true) continue;
      const image = imageOf(container.json);
      const scratch = image ? scratchOf(image) : undefined;
      if (!scratch || (scratch.byEntryPoint && container.json['command'] !== undefined)) continue;
      const env = list(container.json['env']).flatMap((each) => [
        text(get(each, 'name')) ?? '',
        text(get(each, 'value')) ?? '',
      ]);
      if (scratch.unless && [...argvOf(container.json), ...env].some((word) => scratch.unless?.test(word))) continue;
      const missing = scratch.directories.filter((directory) => !isWritable(container, directory));
      if (missing.length === 0) continue;
      // a configuration from elsewhere may say anything
      if (configured(container)) continue;
      yield {
        path: [...container.path, 'securityContext', 'readOnlyRootFilesystem'],
        at: 'value',
        params: { product: scratch.product, directories: enumerate(missing) },
        fixes: () => {
          const [directory] = missing;
          if (missing.length !== 1 || directory === undefined) return [];
          const name = freeName(podStorage(context.judgement.effective).volumes, directory);
          const mender = mend(context);
          const mount = mender.add([...container.path, 'volumeMounts'], { name, mountPath: directory });
          const volume = mender.add(['spec', 'template', 'spec', 'volumes'], { name, emptyDir: {} });
          return fix(
            { en: `Mount an emptyDir at ${directory}`, ja: `${directory} に emptyDir をマウントする` },
            'alternative',
            mount === null || volume === null ? null : [...mount, ...volume],
          );
        },
      };
    }
  },
});

type Container = ReturnType<typeof podStorage>['containers'][number];

function isWritable(container: Container, directory: string): boolean {
  const other = directory.startsWith('/var/run')
    ? directory.slice(4)
    : directory.startsWith('/run')
      ? `/var${directory}`
      : directory;
  return [directory, other].some((place) => {
    const mount = mountAt(container, place);
    return mount !== undefined && mount.json['readOnly'] !== true;
  });
}

/** Does it get configuration from a ConfigMap or a Secret in a file, which may move what it writes? */
function configured(container: Container): boolean {
  return container.mounts.some(
    ({ mountPath, volume }) =>
      (volume?.source === 'configMap' || volume?.source === 'secret' || volume?.source === 'projected') &&
      /\/(?:nginx\.conf|my\.cnf|conf\.d|mongod?\.conf|httpd\.conf|postgresql\.conf|jvm\.options|conf|config|nginx)$/.test(
        mountPath,
      ),
  );
}

function freeName(taken: ReadonlyMap<string, unknown>, directory: string): string {
  const base = directory.split('/').at(-1) === 'tmp' ? 'tmp' : 'run';
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
  return name;
}
