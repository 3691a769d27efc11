// Does a simulated trace agree with a recorded one? Order decides, not the clock.
//
// Both traces: { scenario, kind, set, events, final }; `kind`, `set` and `scenario` are taken from the recording.
//
// StatefulSet. Compared are pod-created, pod-ready, pod-failed, pod-succeeded, pod-deletion-requested, pod-gone, claim-created,
// claim-deletion-requested and claim-gone.
//   1. Every pod and every claim goes through the same sequence of (type, revision).
//   2. Corresponding events are at most (1 + 5 % of t) seconds apart (the scenario's tolerance.seconds replaces the 1).
//   3. Two events recorded more than 0.4 s apart come in that order (or within 0.4 s of each other) in the simulation; events
//      recorded within 0.4 s are one batch and may come in any order among themselves,
//   4. except that a creation or deletion that the controller issued right after exactly one kubelet event (ready, gone, failed,
//      succeeded) must be listed after that event.
//   5. The final pods, claims, status counters and budgets are equal.
// DaemonSet. The controller takes nodes in no fixed order, so equal nodes may change places:
//   1. For each class of like nodes (same labels and taints, named by the same rules and steps) the multiset of per-node
//      sequences of (type, #n, revision) is equal; with `ties: sequence` each pod's own sequence is compared instead.
//   2. The count curves are equal: pods alive per revision, terminating, ready; nodes without a ready pod; nodes with two pods;
//      sampled after each batch, states that last under 0.7 s may be missing on one side. With `ties: clock` the largest value of
//      each count is compared instead.
//   3. The final pods (per class), status counters and budgets are equal.

const BATCH = 0.4,
  TRANSIENT = 0.7;
const POD = ['pod-created', 'pod-ready', 'pod-failed', 'pod-succeeded', 'pod-deletion-requested', 'pod-gone'];
const CLAIM = ['claim-created', 'claim-deletion-requested', 'claim-gone'];
const KUBELET = new Set(['pod-ready', 'pod-failed', 'pod-succeeded', 'pod-gone', 'pod-unready']);
const COUNTERS = {
  StatefulSet: [
    'replicas',
    'readyReplicas',
    'availableReplicas',
    'currentReplicas',
    'updatedReplicas',
    'currentRevision',
    'updateRevision',
  ],
  DaemonSet: [
    'desiredNumberScheduled',
    'currentNumberScheduled',
    'updatedNumberScheduled',
    'numberReady',
    'numberAvailable',
    'numberUnavailable',
    'numberMisscheduled',
  ],
};
const say = (e) =>
  e ? `${e.type} ${e.object}${e.revision !== undefined ? ` (revision ${e.revision})` : ''} at ${e.t}` : 'nothing';
const groupBy = (list, key) => {
  const m = new Map();
  for (const x of list) {
    const k = key(x);
    (m.get(k) ?? m.set(k, []).get(k)).push(x);
  }
  return m;
};

/** Compare a recording with a simulation; differences are ordered by time. */
export function agree(rec, sim) {
  const kind = rec.kind ?? (rec.events.some((e) => e.object?.includes('@')) ? 'DaemonSet' : 'StatefulSet');
  const base = rec.scenario?.tolerance?.seconds ?? 1;
  const tol = (t) => base + 0.05 * t;
  const differences = [];
  const differ = (t, what) => differences.push({ t, what });
  (kind === 'StatefulSet' ? statefulSet : daemonSet)(rec, sim, tol, differ);
  for (const k of COUNTERS[kind]) {
    const a = rec.final.status?.[k] ?? 0,
      b = sim.final?.status?.[k] ?? 0;
    if (rec.final.status && a !== b) differ(Infinity, `final status.${k}: recorded ${a}, simulated ${b}`);
  }
  if (!rec.final.status !== !sim.final?.status)
    differ(
      Infinity,
      `final status: recorded ${rec.final.status ? 'present' : 'the set is gone'}, simulated ${sim.final?.status ? 'present' : 'the set is gone'}`,
    );
  if (rec.final.budgets) {
    const budgets = (t) => (t.final?.budgets ?? []).map((b) => JSON.stringify(Object.entries(b).sort()));
    sets('final budgets', budgets(rec), budgets(sim), differ);
  }
  differences.sort((a, b) => a.t - b.t);
  return { ok: differences.length === 0, differences };
}

