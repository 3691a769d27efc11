import { parseImageReference } from '../../apiServer/index';
import { fittingNodes, labelsOf } from '../knowledge/clusterNodes';
import { architectureOf } from '../knowledge/nodeLabels';
import { ARCH, allowedValuesOf, OS, placementOf } from '../knowledge/placement';
import { enumerate } from '../message';
import { containers, get, text } from '../read';
import { inspectionRule } from '../rule';

const PART =
  '(amd64|x86[-_]64|arm64(?:-?v8)?|aarch64|arm32v[567]|arm-?v[67](?:hf|l)?|armhf|ppc64le|s390x|riscv64|i386)';
const IN_TAG = new RegExp(`(?:^|[-_.])${PART}(?:$|[-_.])`);
const AT_END = new RegExp(`[-_]${PART}$`);
const OWNER = new RegExp(`^(?:docker\\.io/)?${PART}/`);
const WINDOWS = /(?:^|[-_.])(?:nanoserver|windowsservercore|servercore|windows|win1[01]|ltsc20\d\d)(?:$|[-_.])/;
const LINUX =
  /(?:^|[-_.])(?:linux|alpine|debian|bullseye|bookworm|buster|trixie|jammy|focal|noble|ubuntu|distroless|ubi[89])(?:$|[-_.\d])/;

/**
 * An image built for one architecture or operating system does not start on another (`exec format error`, or no matching
 * manifest at all). Its tag or repository often says which it is for. Silent for what names no platform: such tags are
 * mostly manifest lists, of which the runtime takes the node's own (OCI image index).
 */
export const imagePlatformMismatch = inspectionRule({
  id: 'image-platform-mismatch',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The image is built for {built}, and the pods are sent to {selected} nodes: it cannot start there.',
      ja: 'イメージは {built} 用ですが、Pod は {selected} のノードに配置されます。そこでは起動できません。',
    },
    nodes: {
      en: 'The image is built for {built}, and the pods may run on node {node}, which is {selected}: it cannot start there.',
      ja: 'イメージは {built} 用ですが、Pod は {selected} のノード {node} にも配置されます。そこでは起動できません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const placement = placementOf(effective);
    const { spec, nodeSelector, terms } = placement;
    if (nodeSelector.length === 0 && terms === null && spec['os'] === undefined && context.nodes.length === 0) return;
    for (const { container, path } of containers(effective)) {
      const image = text(container['image']);
      const built = image === undefined ? undefined : platformOf(image);
      if (!built) continue;
      for (const [label, own] of [
        [ARCH, built.architecture],
        [OS, built.system],
      ] as const) {
        if (own === undefined) continue;
        const declared = label === OS ? text(get(spec, 'os', 'name')) : undefined;
        const selected = [...(allowedValuesOf(placement, label) ?? (declared === undefined ? [] : [declared]))];
        const others = selected.filter((value) => (label === ARCH ? architectureOf(value) : value) !== own);
        if (others.length > 0) {
          yield { path: [...path, 'image'], at: 'value', params: { built: own, selected: enumerate(others) } };
          break;
        }
        if (selected.length > 0) continue;
        const foreign = fittingNodes(context)?.find((node) => (labelsOf(node)[label] ?? own) !== own);
        if (!foreign) continue;
        yield {
          path: [...path, 'image'],
          at: 'value',
          message: 'nodes',
          params: { built: own, node: foreign.name, selected: labelsOf(foreign)[label] ?? '' },
        };
        break;
      }
    }
  },
});

interface Platform {
  readonly architecture?: string;
  readonly system?: string;
}

/** What an image is built for, as its name tells; undefined where it tells nothing. */
function platformOf(image: string): Platform | undefined {
  const reference = parseImageReference(image);
  if (!reference) return undefined;
  const { name, tag = '' } = reference;
  const lower = tag.toLowerCase();
  const word = (IN_TAG.exec(lower) ?? AT_END.exec(name) ?? OWNER.exec(name))?.[1];
  const architecture =
    word === undefined ? undefined : (architectureOf(word) ?? (word.startsWith('arm') ? 'arm' : undefined));
  const system =
    WINDOWS.test(lower) || name.startsWith('mcr.microsoft.com/windows/')
      ? 'windows'
      : LINUX.test(lower)
        ? 'linux'
        : undefined;
  if (architecture === undefined && system === undefined) return undefined;
  return { ...(architecture ? { architecture } : {}), ...(system ? { system } : {}) };
}
