import { parsePath } from '../../manifest/index';
import { get, text } from '../read';
import { verdictRule } from '../rule';

/** Containers of a pod share one network namespace (warned of by `GetWarningsForPodTemplate`, 1.30 and later). */
export const portDeclaredTwice = verdictRule({
  id: 'port-declared-twice',
  category: 'risk',
  checks: ['port-overlap'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
    containers: {
      en: 'The containers {container} and {second} both take port {value}. They share one network, so whichever starts later cannot bind it.',
      ja: 'コンテナ {container} と {second} がどちらもポート {value} を使います。ネットワークを共有しているため、後から起動したほうは待ち受けられません。',
    },
  },
  word: (verdict, context) => {
    const other = parsePath(String(verdict.params['other'] ?? ''));
    const value = String(verdict.params['value'] ?? '');
    if (!other || !/^\d+\//.test(value)) return {};
    const [list, index] = [verdict.path[3], verdict.path[4]];
    const apart = other[4] !== index || other[3] !== list;
    if (!apart || list !== 'containers' || other[3] !== 'containers') return {};
    const { effective } = context.judgement;
    return {
      message: 'containers',
      params: {
        value: value.replace('/TCP', ''),
        container: text(get(effective, ...other.slice(0, 5), 'name')) ?? '',
        second: text(get(effective, ...verdict.path.slice(0, 5), 'name')) ?? '',
      },
    };
  },
});
