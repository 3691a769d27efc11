/** Service accounts of pods and the bindings that give them rights. */
import type { ApiObject, Json } from '../../apiServer/index';
import { mayShareNamespace } from '../namespaces';
import { get, type JsonObject, list, podTemplateOf, text } from '../read';
import type { Known, Neighbours, Resource } from '../rule';

export interface AccountSubject {
  readonly index: number;
  readonly name: string;
  /** null: none is written, so that of the binding */
  readonly namespace: string | null;
}

/** The service accounts among a binding's subjects. */
export function accountSubjects(binding: Json): readonly AccountSubject[] {
  return list(get(binding, 'subjects')).flatMap((subject, index): AccountSubject[] => {
    const name = text(get(subject, 'name'));
    if (get(subject, 'kind') !== 'ServiceAccount' || name === undefined) return [];
    return [{ index, name, namespace: text(get(subject, 'namespace')) ?? null }];
  });
}

/** The service account that the pods of a workload run as. */
export function accountOf(json: Json, kind: string): string {
  return text(podTemplateOf(json, kind)?.spec['serviceAccountName']) || 'default';
}

/** Sets and daemons that run as a service account by name, whatever their namespace. */
export function runningAs(neighbours: Neighbours, account: string): readonly Known<string>[] {
  return (['StatefulSet', 'DaemonSet'] as const).flatMap((kind) =>
    neighbours.facts(kind, accountOf).filter(({ value }) => value === account),
  );
}

/** A binding at hand that gives rights to the account in the namespace (null: not known). */
export function bindingOf(
  neighbours: Neighbours,
  account: string,
  namespace: string | null,
  of: ApiObject,
): Resource | undefined {
  const gives = ({ json, namespace: own }: Resource): boolean =>
    accountSubjects(json).some((subject) => {
      const where = subject.namespace ?? own;
      return subject.name === account && (where === null || namespace === null || where === namespace);
    });
  return [
    ...neighbours.ofKind('RoleBinding', of),
    ...neighbours.ofKind('RoleBinding').filter(({ namespace: own }) => own !== namespace),
    ...neighbours.ofKind('ClusterRoleBinding'),
  ].find(gives);
}

/** A set or daemon that has the rights of a binding, and the subject that gives them to it. */
export interface Holder {
  readonly subject: AccountSubject;
  readonly workload: Known<string>;
}

/**
 * The sets and daemons that a binding gives its rights to.
 * @param namespace of the binding; null: it has none, or writes none
 */
export function holdersOf(neighbours: Neighbours, binding: JsonObject, namespace: string | null): readonly Holder[] {
  return accountSubjects(binding).flatMap((subject) =>
    runningAs(neighbours, subject.name)
      .filter((workload) => mayShareNamespace(subject.namespace ?? namespace, workload.namespace))
      .map((workload) => ({ subject, workload })),
  );
}
