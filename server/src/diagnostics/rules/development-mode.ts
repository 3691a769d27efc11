import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { argvOf, shellCallOf } from '../knowledge/shell';
import { podStorage } from '../knowledge/storage';
import { list, text } from '../read';
import { inspectionRule } from '../rule';

/** How programs are put into a mode that is for trying them out, by the last part of the image's name. */
const MODES: readonly {
  readonly image: RegExp;
  readonly name: string;
  readonly word: RegExp;
  readonly config?: RegExp;
}[] = [
  {
    image: /^(?:vault(?:-enterprise)?|openbao|bao)$/,
    name: 'Vault',
    word: /^--?dev$/,
    config: /^[ \t]*"?(?:storage|backend)"?\s*[:=]?\s*\{?\s*"inmem"/m,
  },
  { image: /^consul(?:-enterprise)?$/, name: 'Consul', word: /^--?dev$/ },
  { image: /^nomad$/, name: 'Nomad', word: /^--?dev$/ },
  { image: /^keycloak$/, name: 'Keycloak', word: /^start-dev$/ },
  { image: /^(?:temporal|temporalite|admin-tools)$/, name: 'Temporal', word: /^start-dev$/ },
];

/**
 * Servers in development mode keep what they store in memory, or are unsealed and open to everybody (`vault server -dev`,
 * `consul agent -dev`, `kc.sh start-dev`, `temporal server start-dev`; their manuals).
 */
export const developmentMode = inspectionRule({
  id: 'development-mode',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '“{word}” is the development mode of {name}: its checks are off, and what it stores does not outlive the process or is not safe.',
      ja: '「{word}」は {name} の開発用モードです。安全確認は働かず、保存した内容はプロセスとともに失われるか、保護されません。',
    },
    memory: {
      en: '{name} is told to keep what it stores in memory alone: every restart loses it.',
      ja: '{name} は保存内容をメモリだけに置くよう設定されています。再起動のたびに失われます。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const base = container.init ? undefined : imageOf(container.json)?.base;
      const mode = base === undefined ? undefined : MODES.find(({ image }) => image.test(base));
      if (!mode) continue;
      const { name, word, config } = mode;
      const call = shellCallOf(argvOf(container.json));
      for (const field of ['command', 'args'] as const) {
        for (const [index, item] of list(container.json[field]).entries()) {
          const said = text(item) ?? '';
          const found = (said === call?.script ? said.split(/[\s"']+/) : [said]).find((each) => word.test(each));
          const path: Path = [...container.path, field, index];
          if (found !== undefined) yield { path, at: 'value', params: { word: found, name } };
        }
      }
      if (config && filesOf(context, container).some(({ content }) => config.test(withoutComments(content))))
        yield { path: container.path, at: 'key', message: 'memory', params: { name } };
    }
  },
});
