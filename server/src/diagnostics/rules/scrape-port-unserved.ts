import { fix, mend } from '../fixing';
import { configMapsOf, declaredPorts, mayServe } from '../knowledge/ports';
import { enumerate } from '../message';
import { podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

const SCRAPE = 'prometheus.io/scrape';
const PORT = 'prometheus.io/port';

/** Prometheus configurations that go by annotations scrape the pod's address on the port that prometheus.io/port says. */
export const scrapePortUnserved = inspectionRule({
  id: 'scrape-port-unserved',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The annotation sends Prometheus to port {port}, where no container listens (there is {known}): nothing is scraped.',
      ja: 'アノテーションは Prometheus をポート {port} に向けますが、そこで待ち受けるコンテナはありません（あるのは {known}）。メトリクスは収集されません。',
    },
  },
  *check(context) {
    const template = podTemplateOf(context.judgement.effective, context.object.kind);
    const written = template?.annotations[PORT];
    if (!template || written === undefined || template.annotations[SCRAPE] === 'false') return;
    const port = Number(written);
    if (!/^\d{1,5}$/.test(written)) return;
    const declared = declaredPorts(template.spec, []);
    if (declared.length === 0 || declared.some((each) => each.number === port)) return;
    // a configuration that is mounted may open more
    if (mayServe(template.spec, port) || configMapsOf(template.spec).length > 0) return;
    const path = [...template.path, 'metadata', 'annotations', PORT];
    const metrics = declared.filter(({ name }) => /metric|prom/.test(name));
    const meant = metrics.length === 1 ? metrics[0] : declared.length === 1 ? declared[0] : undefined;
    yield {
      path,
      at: 'value',
      params: {
        port,
        known: enumerate(
          declared.map((each) => (each.name === '' ? String(each.number) : `${each.name} ${each.number}`)),
        ),
      },
      fixes: () =>
        meant
          ? fix(
              { en: `Scrape ${meant.number}`, ja: `${meant.number} から収集する` },
              'alternative',
              mend(context).put(path, String(meant.number)),
            )
          : [],
    };
  },
});
