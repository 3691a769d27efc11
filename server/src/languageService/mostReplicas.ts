/** Sets of more pods than are simulated: the API server takes two thousand million, no cluster does. */
import type { Workload } from '../../../simulator/src/index';
import type { Localized } from '../diagnostics/index';

/** A simulation of so many pods still answers within a few seconds. */
const MOST_REPLICAS = 20_000;

/** Why a workload is too large to be simulated; null where it is not. */
export function tooManyReplicas(workload: Workload | null): Localized | null {
  if (workload?.kind !== 'StatefulSet' || workload.replicas <= MOST_REPLICAS) return null;
  const { replicas } = workload;
  return {
    en: `spec.replicas is ${replicas}; sets of up to ${MOST_REPLICAS} pods are simulated.`,
    ja: `spec.replicas が ${replicas} です。シミュレーションできるのは ${MOST_REPLICAS} Pod までです。`,
  };
}
