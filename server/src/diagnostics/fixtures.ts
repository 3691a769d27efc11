/** For the tests of rules that look at several objects: short manifests around a workload. */

/** An object; `spec` lines are indented by two. */
export function manifest(apiVersion: string, kind: string, name: string, spec: string, namespace?: string): string {
  const place = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${place}spec:\n${spec}`;
}

export function service(name: string, spec: string, namespace?: string): string {
  return manifest('v1', 'Service', name, spec, namespace);
}

/** @param count `maxUnavailable: 1` or the like */
export function budget(name: string, count: string, labels = 'app: web', namespace?: string): string {
  const selector = `  selector:\n    matchLabels:\n      ${labels}\n`;
  return manifest('policy/v1', 'PodDisruptionBudget', name, `  ${count}\n${selector}`, namespace);
}

/** @param spec lines after the target, indented by two */
export function autoscaler(target: string, spec = '  minReplicas: 3\n  maxReplicas: 9\n', name = 'scaler'): string {
  const [kind = '', of = ''] = target.split('/');
  const ref = `  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: ${kind}\n    name: ${of}\n`;
  return manifest('autoscaling/v2', 'HorizontalPodAutoscaler', name, `${ref}${spec}`);
}

/** A workload of one container; `container` lines are indented by ten, `pod` lines by six. */
export function workload(
  kind: 'StatefulSet' | 'DaemonSet' | 'Deployment',
  name: string,
  { labels = `app: ${name}`, image = 'registry.example.com/app:1.0.0', spec = '', pod = '', container = '' } = {},
): string {
  const pods = labels
    .split('\n')
    .map((line) => `        ${line}\n`)
    .join('');
  const selector = labels
    .split('\n')
    .map((line) => `      ${line}\n`)
    .join('');
  return manifest(
    'apps/v1',
    kind,
    name,
    `${spec}  selector:\n    matchLabels:\n${selector}  template:\n    metadata:\n      labels:\n${pods}    spec:\n${pod}      containers:\n        - name: main\n          image: ${image}\n${container}`,
  );
}

/** Documents of one file. */
export function file(...documents: readonly string[]): string {
  return documents.join('---\n');
}
