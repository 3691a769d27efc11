/** Where things are: the repository, and the cache that survives from one checkout to the next. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * The folder for what is fetched once per machine. `ROLLOUT_LENS_CACHE` moves it; else the platform's cache folder.
 * @returns {string}
 */
export function cacheFolder() {
  const { ROLLOUT_LENS_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (ROLLOUT_LENS_CACHE) return resolve(ROLLOUT_LENS_CACHE);
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'rollout-lens', 'cache');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'rollout-lens');
}
