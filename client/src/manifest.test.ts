import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VERSION, formatRelease, NEWEST_PATCH, OLDEST_MINOR, parseRelease } from '../../simulator/src/index';
import { COVERED_RELEASES, OLDER_MINORS } from './kubernetesReleases';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const setting = manifest.contributes.configuration.properties['rolloutLens.kubernetesVersion'];

describe('the releases to choose from', () => {
  it('are those that the simulator covers', () => {
    const newestFirst = [...NEWEST_PATCH].sort(([a], [b]) => b - a);
    expect(COVERED_RELEASES).toEqual(
      newestFirst.map(([minor, patch]) => ({ minor: `1.${minor}`, patch: formatRelease({ major: 1, minor, patch }) })),
    );
  });

  it('go back to the oldest release that a rule knows', () => {
    const oldestCovered = Math.min(...NEWEST_PATCH.keys());
    expect(OLDER_MINORS[0]).toBe(`1.${oldestCovered - 1}`);
    expect(OLDER_MINORS.at(-1)).toBe(`1.${OLDEST_MINOR}`);
  });

  it('have the default of the whole project', () => expect(setting.default).toBe(DEFAULT_VERSION));

  it.each(['1.19', '1.20', '1.29.4', '1.36', 'v1.36.3', '1.37', '1.38', '1', '2.0', '1.36.x', ''])(
    'let the setting take %j exactly where it can be read',
    (version) => expect(new RegExp(setting.pattern).test(version)).toBe(parseRelease(version) !== null),
  );
});

describe('the extension manifest', () => {
  it('registers every command that menus name', () => {
    const commands = new Set(manifest.contributes.commands.map(({ command }: { command: string }) => command));
    const named = Object.values<readonly { command: string }[]>(manifest.contributes.menus).flat();
    expect(named.length).toBeGreaterThan(0);
    for (const { command } of named) expect(commands).toContain(command);
  });

  it('works where nothing is trusted and where no disk is', () => {
    expect(manifest.capabilities).toEqual({ untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });
});
