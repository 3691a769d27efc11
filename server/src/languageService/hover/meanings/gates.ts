/** Feature gates that change what a value means. */
import type { Release } from '../../../../../simulator/src/index';

/** `MaxUnavailableStatefulSet`: on in 1.35.0 to 1.35.3 and from 1.37 on, off elsewhere. */
export function maxUnavailableInForce(release: Release): boolean {
  return release.minor >= 37 || (release.minor === 35 && release.patch <= 3);
}
