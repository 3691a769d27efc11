import { fix, mend } from '../fixing';
import { containers, get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Capabilities of programs that trace, load or mount: the filters of the runtime are in their way. */
const WIDE = /^(?:CAP_)?(?:ALL|BPF|PERFMON|SYS_(?:ADMIN|BOOT|MODULE|PTRACE|RAWIO|CHROOT|RESOURCE|TIME))$/;
const POD = ['spec', 'template', 'spec'] as const;
const PROFILES = [
  { message: 'seccomp', field: ['securityContext', 'seccompProfile', 'type'] },
  { message: 'apparmor', field: ['securityContext', 'appArmorProfile', 'type'] },
] as const;

/**
 * Three settings that Pod Security refuses from baseline on, since each opens the node: all capabilities, no filter of
 * system calls, the shared memory of the node. Passes over pods that are privileged or look after the node itself.
 * Upstream: k8s.io/pod-security-admission/policy, 1.25 to 1.37.
 */
export const isolationSwitchedOff = inspectionRule({
  id: 'isolation-switched-off',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'All capabilities together are the same as root on the node, almost as much as privileged. Add only those that {container} uses.',
      ja: 'すべてのケーパビリティはノードの root と同じで、privileged とほとんど変わりません。{container} が使うものだけを追加してください。',
    },
    seccomp: {
      en: 'Unconfined switches the filter of system calls off: a bug of the kernel can be reached from this pod. RuntimeDefault is enough for almost every program.',
      ja: 'Unconfined はシステムコールのフィルターを無効にし、カーネルの不具合をこの Pod から突けるようになります。ほとんどのプログラムは RuntimeDefault で動きます。',
    },
    apparmor: {
      en: 'Unconfined switches AppArmor off for this pod, though the profile of the runtime fits almost every program. RuntimeDefault keeps it on.',
      ja: 'Unconfined はこの Pod の AppArmor を無効にします。ほとんどのプログラムはランタイムのプロファイルで動きます。RuntimeDefault なら有効のままです。',
    },
    ipc: {
      en: 'hostIPC lets the pod read and write the shared memory of every process of the node.',
      ja: 'hostIPC により、Pod はノードのすべてのプロセスの共有メモリを読み書きできます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const spec = get(effective, ...POD);
    const all = containers(effective);
    if (all.some(({ container }) => get(container, 'securityContext', 'privileged') === true)) return;
    for (const { container, path } of all) {
      const added = list(get(container, 'securityContext', 'capabilities', 'add'));
      const index = added.findIndex((each) => /^(?:CAP_)?ALL$/i.test(text(each) ?? ''));
      if (index < 0) continue;
      yield {
        path: [...path, 'securityContext', 'capabilities', 'add', index],
        at: 'value',
        params: { container: text(container['name']) ?? '' },
      };
    }
    if (get(spec, 'hostPID') === true) return;
    if (get(spec, 'hostIPC') === true) yield { path: [...POD, 'hostIPC'], at: 'key', message: 'ipc' };
    const wide = all.some(({ container }) =>
      list(get(container, 'securityContext', 'capabilities', 'add')).some((each) => WIDE.test(text(each) ?? '')),
    );
    if (wide) return;
    for (const { json, path } of [
      { json: spec, path: POD },
      ...all.map((each) => ({ ...each, json: each.container })),
    ]) {
      for (const { message, field } of PROFILES) {
        if (get(json, ...field) !== 'Unconfined') continue;
        const place = [...path, ...field];
        yield {
          path: place,
          at: 'value',
          message,
          fixes: () =>
            fix(
              { en: 'Use RuntimeDefault', ja: 'RuntimeDefault にする' },
              'alternative',
              mend(context).put(place, 'RuntimeDefault'),
            ),
        };
      }
    }
  },
});
