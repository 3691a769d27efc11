/** What the service keeps of files, and what stands around each when its documents are judged. */
import type { ApiObject } from '../apiServer/index';
import { createResourceIndex, type Neighbours, type ResourceIndex, type Trail } from '../diagnostics/index';
import { analyse, type JudgedObject, type Surroundings } from './analysis';
import { type FileModel, modelOf, textOf } from './fileModel';
import { isKustomization, patchesOf, pathOf } from './kustomization';
import { indexedDocuments } from './neighbours';
import type { LanguageServiceHost, ServiceSettings, TextFile } from './service';
import { releaseOf } from './settings';

/** Files that were looked at last and are kept without being open. */
const MOST_FILES = 200;

export interface FileStates {
  /** the model of a file, made from what was kept of it */
  model(file: TextFile): FileModel;
  /** a file that knows its model */
  tracked(model: FileModel): TextFile;
  /** the stored objects that the file is compared with from now on; undefined: none */
  compareWith(uri: string, base: readonly TextFile[] | undefined): void;
  surroundings(file: FileModel, settings: ServiceSettings): Surroundings & { readonly base?: Neighbours };
  /** what stands around the file, itself included; a trail is told what the answers come from */
  neighbours(file: FileModel): (trail?: Trail) => Neighbours;
  close(uri: string): void;
}

/** What is kept of a file beside its model. */
interface State {
  base: Base | undefined;
}

/** Stored objects, judged by release when first asked for. */
interface Base {
  readonly key: number;
  readonly files: readonly TextFile[];
  readonly models: readonly FileModel[];
  readonly index: ResourceIndex;
  /** the objects by release, then by kind, namespace and name, in the order of the files */
  readonly objects: Map<string, ReadonlyMap<string, readonly StoredCandidate[]>>;
}

interface StoredCandidate {
  readonly uri: string;
  readonly judged: JudgedObject;
}

export function createFileStates(host: LanguageServiceHost): FileStates {
  const models = new Map<string, FileModel>();
  const states = new Map<string, State>();
  const log = (message: string) => host.log?.(message);
  let serial = 0;

  const known = new WeakMap<TextFile, FileModel>();
  const bases = new WeakMap<readonly TextFile[], Base>();

  const modelFor = (file: TextFile): FileModel => {
    const before = models.get(file.uri);
    const model = known.get(file) ?? modelOf(file, before ?? null);
    if (model !== before) models.set(file.uri, model);
    return model;
  };
  const workspace = createWorkspaceIndex(host, (file) => {
    const model = modelFor(file);
    known.set(file, model);
    return model;
  });

  const stateOf = (uri: string): State => {
    let state = states.get(uri);
    if (!state) {
      state = { base: undefined };
      states.set(uri, state);
    }
    return state;
  };
  const forget = (uri: string): void => {
    states.delete(uri);
    workspace.leave(uri);
    if (!workspace.holds(uri)) models.delete(uri);
  };
  const baseOf = (files: readonly TextFile[]): Base => {
    let base = bases.get(files);
    if (!base) {
      base = {
        key: ++serial,
        files,
        models: files.map((each) => modelOf(each, null)),
        index: createResourceIndex(),
        objects: new Map(),
      };
      for (const model of base.models) base.index.set(model.uri, indexedDocuments(model));
      bases.set(files, base);
    }
    return base;
  };

  return {
    model: (file) => {
      if (!states.has(file.uri) && states.size >= MOST_FILES) forget(states.keys().next().value ?? '');
      stateOf(file.uri);
      return modelFor(file);
    },
    tracked: (model) => {
      let text: string | undefined;
      const file: TextFile = {
        uri: model.uri,
        version: model.version,
        get text() {
          text ??= textOf(model.documents);
          return text;
        },
      };
      known.set(file, model);
      return file;
    },
    compareWith: (uri, files) => {
      const state = stateOf(uri);
      if (!sameTexts(state.base?.files, files)) state.base = files && baseOf(files);
    },
    surroundings: (file, settings) => {
      const release = releaseOf(settings);
      const patch = workspace.isPatch(file.uri);
      const base = states.get(file.uri)?.base;
      const plain = { release, patch: false, log };
      const key = `${release.minor}.${release.patch} ${patch ? 'patch' : ''} ${base?.key ?? ''}`;
      if (!base) return { ...plain, patch, key };
      const stored = (object: ApiObject): JudgedObject | undefined => {
        if (object.name === '') return undefined;
        const candidates = storedObjects(base, plain, workspace.isPatch).get(nameOf(object)) ?? [];
        const own = candidates.find(({ uri }) => uri === file.uri);
        // one that its own file still holds is another object of that name (of another cluster, say): it was not moved here
        const moved = () => candidates.find(({ uri }) => !workspace.holdsObject(uri, object));
        return (own ?? moved())?.judged;
      };
      return { ...plain, patch, key, stored, base: base.index.view(file.uri) };
    },
    neighbours: (file) => workspace.around(file),
    close: forget,
  };
}

