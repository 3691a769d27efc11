import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { argvOf, shellCallOf } from '../knowledge/shell';
import { podStorage } from '../knowledge/storage';
import { get, type JsonObject, list, text } from '../read';
import { inspectionRule } from '../rule';

const KAFKA = /^(?:kafka|kafka-native|cp-kafka|cp-server|kafka-kraft)$/;
const PROTOCOLS: ReadonlySet<string> = new Set(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']);

interface Told {
  readonly value: string;
  readonly path: Path;
}

/**
 * What `KafkaConfig` demands of its listeners (`validateValues`, `inter.broker.listener.name must be a listener name defined
 * in advertised.listeners`, "No security protocol defined for listener", "advertised.listeners cannot use the nonroutable
 * meta-address 0.0.0.0"; 2.x to 4.x), as images hand it over in variables.
 */
export const kafkaListenersDiffer = inspectionRule({
  id: 'kafka-listeners-differ',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{variable} names the listener {name}, which KAFKA_LISTENERS does not define: the broker refuses its configuration and does not start.',
      ja: '{variable} はリスナー {name} を指定していますが、KAFKA_LISTENERS に定義がありません。ブローカーは設定を受け付けず、起動しません。',
    },
    protocol: {
      en: 'The listener {name} has no security protocol in {variable}: the broker refuses its configuration and does not start.',
      ja: 'リスナー {name} のセキュリティプロトコルが {variable} にありません。ブローカーは設定を受け付けず、起動しません。',
    },
    address: {
      en: 'Brokers advertise 0.0.0.0, which nobody can connect to: the broker refuses its configuration and does not start.',
      ja: '接続先として使えない 0.0.0.0 を公開しています。ブローカーは設定を受け付けず、起動しません。',
    },
    port: {
      en: 'Two listeners share port {port}: the broker refuses its configuration and does not start.',
      ja: '2 つのリスナーが同じポート {port} を使っています。ブローカーは設定を受け付けず、起動しません。',
    },
  },
  *check(context) {
    for (const { json, path, init } of podStorage(context.judgement.effective).containers) {
      if (init || !KAFKA.test(imageOf(json)?.base ?? '')) continue;
      const script = scriptOf(json);
      // a script of the image or of a volume may set what is not written here
      if (script === null || /KAFKA_(?:CFG_)?(?:\w*LISTENER|\$)|server\.properties/.test(script)) continue;
      const told = new Map<string, Told>();
      for (const [index, item] of list(json['env']).entries()) {
        const value = text(get(item, 'value'));
        const name = text(get(item, 'name'))?.replace(/^KAFKA_CFG_/, 'KAFKA_');
        if (name?.startsWith('KAFKA_') && value !== undefined)
          told.set(name, { value, path: [...path, 'env', index, 'value'] });
      }
      const listeners = told.get('KAFKA_LISTENERS');
      if (!listeners || /\$(?!\()/.test(listeners.value) || list(json['envFrom']).length > 0) continue;
      const defined = namesOf(listeners.value);
      if (defined.length === 0) continue;
      for (const variable of ['KAFKA_INTER_BROKER_LISTENER_NAME', 'KAFKA_ADVERTISED_LISTENERS'] as const) {
        const found = told.get(variable);
        const names =
          !found || /\$(?!\()/.test(found.value)
            ? []
            : variable.endsWith('NAME')
              ? [found.value.trim()]
              : namesOf(found.value);
        const name = names.find((each) => !defined.includes(each));
        if (found && name !== undefined && name !== '' && !name.includes('$'))
          yield { path: found.path, at: 'value', params: { variable, name } };
      }
      const advertised = told.get('KAFKA_ADVERTISED_LISTENERS');
      if (advertised && /:\/\/0\.0\.0\.0:/.test(advertised.value))
        yield { path: advertised.path, at: 'value', message: 'address' };
      const map = told.get('KAFKA_LISTENER_SECURITY_PROTOCOL_MAP');
      const mapped = map?.value.split(',').map((each) => each.split(':')[0]?.trim().toUpperCase() ?? '');
      const bare = defined.find((name) => (mapped ? !mapped.includes(name) : !PROTOCOLS.has(name)));
      // images add what a controller needs by themselves
      if (bare !== undefined && (map || bare !== 'CONTROLLER') && !map?.value.includes('$'))
        yield {
          path: (map ?? listeners).path,
          at: 'value',
          message: 'protocol',
          params: { name: bare, variable: 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP' },
        };
      const ports = listeners.value.split(',').flatMap((each) => /:(\d+)\s*$/.exec(each)?.[1] ?? []);
      const port = ports.find((each, index) => each !== '0' && ports.indexOf(each) !== index);
      if (port !== undefined && !/:\/\/[\w[]/.test(listeners.value))
        yield { path: listeners.path, at: 'value', message: 'port', params: { port } };
    }
  },
});

/** The script that a shell runs before the broker; empty: the image's own start; null: something that is not at hand. */
function scriptOf(container: JsonObject): string | null {
  if (list(container['command']).length === 0) return list(container['args']).length === 0 ? '' : null;
  return shellCallOf(argvOf(container))?.script ?? null;
}

/** `PLAINTEXT://:9092,CONTROLLER://:9093`: the names. */
function namesOf(listeners: string): readonly string[] {
  return listeners.split(',').flatMap((each) => /^[ \t]*([\w.-]+):\/\//.exec(each)?.[1]?.toUpperCase() ?? []);
}
