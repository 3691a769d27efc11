import { imageOf } from '../knowledge/images';
import { containers, get, list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * Entry points of published images refuse some values before they start the server: MySQL and MariaDB a further user that
 * is root, MongoDB one half of the first administrator (`docker_verify_minimum_env`, `docker-entrypoint.sh`), MinIO
 * credentials that are too short (`auth.IsAccessKeyValid`, `IsSecretKeyValid`).
 */
export const settingRefusedByImage = inspectionRule({
  id: 'setting-refused-by-image',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{variable} is for a further user: the image refuses root and does not start on an empty volume.',
      ja: '{variable} は追加のユーザー用です。root は受け付けられず、空のボリュームで起動しません。',
    },
    half: {
      en: '{image} needs {variable} where {other} is set: with one of them it does not start on an empty volume.',
      ja: '{image} では {other} を設定するなら {variable} も必要です。片方だけでは、空のボリュームで起動しません。',
    },
    short: {
      en: 'MinIO refuses a {variable} of fewer than {least} characters and does not start.',
      ja: 'MinIO は {least} 文字に満たない {variable} を受け付けず、起動しません。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      const env = list(container['env']);
      const image = env.length > 0 ? imageOf(container) : null;
      if (init || !image || list(container['command']).length > 0) continue;
      const hub = image.registry === 'docker.io' ? image.repository : '';
      for (const [index, item] of env.entries()) {
        const value = text(get(item, 'value'));
        const variable = text(get(item, 'name')) ?? '';
        if (value === undefined || value.includes('$(')) continue;
        const place = { path: [...path, 'env', index, 'value'], at: 'value' as const };
        if (/^(?:mysql|mariadb|percona)$/.test(hub) && /^(?:MYSQL|MARIADB)_USER$/.test(variable) && value === 'root')
          yield { ...place, params: { variable } };
        const least = variable === 'MINIO_ROOT_PASSWORD' ? 8 : variable === 'MINIO_ROOT_USER' ? 3 : 0;
        if (/(?:^|\/)minio\/minio$/.test(image.repository) && value.length < least)
          yield { ...place, message: 'short', params: { variable, least } };
      }
      if (hub !== 'mongo' || list(container['envFrom']).length > 0) continue;
      const names = env.map((item) => (text(get(item, 'name')) ?? '').replace(/_FILE$/, ''));
      const [other, ...more] = PAIR.filter((each) => names.includes(each));
      const variable = PAIR.find((each) => each !== other);
      if (other !== undefined && more.length === 0)
        yield {
          path: [...path, 'env'],
          at: 'key',
          message: 'half',
          params: { image: hub, variable: variable ?? '', other },
        };
    }
  },
});

const PAIR = ['MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD'] as const;
