/** For the tests of this room: objects and judgements from text. */
import { parseRelease, type Release } from '../../../simulator/src/index';
import { parseDocument } from '../manifest/index';
import { judge } from './judge';
import type { ApiObject, Judgement } from './judgement';
import { objectsOf } from './objects';

export function releaseOf(version: string): Release {
  const release = parseRelease(version);
  if (release === null) throw new Error(`no release: ${version}`);
  return release;
}

export function objectOf(text: string): ApiObject {
  const object = objectsOf(parseDocument(text))[0];
  if (object === undefined) throw new Error('no object in the text');
  return object;
}

export function judgeText(text: string, version = '1.37', old?: string): Judgement {
  return judge(objectOf(text), { release: releaseOf(version), ...(old === undefined ? {} : { old: objectOf(old) }) });
}

/** A StatefulSet that is accepted; `spec` and `pod` are lines put into its spec and pod spec. */
export function statefulSet(spec = '', pod = '', container = ''): string {
  return workload('StatefulSet', `serviceName: web\n${spec}`, pod, container);
}

/** A DaemonSet that is accepted, likewise. */
export function daemonSet(spec = '', pod = '', container = ''): string {
  return workload('DaemonSet', spec, pod, container);
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}

function workload(kind: string, spec: string, pod: string, container: string): string {
  return [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    'metadata: {name: web}',
    'spec:',
    '  selector: {matchLabels: {app: web}}',
    indent(spec, 2),
    '  template:',
    '    metadata: {labels: {app: web}}',
    '    spec:',
    indent(pod, 6),
    '      containers:',
    '      - name: main',
    '        image: images.example/web:1.4',
    indent(container, 8),
    '',
  ].join('\n');
}
