/**
 * Globs as `.gitignore` has them: `*` and `?` within a name, `**` over folders, `{a,b}`. One without a slash (but at its
 * end) holds at any depth; one that names a folder holds for everything below. Case counts.
 */

/** Alternatives of `{a,b}` beyond this many are not looked at. */
const MOST_ALTERNATIVES = 200;

/**
 * Do the globs exclude a file? The last one that matches decides; `!` in front of it takes the file in again.
 * @param path relative to the folder of the globs, with `/`
 */
export function isExcluded(globs: readonly string[], path: string): boolean {
  const names = path.split('/').filter((name) => name !== '');
  for (let i = globs.length - 1; i >= 0; i--) {
    const glob = globs[i] ?? '';
    const negated = glob.startsWith('!');
    if (matchesGlob(negated ? glob.slice(1) : glob, names)) return !negated;
  }
  return false;
}

function matchesGlob(glob: string, names: readonly string[]): boolean {
  return alternatives(glob).some((plain) => {
    const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length === 0) return false;
    const anywhere = parts.length === 1 && !plain.startsWith('/') && !plain.startsWith('./');
    return matchesNames([...(anywhere ? ['**'] : []), ...parts, '**'], names, plain.endsWith('/'));
  });
}

/** @param folder the glob names a folder: the last of the names is a file and cannot be what it means */
function matchesNames(parts: readonly string[], names: readonly string[], folder: boolean): boolean {
  const least = folder ? names.length - 1 : names.length;
  // the last part is `**`: it is enough that those before it match the beginning
  const wanted = parts.slice(0, -1);
  let at = 0;
  let name = 0;
  let star = -1;
  let resume = 0;
  for (;;) {
    if (at === wanted.length) return true;
    const part = wanted[at];
    if (part === '**') {
      star = at++;
      resume = name;
    } else if (name < least && part !== undefined && matchesName(part, names[name] ?? '')) {
      at++;
      name++;
    } else if (star >= 0 && resume < least) {
      name = ++resume;
      at = star + 1;
    } else return false;
  }
}

/** `*` and `?` within one name, in time that is linear for any pattern people write. */
function matchesName(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const letter = pattern[p];
    if (letter === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (letter === '?' || letter === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      n = ++resume;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function alternatives(glob: string): readonly string[] {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined && done.length < MOST_ALTERNATIVES; next = open.pop()) {
    const group = /\{([^{}]*)\}/.exec(next);
    if (!group) done.push(next);
    else if (open.length < MOST_ALTERNATIVES) {
      const before = next.slice(0, group.index);
      const behind = next.slice(group.index + group[0].length);
      for (const each of (group[1] ?? '').split(',')) open.push(before + each + behind);
    }
  }
  return done;
}
