/** Files of the workspace that are not open, through the real server, in-band. */
import { afterEach, describe, it } from 'vitest';
import { client, disposeClients } from './inBand';

afterEach(disposeClients);

const SET = 'file:///work/app/set.yaml';
const SERVICE = 'file:///work/app/service.yaml';
const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, namespace: prod}
spec:
  serviceName: web-peers
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: main
          image: registry.example.com/web:1.2.3
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /, port: http}}
          resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 128Mi}}
`;
const service = (name: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: prod}
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{name: http, port: 8080, targetPort: http}]
`;

describe.each(['server', 'client'] as const)('files that the %s reads', (readBy) => {
  it('are seen by rules that look beyond the open document, and followed', async () => {
    const files: Record<string, string> = { [SET]: set, [SERVICE]: service('web-peer') };
    const editor = await client({ files, readBy });
    await editor.open(SET, set);
    await editor.until(SET, ['sts-service-missing 2']);
    files[SERVICE] = service('web-peers');
    await editor.changed(SERVICE);
    await editor.until(SET, []);
  });
  it('give way to the open document', async () => {
    const files: Record<string, string> = { [SET]: set, [SERVICE]: service('web-peers') };
    const editor = await client({ files, readBy });
    await editor.open(SET, set);
    await editor.open(SERVICE, service('web-peer'));
    await editor.until(SET, ['sts-service-missing 2']);
    await editor.change(SERVICE, 2, service('web-peers'));
    await editor.until(SET, []);
  });
});
