// From an answer of the server to a recorded verdict, and from a stored object to what was filled in.
import { parse } from 'yaml';

const STRICT = 'strict decoding error: ';

function causesOf(body) {
  return (body.details?.causes ?? []).map(({ reason, field, message }) => ({ reason, field: field ?? '', message }));
}

/** The verdict on a request in strict mode; `lenient` is the answer to the same request with `fieldValidation=Warn`. */
export function verdictOf({ code, body, warnings }, lenient) {
  if (code < 300) return { accepted: true, code, warnings };
  const { reason, message = '' } = body;
  const at = message.indexOf(STRICT);
  const strict =
    at < 0 ? undefined : message.slice(at + STRICT.length).split(/, (?=unknown field |duplicate field |yaml: )/);
  const verdict = {
    accepted: false,
    code,
    ...(reason === undefined ? {} : { reason }),
    message,
    causes: causesOf(body),
    ...(strict === undefined ? {} : { strict }),
    warnings: lenient?.warnings ?? warnings,
  };
  if (lenient === undefined || lenient.code === code) return verdict;
  if (lenient.code < 300) return { ...verdict, lenient: { accepted: true, code: lenient.code } };
  const said = { accepted: false, code: lenient.code, message: lenient.body.message, causes: causesOf(lenient.body) };
  return { ...verdict, lenient: said };
}

/** The manifest's value, as far as it can be read: the recorder needs its namespace, its name, and what it says. */
export function writtenOf(manifest) {
  try {
    const value = parse(manifest, { version: '1.1', uniqueKeys: false, logLevel: 'silent', merge: true });
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Documents of a file, empty ones left out, as kubectl splits it. */
export function documentsOf(manifest) {
  return manifest.split(/^---.*$/m).filter((text) => /^[^#\s]|^\s+[^#\s]/m.test(text));
}

const OWNED = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);
const GENERATION = 'deprecated.daemonset.template.generation';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without status and without what the server owns, the namespace of the request included. */
function comparable(object, written) {
  const { status: _status, ...rest } = object;
  if (!isObject(rest.metadata)) return rest;
  const metadata = Object.fromEntries(Object.entries(rest.metadata).filter(([name]) => !OWNED.has(name)));
  if (written.metadata?.namespace === undefined) delete metadata.namespace;
  if (written.metadata?.name === undefined) delete metadata.name;
  if (isObject(metadata.annotations) && written.metadata?.annotations?.[GENERATION] === undefined) {
    const { [GENERATION]: _generation, ...annotations } = metadata.annotations;
    if (Object.keys(annotations).length > 0) metadata.annotations = annotations;
    else delete metadata.annotations;
  }
  return { ...rest, metadata };
}

function join(path, step) {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

function leaves(value, path, found) {
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) found(path, value);
  for (const [step, item] of entries) leaves(item, join(path, step), found);
}

function compare(written, stored, path, into) {
  if (written === undefined || written === null) {
    if (stored !== undefined && !(written === null && stored === null))
      leaves(stored, path, (at, leaf) => (into.defaulted[at] = leaf));
  } else if (stored === undefined) {
    leaves(written, path, (at, leaf) => {
      if (leaf !== null) into.dropped.push(at);
    });
  } else if (Array.isArray(written) && Array.isArray(stored)) {
    for (let i = 0; i < Math.max(written.length, stored.length); i++)
      compare(written[i], stored[i], join(path, i), into);
  } else if (isObject(written) && isObject(stored)) {
    for (const key of new Set([...Object.keys(written), ...Object.keys(stored)]))
      compare(written[key], stored[key], join(path, key), into);
  } else if (written !== stored) into.rewritten[path] = [written, stored];
}

/** What the server filled in, rewrote and dropped of a manifest, read from the object that it would store. */
export function changesOf(manifest, stored) {
  const written = writtenOf(manifest);
  const into = { defaulted: {}, rewritten: {}, dropped: [] };
  compare(comparable(written, written), comparable(stored, written), '', into);
  return into;
}
