/** As whom a container runs: its own security context over the pod's (`DetermineEffectiveSecurityContext`, all releases). */

import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, type JsonObject, number } from '../read';

export interface RunAs {
  readonly user: number | undefined;
  /** where the user is written */
  readonly userPath: Path | undefined;
  readonly nonRoot: boolean;
}

/** @param path of the container; a setting of the pod is told at `spec.template.spec.securityContext` */
export function runAsOf(container: JsonObject, path: Path, podSpec: Json | undefined): RunAs {
  const pod: Path = ['spec', 'template', 'spec', 'securityContext'];
  const own = number(get(container, 'securityContext', 'runAsUser'));
  const shared = number(get(podSpec, 'securityContext', 'runAsUser'));
  const nonRoot = get(container, 'securityContext', 'runAsNonRoot') ?? get(podSpec, 'securityContext', 'runAsNonRoot');
  return {
    user: own ?? shared,
    userPath:
      own !== undefined
        ? [...path, 'securityContext', 'runAsUser']
        : shared !== undefined
          ? [...pod, 'runAsUser']
          : undefined,
    nonRoot: nonRoot === true,
  };
}