function sameTexts(a: readonly TextFile[] | undefined, b: readonly TextFile[] | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    a.every((file, index) => file.uri === b[index]?.uri && file.text === b[index]?.text)
  );
}

function nameOf({ kind, namespace, name }: ApiObject): string {
  return `${kind}/${namespace}/${name}`;
}

/** Stored objects by kind, namespace and name, as an apply would find them; templates and patches are none. */
function storedObjects(
  base: Base,
  plain: Pick<Surroundings, 'release' | 'patch' | 'log'>,
  isPatch: (uri: string) => boolean,
): ReadonlyMap<string, readonly StoredCandidate[]> {
  const release = `${plain.release.minor}.${plain.release.patch}`;
  const known = base.objects.get(release);
  if (known) return known;
  const byName = new Map<string, StoredCandidate[]>();
  for (const { uri, documents } of base.models) {
    if (isPatch(uri)) continue;
    for (const { model } of documents) {
      if (model.subject === 'unknown') continue;
      for (const judged of analyse(model, { ...plain, key: release }).objects) {
        if (judged.form !== 'whole' || judged.object.name === '') continue;
        const same = byName.get(nameOf(judged.object));
        if (same) same.push({ uri, judged });
        else byName.set(nameOf(judged.object), [{ uri, judged }]);
      }
    }
  }
  base.objects.set(release, byName);
  return byName;
}

interface WorkspaceIndex {
  holds(uri: string): boolean;
  /** does a file of the workspace hold an object of that kind, namespace and name? */
  holdsObject(uri: string, object: ApiObject): boolean;
  /** the objects of the file and of the workspace, as they stand now */
  around(file: FileModel): (trail?: Trail) => Neighbours;
  /** a file that is not of the workspace is not looked at any more */
  leave(uri: string): void;
  isPatch(uri: string): boolean;
}

function createWorkspaceIndex(host: LanguageServiceHost, modelFor: (file: TextFile) => FileModel): WorkspaceIndex {
  const { workspace } = host;
  const index = createResourceIndex();
  let version: number | undefined;
  let files = new Map<string, FileModel>();
  let patches = new Set<string>();
  /** a file at hand that the workspace does not hold */
  let guest: FileModel | null = null;

  const put = (model: FileModel): void => index.set(model.uri, indexedDocuments(model));

  const refresh = (): void => {
    if (!workspace || version === workspace.version()) return;
    version = workspace.version();
    const before = files;
    files = new Map();
    patches = new Set();
    for (const file of workspace.files()) {
      if (isKustomization(file.uri)) {
        for (const path of patchesOf(file.uri, file.text)) patches.add(path);
        continue;
      }
      try {
        const model = modelFor(file);
        if (before.get(file.uri) !== model) put(model);
        files.set(file.uri, model);
      } catch (error) {
        host.log?.(`reading ${file.uri} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    for (const uri of before.keys()) if (!files.has(uri)) index.set(uri, []);
  };
  const leave = (uri: string): void => {
    if (guest?.uri !== uri) return;
    if (!files.has(uri)) index.set(uri, []);
    guest = null;
  };

  return {
    holds: (uri) => files.has(uri),
    holdsObject: (uri, object) => {
      refresh();
      const { documents = [] } = files.get(uri) ?? {};
      return documents.some(
        ({ model }) =>
          model.kind !== '' &&
          (model.kind === object.kind || model.kind.endsWith('List')) &&
          model.objects().some((each) => nameOf(each) === nameOf(object)),
      );
    },
    around: (file) => {
      refresh();
      if (files.get(file.uri) !== file && guest !== file) {
        if (guest && guest.uri !== file.uri) leave(guest.uri);
        put(file);
        if (files.has(file.uri)) files.set(file.uri, file);
        else guest = file;
      }
      return (trail) => index.view(file.uri, trail);
    },
    leave,
    isPatch: (uri) => {
      refresh();
      return patches.size > 0 && patches.has(pathOf(uri));
    },
  };
}
