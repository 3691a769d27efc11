import {
  DEFAULT_VERSION,
  newestKnown,
  OLDEST_COVERED_MINOR,
  parseRelease,
  type Release,
} from '../../simulator/src/index';
import { UsageError } from './environment';

/**
 * Checks a version given on the command line.
 * @param text `1.36` or `1.36.3`; undefined: the default
 * @throws UsageError when it is no version between 1.20 and 1.37
 */
export function checkedVersion(text: string | undefined): { readonly text: string; readonly release: Release } {
  const given = text ?? DEFAULT_VERSION;
  const release = parseRelease(given);
  if (!release) {
    throw new UsageError(
      `--kubernetes-version ${given}: give a minor or patch release from 1.20 to ${DEFAULT_VERSION}`,
    );
  }
  return { text: given, release };
}

/**
 * As {@link checkedVersion}, for what covers 1.32 and later only.
 * @param source where the text comes from, as the message names it
 * @throws UsageError for an older release, or a patch release beyond the newest that is known
 */
export function coveredVersion(
  text: string | undefined,
  what: string,
  source = '--kubernetes-version',
): ReturnType<typeof checkedVersion> {
  const version = checkedVersion(text);
  if (version.release.minor < OLDEST_COVERED_MINOR) {
    throw new UsageError(`${source} ${version.text}: ${what} covers 1.${OLDEST_COVERED_MINOR} to ${DEFAULT_VERSION}`);
  }
  const newest = newestKnown(version.release);
  if (newest !== null) {
    throw new UsageError(
      `${source} ${version.text}: the newest patch release of this minor that is known is ${newest}`,
    );
  }
  return version;
}
