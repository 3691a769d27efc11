/** Passwords, keys and tokens that are written into a pod's template. */
import type { Path } from '../../manifest/index';
import { containers, get, list, text } from '../read';
import { words } from './shell';

export interface Credential {
  readonly name: string;
  readonly value: string;
  /** of the value */
  readonly path: Path;
  /** does everybody know it? */
  readonly wellKnown: boolean;
}

const NAME = /(?:^|_)(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRET(?:_?(?:ACCESS_?)?KEY)?|TOKEN|API_?KEY|ACCESS_?KEY|COOKIE)$/i;
/** Where they are found rather than what they are; stores of certificates whose password protects nothing. */
const OTHER = /STORE|KEY_?PASS|^ALLOW_|FILE|PATH|^PWD$|^OLDPWD$|NAME/i;
const WELL_KNOWN =
  /^(?:minioadmin|minio123|change[-_ ]?(?:me|it)!?|p[a@]ssw[o0]rd1?!?|secret|admin(?:123)?|administrator|guest|root|toor|postgres|rabbitmq|mysql|test|default|elastic|qwerty|letmein|12345(?:6|67|678)?|my-?secret-?pw|example|supersecret)$/i;

const OPTION = /^--?(?:[\w-]*-)?(?:password|passwd|pass|requirepass|masterauth|token|secret-key|api-key)$/i;
const ELSEWHERE = /[$]|\{\{|^<|^[./~-]|^(?:true|false|yes|no|none|null|\d)$/i;

function credential(name: string, value: string, path: Path): readonly Credential[] {
  return value === '' || OTHER.test(name) || ELSEWHERE.test(value)
    ? []
    : [{ name, value, path, wellKnown: WELL_KNOWN.test(value) }];
}

/** The credentials among the options of a command line. */
function toldTo(told: readonly string[], path: Path): readonly Credential[] {
  return told.flatMap((word, index) => {
    const equals = word.indexOf('=');
    const option = equals < 0 ? word : word.slice(0, equals);
    if (!OPTION.test(option)) return [];
    return equals < 0
      ? credential(option, told[index + 1] ?? '', [...path, index + 1])
      : credential(option, word.slice(equals + 1), [...path, index]);
  });
}

/** The credentials among the variables and options of a workload's containers; what refers to something else is left out. */
export function credentialsIn(effective: Parameters<typeof containers>[0]): readonly Credential[] {
  return containers(effective).flatMap(({ container, path }) => [
    ...toldTo(words(container['command']), [...path, 'command']),
    ...toldTo(words(container['args']), [...path, 'args']),
    ...list(container['env']).flatMap((item, index): Credential[] => {
      const name = text(get(item, 'name')) ?? '';
      const value = text(get(item, 'value')) ?? '';
      return NAME.test(name) ? [...credential(name, value, [...path, 'env', index, 'value'])] : [];
    }),
  ]);
}
