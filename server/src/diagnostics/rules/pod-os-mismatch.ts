import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { fittingNodes, labelsOf } from '../knowledge/clusterNodes';
import { allowedValuesOf, NODE_SELECTOR, OS, POD, placementOf } from '../knowledge/placement';
import { containers, get, list, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const LINUX_PROGRAM = /^\/(?:usr\/)?(?:local\/)?s?bin\//;
const WINDOWS_PROGRAM = /^(?:[A-Za-z]:\\.*|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh\.exe)$/i;
const DRIVE = /^[A-Za-z]:[\\/]/;

/**
 * The scheduler looks at node labels, never at spec.os.name; the kubelet then refuses pods of another operating system
 * (`PodOSSelectorNodeLabelDoesNotMatch` and `PodOSNotSupported`, 1.32 to 1.37). Programs and paths tell too which one is meant.
 */
export const podOsMismatch = inspectionRule({
  id: 'pod-os-mismatch',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The pod says that it is for {os}, and it is sent to {selected} nodes: their kubelets refuse it.',
      ja: 'Pod は {os} 用と書かれていますが、{selected} のノードに配置されます。kubelet に拒否されます。',
    },
    unselected: {
      en: 'The pod is for windows, and nothing sends it to Windows nodes (the scheduler does not look at os.name): on Linux nodes it never starts.',
      ja: 'Pod は windows 用ですが、Windows ノードを選ぶ指定がありません（スケジューラーは os.name を見ません）。Linux ノードでは起動しません。',
    },
    program: {
      en: '{program} is a program of {os}, and the pod is sent to {selected} nodes: the container cannot start.',
      ja: '{program} は {os} のプログラムですが、Pod は {selected} のノードに配置されます。コンテナは起動できません。',
    },
    drive: {
      en: '{program} is a path of Windows, and the pod is sent to {selected} nodes: the volume cannot be mounted.',
      ja: '{program} は Windows のパスですが、Pod は {selected} のノードに配置されます。ボリュームをマウントできません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const placement = placementOf(effective);
    const declared = text(get(placement.spec, 'os', 'name'));
    const [selected, ...others] = allowedValuesOf(placement, OS) ?? [];
    if (others.length > 0) return;
    if (declared !== undefined && selected !== undefined && selected !== declared) {
      yield { path: [...POD, 'os', 'name'], at: 'value', params: { os: declared, selected } };
      return;
    }
    if (selected === undefined) {
      const place = declared === 'windows' ? [...POD, 'os', 'name'] : hostProcess(context);
      if (!place || onlyWindows(context)) return;
      yield {
        path: place,
        at: 'value',
        message: 'unselected',
        fixes: () =>
          fix(
            { en: 'Select Windows nodes', ja: 'Windows ノードを選ぶ' },
            'preferred',
            mend(context).put([...NODE_SELECTOR, OS], 'windows'),
          ),
      };
      return;
    }
    yield* foreignWords(context, selected);
  },
});

/** Where the pod asks to run as a process of a Windows host. */
function hostProcess(context: RuleContext): Path | undefined {
  const own = [...POD, 'securityContext', 'windowsOptions', 'hostProcess'];
  if (get(context.judgement.effective, ...own) === true) return own;
  for (const { container, path } of containers(context.judgement.effective)) {
    const field = ['securityContext', 'windowsOptions', 'hostProcess'];
    if (get(container, ...field) === true) return [...path, ...field];
  }
  return undefined;
}

function onlyWindows(context: RuleContext): boolean {
  const nodes = fittingNodes(context);
  return nodes?.every((node) => labelsOf(node)[OS] === 'windows') ?? false;
}

function* foreignWords(context: RuleContext, selected: string): Iterable<Finding> {
  const { effective } = context.judgement;
  const [foreign, os] = selected === 'windows' ? [LINUX_PROGRAM, 'linux'] : [WINDOWS_PROGRAM, 'windows'];
  if (selected !== 'windows' && selected !== 'linux') return;
  for (const { container, path } of containers(effective)) {
    const program = text(list(container['command'])[0]);
    if (program === undefined || !foreign.test(program)) continue;
    yield { path: [...path, 'command'], at: 'value', message: 'program', params: { program, os, selected } };
  }
  if (selected === 'windows') return;
  for (const [index, volume] of list(get(effective, ...POD, 'volumes')).entries()) {
    const program = text(get(volume, 'hostPath', 'path'));
    if (program === undefined || !DRIVE.test(program)) continue;
    yield {
      path: [...POD, 'volumes', index, 'hostPath', 'path'],
      at: 'value',
      message: 'drive',
      params: { program, selected },
    };
  }
}
