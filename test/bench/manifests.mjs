// A generated file of N documents that alternate StatefulSets and DaemonSets as people write them, valid but for a few
// planted findings, the same for the same N.

const APPS = ['postgres', 'kafka', 'redis', 'rabbitmq', 'etcd', 'mongodb', 'cassandra'];
const AGENTS = ['node-exporter', 'fluent-bit', 'csi-node', 'cni-agent', 'device-plugin'];

/** @param {number} i @param {boolean} planted */
function statefulSet(i, planted) {
  const app = APPS[i % APPS.length];
  const name = `${app}-${String(i).padStart(4, '0')}`;
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: team-${i % 7}
  labels:
    app.kubernetes.io/name: ${app}
    app.kubernetes.io/instance: ${name}
    app.kubernetes.io/component: database
  annotations:
    example.com/owner: "team ${i % 7}"
spec:
  serviceName: ${name}
  replicas: ${3 + (i % 3) * 2}
  podManagementPolicy: ${i % 2 ? 'Parallel' : 'OrderedReady'}
  revisionHistoryLimit: 5
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app}
      app.kubernetes.io/instance: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${planted ? `${app}-typo` : app}
        app.kubernetes.io/instance: ${name}
    spec:
      terminationGracePeriodSeconds: ${30 + i}
      serviceAccountName: ${name}
      securityContext:
        fsGroup: 999
        runAsNonRoot: true
        runAsUser: 999
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    app.kubernetes.io/instance: ${name}
      initContainers:
        - name: prepare
          image: docker.io/library/busybox:1.37.0
          command: ["sh", "-c", "install -d -m 0700 /data/${app}"]
          volumeMounts:
            - name: data
              mountPath: /data
      containers:
        - name: ${app}
          image: docker.io/library/${app}:${1 + (i % 9)}.${i % 10}
          imagePullPolicy: IfNotPresent
          ports:
            - name: main
              containerPort: ${5000 + (i % 1000)}
              protocol: TCP
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: ${name}
                  key: password
            - name: DATA_DIR
              value: /data/${app}
          readinessProbe:
            tcpSocket:
              port: main
            initialDelaySeconds: 5
            periodSeconds: 10
            failureThreshold: 3
          livenessProbe:
            tcpSocket:
              port: main
            initialDelaySeconds: 30
            periodSeconds: 20
            failureThreshold: 5
          resources:
            requests:
              cpu: 500m
              memory: 1Gi
            limits:
              memory: 2Gi
          volumeMounts:
            - name: data
              mountPath: /data
            - name: config
              mountPath: /etc/${app}
              readOnly: true
      volumes:
        - name: config
          configMap:
            name: ${name}
            defaultMode: 0440
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        storageClassName: standard
        resources:
          requests:
            storage: ${10 + (i % 90)}Gi
`;
}

/** @param {number} i @param {boolean} planted */
function daemonSet(i, planted) {
  const app = AGENTS[i % AGENTS.length];
  const name = `${app}-${String(i).padStart(4, '0')}`;
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
  namespace: kube-system
  labels:
    app.kubernetes.io/name: ${app}
    app.kubernetes.io/instance: ${name}
spec:
  minReadySeconds: 5
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: ${planted ? '[10]' : '10%'}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app}
      app.kubernetes.io/instance: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${app}
        app.kubernetes.io/instance: ${name}
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      priorityClassName: system-node-critical
      tolerations:
        - operator: Exists
      nodeSelector:
        kubernetes.io/os: linux
      containers:
        - name: ${app}
          image: registry.example.com/agents/${app}:v1.${i % 20}.${i % 7}
          args:
            - --listen=:${9000 + (i % 900)}
            - --root=/host
            - "--filter=^/(dev|proc|sys|run)($|/)"
          ports:
            - name: metrics
              containerPort: ${9000 + (i % 900)}
              hostPort: ${9000 + (i % 900)}
          env:
            - name: NODE_NAME
              valueFrom:
                fieldRef:
                  fieldPath: spec.nodeName
          readinessProbe:
            httpGet:
              path: /healthz
              port: metrics
            periodSeconds: 10
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: ["ALL"]
          volumeMounts:
            - name: proc
              mountPath: /host/proc
              readOnly: true
            - name: run
              mountPath: /run/${app}
      volumes:
        - name: proc
          hostPath:
            path: /proc
            type: Directory
        - name: run
          hostPath:
            path: /run/${app}
            type: DirectoryOrCreate
`;
}

/**
 * @param {number} documents how many
 * @returns {{ text: string, planted: number }} the text, and how many documents hold a planted finding (first and last among them)
 */
export function generate(documents) {
  const plants = new Set([0, Math.floor(documents / 2), documents - 1]);
  const parts = [];
  for (let i = 0; i < documents; i++) parts.push((i % 2 === 0 ? statefulSet : daemonSet)(i, plants.has(i)));
  return { text: parts.join('---\n'), planted: plants.size };
}