function statefulSet(rec, sim, tol, differ) {
  const types = new Set([...POD, ...CLAIM]);
  const take = (t) => t.events.filter((e) => types.has(e.type)).map((e, i) => ({ ...e, i }));
  const R = take(rec),
    Sm = take(sim);
  const ro = groupBy(R, (e) => e.object),
    so = groupBy(Sm, (e) => e.object);
  const key = (e) => `${e.type}|${e.type.startsWith('claim') ? '' : e.revision}`;
  const pair = new Map();
  let sound = true;
  for (const object of new Set([...ro.keys(), ...so.keys()])) {
    const a = ro.get(object) ?? [],
      b = so.get(object) ?? [];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      if (!a[i] || !b[i] || key(a[i]) !== key(b[i])) {
        differ(
          Math.min(a[i]?.t ?? Infinity, b[i]?.t ?? Infinity),
          `${object}: recorded ${say(a[i])}, simulated ${say(b[i])}`,
        );
        sound = false;
        break;
      }
      pair.set(a[i], b[i]);
      if (Math.abs(a[i].t - b[i].t) > tol(a[i].t))
        differ(a[i].t, `clock: recorded ${say(a[i])}, simulated at ${b[i].t}`);
    }
  }
  if (sound) {
    for (let i = 0; i < R.length; i++)
      for (let j = i + 1; j < R.length; j++) {
        const a = R[i],
          b = R[j],
          x = pair.get(a),
          y = pair.get(b);
        if (b.t - a.t > BATCH && x.t - y.t > BATCH)
          differ(a.t, `order: recorded ${say(a)} before ${say(b)}, simulated the other way round (${x.t}, ${y.t})`);
      }
    const busy = (rec.scenario?.steps ?? []).map((s) => s.at);
    for (const c of R) {
      if (c.type !== 'pod-created' && c.type !== 'pod-deletion-requested') continue;
      if (c.by === 'user' || busy.some((t) => Math.abs(t - c.t) <= BATCH)) continue;
      const near = R.filter((k) => KUBELET.has(k.type) && Math.abs(k.t - c.t) <= BATCH);
      if (near.length === 1 && near[0].i < c.i && pair.get(near[0]).i > pair.get(c).i)
        differ(c.t, `cause: recorded ${say(c)} after ${say(near[0])}, simulated before it`);
    }
  }
  const pods = (t) =>
    (t.final?.pods ?? [])
      .map(
        (p) =>
          `${p.object} revision ${p.revision} ${p.phase}${p.ready ? ' ready' : ''}${p.terminating ? ' terminating' : ''}`,
      )
      .sort();
  const claims = (t) => (t.final?.claims ?? []).map((p) => (typeof p === 'string' ? p : p.object)).sort();
  sets('final pods', pods(rec), pods(sim), differ);
  sets('final claims', claims(rec), claims(sim), differ);
}

function daemonSet(rec, sim, tol, differ) {
  const types = new Set(POD);
  const parse = (e) => {
    const m = /@(.*)#(\d+)$/.exec(e.object) ?? /@(.*)()$/.exec(e.object);
    return { ...e, node: m ? m[1] : e.node, n: Number(m?.[2] || 1) };
  };
  const all = (t) => t.events.filter((e) => types.has(e.type) || e.type === 'pod-unready').map(parse);
  const R = all(rec),
    Sm = all(sim);
  const classOf = classes(rec.scenario);
  // 1. per-node sequences
  const sequences = (list) => {
    const out = new Map();
    for (const [node, es] of groupBy(
      list.filter((e) => types.has(e.type)),
      (e) => e.node,
    )) {
      const q = [...es];
      for (let i = 0; i + 1 < q.length; i++)
        if (
          q[i].type === 'pod-created' &&
          q[i + 1].type === 'pod-gone' &&
          q[i + 1].n === q[i].n - 1 &&
          q[i + 1].t - q[i].t <= BATCH
        )
          [q[i], q[i + 1]] = [q[i + 1], q[i]];
      const c = classOf(node);
      (out.get(c) ?? out.set(c, []).get(c)).push({
        node,
        text: (rec.scenario?.ties === 'sequence' ? [...q].sort((x, y) => x.n - y.n) : q)
          .map((e) => `${e.type.slice(4)}#${e.n}/${e.revision}`)
          .join(' '),
        t: es[0].t,
      });
    }
    return out;
  };
  const a = sequences(R),
    b = sequences(Sm);
  for (const c of new Set([...a.keys(), ...b.keys()])) {
    const left = [...(b.get(c) ?? [])],
      missing = [];
    for (const s of a.get(c) ?? []) {
      const i = left.findIndex((x) => x.text === s.text);
      if (i >= 0) left.splice(i, 1);
      else missing.push(s);
    }
    for (let i = 0; i < Math.max(missing.length, left.length); i++)
      differ(
        missing[i]?.t ?? left[i].t,
        `nodes like ${(missing[i] ?? left[i]).node}: recorded ${missing[i] ? `${missing[i].node}: ${missing[i].text}` : 'no further node'}; simulated ${left[i] ? `${left[i].node}: ${left[i].text}` : 'no such node'}`,
      );
  }
  // 2. count curves
  const x = curve(R),
    y = curve(Sm);
  if (rec.scenario?.ties === 'clock') {
    const top = (q) => {
      const m = {};
      for (const s of q) for (const [k, v] of Object.entries(s.counts)) m[k] = Math.max(m[k] ?? 0, v);
      return m;
    };
    const p = top(x),
      q = top(y);
    for (const k of new Set([...Object.keys(p), ...Object.keys(q)]))
      if ((p[k] ?? 0) !== (q[k] ?? 0)) differ(0, `largest ${k}: recorded ${p[k] ?? 0}, simulated ${q[k] ?? 0}`);
  } else align(x, y, tol, differ);
  // 3. final pods
  const pods = (t) =>
    (t.final?.pods ?? [])
      .map((p) => {
        const e = parse(p);
        return `${classOf(e.node)} #${e.n} revision ${p.revision} ${p.phase}${p.ready ? ' ready' : ''}${p.terminating ? ' terminating' : ''}`;
      })
      .sort();
  sets('final pods', pods(rec), pods(sim), differ);
}

