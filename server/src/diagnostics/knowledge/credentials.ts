/** Passwords, keys and tokens that are written into a pod's variables. */
import type { Path } from '../../manifest/index';
import { containers, get, list, text } from '../read';

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
const OTHER = /STORE|^ALLOW_|FILE|PATH|^PWD$|^OLDPWD$|NAME/i;
const WELL_KNOWN =
  /^(?:minioadmin|minio123|change[-_ ]?(?:me|it)!?|p[a@]ssw[o0]rd1?!?|secret|admin(?:123)?|administrator|guest|root|toor|postgres|rabbitmq|mysql|test|default|elastic|qwerty|letmein|12345(?:6|67|678)?|my-?secret-?pw|example|supersecret)$/i;

/** The credentials among the variables of a workload's containers; what refers to something else is left out. */
export function credentialsIn(effective: Parameters<typeof containers>[0]): readonly Credential[] {
  return containers(effective).flatMap(({ container, path }) =>
    list(container['env']).flatMap((item, index): Credential[] => {
      const name = text(get(item, 'name')) ?? '';
      const value = text(get(item, 'value'));
      if (!value || !NAME.test(name) || OTHER.test(name)) return [];
      if (/\$\(|\$\{|\{\{|^<|^[./~]|^(?:true|false|yes|no|none|null)$/i.test(value)) return [];
      return [{ name, value, path: [...path, 'env', index, 'value'], wellKnown: WELL_KNOWN.test(value) }];
    }),
  );
}
