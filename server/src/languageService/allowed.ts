/** Which of a field's values the API server accepts in an object of a kind. */
import type { Release } from '../../../simulator/src/index';
import { type Field, gateEnabled, type ObjectType } from '../kubernetes/index';

/**
 * @param owner the type that has the field
 * @param kind of the object around
 * @returns the values that a server of the release accepts there; undefined where the field is not limited to some
 */
export function allowedValues(
  field: Field,
  owner: Pick<ObjectType, 'name'>,
  kind: string,
  release: Release,
): readonly string[] | undefined {
  if (field.enum === undefined || field.enum.length === 0) return undefined;
  switch (`${owner.name}.${field.name}`) {
    // pods of these kinds always restart (ValidatePodTemplateSpecForStatefulSet, ValidateDaemonSetSpec)
    case 'core.v1.PodSpec.restartPolicy':
      return kind === 'DaemonSet' || kind === 'StatefulSet' ? ['Always'] : field.enum;
    case 'apps.v1.StatefulSetUpdateStrategy.type':
      return gateEnabled('StatefulSetRecreateStrategy', release)
        ? field.enum
        : field.enum.filter((value) => value !== 'Recreate');
    case 'core.v1.Toleration.operator':
      return gateEnabled('TaintTolerationComparisonOperators', release)
        ? field.enum
        : field.enum.filter((value) => value !== 'Gt' && value !== 'Lt');
    default:
      return field.enum;
  }
}
