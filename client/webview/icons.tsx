/** VS Code's own icons, bundled as text and drawn as paths: no font, no image source, no inline style. */
import arrowRight from '@vscode/codicons/src/icons/arrow-right.svg';
import beaker from '@vscode/codicons/src/icons/beaker.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import database from '@vscode/codicons/src/icons/database.svg';
import toEnd from '@vscode/codicons/src/icons/debug-continue.svg';
import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import toStart from '@vscode/codicons/src/icons/debug-reverse-continue.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import filter from '@vscode/codicons/src/icons/filter.svg';
import filterFilled from '@vscode/codicons/src/icons/filter-filled.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import layers from '@vscode/codicons/src/icons/layers.svg';
import lightbulb from '@vscode/codicons/src/icons/lightbulb-autofix.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import server from '@vscode/codicons/src/icons/server.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const ICONS = {
  arrowRight,
  beaker,
  check,
  chevronLeft,
  chevronRight,
  circleSlash,
  close,
  database,
  error,
  filter,
  filterFilled,
  goToFile,
  info,
  layers,
  lightbulb,
  loading,
  pass,
  pause,
  play,
  server,
  toEnd,
  toStart,
  warning,
};

export type IconName = keyof typeof ICONS;

interface Path {
  readonly d: string;
  readonly evenOdd: boolean;
}

const paths = new Map<IconName, readonly Path[]>();

function pathsOf(name: IconName): readonly Path[] {
  let found = paths.get(name);
  if (!found) {
    found = [...ICONS[name].matchAll(/<path[^>]*>/g)].map(([tag]) => ({
      d: /\bd="([^"]*)"/.exec(tag)?.[1] ?? '',
      evenOdd: tag.includes('fill-rule="evenodd"'),
    }));
    paths.set(name, found);
  }
  return found;
}

/** One icon, 16 px, in the colour of the text around it. Decoration only: the control around it carries the name. */
export function Icon({ name, class: className }: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg class={className ? `icon ${className}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      {pathsOf(name).map((path) => (
        <path key={path.d} d={path.d} fill-rule={path.evenOdd ? 'evenodd' : 'nonzero'} />
      ))}
    </svg>
  );
}