/** node name → class name; nodes with a common class may stand for one another. */
function classes(scenario = {}) {
  const named = new Set();
  for (const s of scenario.steps ?? [])
    for (const n of [
      typeof s.deletePodOn === 'string' ? s.deletePodOn : s.deletePodOn?.on,
      s.pod?.on,
      s.node?.name,
      s.node?.add?.name,
    ])
      if (n) named.add(n);
  const table = new Map();
  for (const n of scenario.nodes ?? []) {
    const rules = (scenario.pods ?? [])
      .map((r, i) => ([].concat(r.match?.nodes ?? []).includes(n.name) ? i : ''))
      .join(',');
    const labels = Object.entries(n.labels ?? {})
      .filter(([k]) => k !== 'kubernetes.io/hostname')
      .sort();
    table.set(
      n.name,
      named.has(n.name)
        ? n.name
        : JSON.stringify([labels, n.taints ?? [], !!n.unschedulable, n.capacity ?? null, rules]),
    );
  }
  return (node) => table.get(node) ?? node;
}

/** Settled counts over time: [{ t, until, counts, key }], one entry per batch of events that changed something. */
function curve(events) {
  const pods = new Map(),
    out = [];
  for (let i = 0; i < events.length; i++) {
    const e = events[i],
      id = `${e.node}#${e.n}`;
    const p = pods.get(id) ?? { node: e.node, revision: e.revision };
    if (e.type === 'pod-created') pods.set(id, p);
    if (e.type === 'pod-ready') p.ready = true;
    if (e.type === 'pod-unready' || e.type === 'pod-failed' || e.type === 'pod-succeeded') p.ready = false;
    if (e.type === 'pod-deletion-requested') {
      p.terminating = true;
      p.ready = false;
    }
    if (e.type === 'pod-gone') pods.delete(id);
    if (i + 1 < events.length && events[i + 1].t - e.t < BATCH) continue;
    const counts = { terminating: 0, ready: 0, 'nodes with two pods': 0 },
      alive = new Map(),
      up = new Set();
    for (const q of pods.values()) {
      if (q.terminating) {
        counts.terminating++;
        continue;
      }
      counts[`revision ${q.revision}`] = (counts[`revision ${q.revision}`] ?? 0) + 1;
      alive.set(q.node, (alive.get(q.node) ?? 0) + 1);
      if (q.ready) {
        counts.ready++;
        up.add(q.node);
      }
    }
    for (const v of alive.values()) if (v > 1) counts['nodes with two pods']++;
    counts['nodes with a ready pod'] = up.size;
    const key = JSON.stringify(Object.entries(counts).sort());
    if (out.at(-1)?.key !== key) out.push({ t: e.t, counts, key });
  }
  for (const [i, s] of out.entries()) s.until = out[i + 1]?.t ?? Infinity;
  return out;
}

function align(x, y, tol, differ) {
  const text = (s) =>
    s
      ? `${Object.entries(s.counts)
          .filter(([, v]) => v)
          .map(([k, v]) => `${k}: ${v}`)
          .join(', ')} from ${s.t}`
      : 'nothing further';
  const short = (s) => s.until - s.t < TRANSIENT;
  const best = { i: 0, j: 0 },
    seen = new Set();
  const go = (i, j) => {
    for (;;) {
      if (i === x.length && j === y.length) return true;
      const k = i * 100003 + j;
      if (seen.has(k)) return false;
      seen.add(k);
      if (i + j > best.i + best.j) {
        best.i = i;
        best.j = j;
      }
      const a = x[i],
        b = y[j];
      if (a && b && a.key === b.key && Math.abs(a.t - b.t) <= tol(a.t)) {
        if (!short(a) && !short(b)) {
          i++;
          j++;
          continue;
        }
        if (go(i + 1, j + 1)) return true;
      }
      if (a && short(a) && go(i + 1, j)) return true;
      if (b && short(b) && go(i, j + 1)) return true;
      // A state interrupted by a short one on one side only continues.
      if (a && i > 0 && j > 0 && a.key === y[j - 1].key && short(x[i - 1]) && go(i + 1, j)) return true;
      if (b && i > 0 && j > 0 && b.key === x[i - 1].key && short(y[j - 1]) && go(i, j + 1)) return true;
      return false;
    }
  };
  if (!go(0, 0))
    differ(x[best.i]?.t ?? y[best.j]?.t ?? 0, `counts: recorded ${text(x[best.i])}; simulated ${text(y[best.j])}`);
}

function sets(what, a, b, differ) {
  const left = [...b];
  for (const s of a) {
    const i = left.indexOf(s);
    if (i >= 0) left.splice(i, 1);
    else differ(Infinity, `${what}: recorded ${s}, not simulated`);
  }
  for (const s of left) differ(Infinity, `${what}: simulated ${s}, not recorded`);
}
