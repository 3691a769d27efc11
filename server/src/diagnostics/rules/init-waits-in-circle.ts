import type { Json } from '../../apiServer/index';
import { mayPass, waits } from '../knowledge/script';
import { namesHost, reachOf, spelledOut } from '../knowledge/waiting';
import { get, list, object, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

const KINDS = ['StatefulSet', 'DaemonSet', 'Deployment'] as const;

/** An init container that waits without end for a Service whose pods wait, in an init container of theirs, for this one. */
export const initWaitsInCircle = inspectionRule({
  id: 'init-waits-in-circle',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Service', ...KINDS],
  messages: {
    default: {
      en: 'The init container {name} waits for {host}, and the pods of {kind} {other} behind it wait for {own} in an init container of theirs: neither ever starts.',
      ja: 'init コンテナ {name} は {host} を待ち、その先の {kind} {other} の Pod も init コンテナで {own} を待っています。どちらも起動しません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const waiting = waitingInits(get(effective, 'spec', 'template', 'spec'));
    if (waiting.length === 0) return;
    const mine = servicesOf(context, { kind: context.object.kind, name: context.object.name });
    if (mine.length === 0) return;
    for (const kind of KINDS) {
      for (const other of closest(context.neighbours.ofKind(kind, context.object))) {
        if (other.object.name === context.object.name && kind === context.object.kind) continue;
        const theirs = waitingInits(podTemplateOf(other.json, kind)?.spec);
        const own = mine.find((name) => theirs.some(({ script }) => namesHost(script, name)));
        if (own === undefined) continue;
        const services = servicesOf(context, { kind, name: other.object.name });
        for (const { index, name, script, field } of waiting) {
          const host = services.find((each) => namesHost(script, each));
          if (host === undefined) continue;
          yield {
            path: ['spec', 'template', 'spec', 'initContainers', index, field],
            at: 'key',
            params: { name, host, kind, other: other.object.name, own },
          };
          return;
        }
      }
    }
  },
});

interface Waiting {
  readonly index: number;
  readonly name: string;
  readonly script: string;
  readonly field: 'command' | 'args';
}

/** Init containers that go on only when somebody answers. */
function waitingInits(podSpec: Json | undefined): readonly Waiting[] {
  return list(get(podSpec, 'initContainers')).flatMap((item, index) => {
    const container = object(item);
    if (!container || container['restartPolicy'] === 'Always') return [];
    const script = spelledOut(container);
    if (!waits(script) || mayPass(script) || reachOf(script) !== 'connect') return [];
    const field = container['command'] === undefined ? 'args' : 'command';
    return [{ index, name: text(container['name']) ?? '', script, field }];
  });
}

/** Names of the Services that lead to one workload alone. */
function servicesOf({ neighbours, object: near }: RuleContext, of: { kind: string; name: string }): readonly string[] {
  return closest(neighbours.ofKind('Service', near)).flatMap((service: Resource) => {
    const selector = object(get(service.json, 'spec', 'selector'));
    if (!selector || Object.keys(selector).length === 0) return [];
    const selected = closest(neighbours.selectedBy({ matchLabels: selector }, service.object, KINDS));
    const [only] = selected;
    return selected.length === 1 && only?.object.kind === of.kind && only.object.name === of.name
      ? [service.object.name]
      : [];
  });
}
