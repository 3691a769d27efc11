/** Files of one volume whose paths are the same or lie within each other. Upstream: `warningsForOverlappingVirtualPaths` (pkg/api/pod), 1.32 to 1.37. */
import type { Json } from '../../judgement';
import { child, type FieldPath, index } from '../fieldPath';
import { isObject, type JsonObject, listOf, stringOf, structOf } from '../json';
import { type Inspection, warn } from '../report';

interface VirtualFile {
  readonly file: string;
  readonly path: FieldPath;
}

function filesOf(path: FieldPath, items: Json | undefined): readonly VirtualFile[] {
  return listOf(items).map((item, i) => ({
    file: stringOf(structOf(item)['path']).replace(/\/+$/, ''),
    path: child(index(child(path, 'items'), i), 'path'),
  }));
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function warnAmong(to: Inspection, files: readonly VirtualFile[]): void {
  for (const [i, { file, path }] of files.entries()) {
    const other = files.slice(0, i).find((earlier) => overlaps(file, earlier.file));
    if (other !== undefined) warn(to, path, 'filesOverlap', { value: file, other: other.file });
  }
}

function projectedFiles(path: FieldPath, source: JsonObject): readonly VirtualFile[] {
  for (const kind of ['configMap', 'secret', 'downwardAPI']) {
    const part = source[kind];
    if (isObject(part) && listOf(part['items']).length > 0) return filesOf(child(path, kind), part['items']);
  }
  for (const kind of ['serviceAccountToken', 'clusterTrustBundle', 'podCertificate']) {
    const part = source[kind];
    if (!isObject(part)) continue;
    const names = kind === 'podCertificate' ? ['certificateChainPath', 'keyPath', 'credentialBundlePath'] : ['path'];
    return names
      .filter((name) => stringOf(part[name]) !== '')
      .map((name) => ({ file: stringOf(part[name]).replace(/\/+$/, ''), path: child(path, kind, name) }));
  }
  return [];
}

/** @param path of the volume */
export function warnOverlappingFiles(to: Inspection, path: FieldPath, volume: JsonObject): void {
  for (const kind of ['configMap', 'secret', 'downwardAPI']) {
    warnAmong(to, filesOf(child(path, kind), structOf(volume[kind])['items']));
  }
  const files: VirtualFile[] = [];
  for (const [i, source] of listOf(structOf(volume['projected'])['sources']).entries()) {
    const at = index(child(path, 'projected', 'sources'), i);
    if (Object.values(structOf(source)).some(isObject)) files.push(...projectedFiles(at, structOf(source)));
    else warn(to, at, 'projectionEmpty', { value: stringOf(volume['name']) });
  }
  warnAmong(to, files);
}
