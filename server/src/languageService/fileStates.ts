/** What the service keeps of files, and what stands around each when its documents are judged. */
import type { ApiObject } from '../apiServer/index';
import type { Neighbours } from '../diagnostics/index';
import { analyse, type JudgedObject, type Surroundings } from './analysis';
import { type DocumentModel, type FileModel, isWorkload, modelOf, textOf } from './fileModel';
import { isKustomization, patchesOf, pathOf } from './kustomization';
import { neighbourDocuments, neighboursOf, sameDocuments } from './neighbours';
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
  surroundings(file: FileModel, settings: ServiceSettings): Surroundings;
  neighbours(file: FileModel): { readonly neighbours: Neighbours; readonly key: number };
  close(uri: string): void;
}

/** What is kept of a file beside its model. */
interface State {
  base: Base | undefined;
  around: { documents: readonly DocumentModel[]; neighbours: Neighbours; key: number } | undefined;
}

/** Stored objects, judged by release when first asked for. */
interface Base {
  readonly key: number;
  readonly files: readonly TextFile[];
  readonly models: readonly FileModel[];
}

export function createFileStates(host: LanguageServiceHost, neighbourKinds: ReadonlySet<string>): FileStates {
  const models = new Map<string, FileModel>();
  const states = new Map<string, State>();
  const log = (message: string) => host.log?.(message);
  let serial = 0;

  const known = new WeakMap<TextFile, FileModel>();

  const modelFor = (file: TextFile): FileModel => {
    const before = models.get(file.uri);
    const model = known.get(file) ?? modelOf(file, before ?? null);
    if (model !== before) models.set(file.uri, model);
    return model;
  };
  const workspace = createWorkspaceIndex(host, neighbourKinds, modelFor);

  const stateOf = (uri: string): State => {
    let state = states.get(uri);
    if (!state) {
      state = { base: undefined, around: undefined };
      states.set(uri, state);
    }
    return state;
  };
  const forget = (uri: string): void => {
    states.delete(uri);
    if (!workspace.holds(uri)) models.delete(uri);
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
      if (sameTexts(state.base?.files, files)) return;
      state.base = files && { key: ++serial, files, models: files.map((each) => modelOf(each, null)) };
    },
    surroundings: (file, settings) => {
      const release = releaseOf(settings);
      const patch = workspace.isPatch(file.uri);
      const base = states.get(file.uri)?.base;
      const plain = { release, patch: false, log };
      const key = `${release.minor}.${release.patch} ${patch ? 'patch' : ''} ${base?.key ?? ''}`;
      if (!base) return { ...plain, patch, key };
      const stored = storedObjects(base, { ...plain, key: `${release.minor}.${release.patch}` });
      return { ...plain, patch, key, stored };
    },
    neighbours: (file) => {
      const state = stateOf(file.uri);
      const documents = [...neighbourDocuments(file, neighbourKinds), ...workspace.documents(file.uri)];
      const { around } = state;
      if (around && sameDocuments(around.documents, documents)) return around;
      const made = { documents, neighbours: neighboursOf(documents), key: ++serial };
      state.around = made;
      return made;
    },
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

/** Finds stored objects by kind, namespace and name, as an apply would. */
function storedObjects(base: Base, surroundings: Surroundings): (object: ApiObject) => JudgedObject | undefined {
  let byName: Map<string, JudgedObject> | undefined;
  const nameOf = (object: ApiObject) => `${object.kind}/${object.namespace}/${object.name}`;
  return (object) => {
    if (!byName) {
      byName = new Map();
      for (const { model } of base.models.flatMap((file) => file.documents)) {
        if (model.subject !== 'workload') continue;
        for (const judged of analyse(model, surroundings).objects) byName.set(nameOf(judged.object), judged);
      }
    }
    return isWorkload(object) && object.name !== '' ? byName.get(nameOf(object)) : undefined;
  };
}

interface WorkspaceIndex {
  holds(uri: string): boolean;
  /** documents of the other files that rules may ask for */
  documents(without: string): readonly DocumentModel[];
  isPatch(uri: string): boolean;
}

function createWorkspaceIndex(
  host: LanguageServiceHost,
  neighbourKinds: ReadonlySet<string>,
  modelFor: (file: TextFile) => FileModel,
): WorkspaceIndex {
  const { workspace } = host;
  let version: number | undefined;
  let uris = new Set<string>();
  let documents = new Map<string, readonly DocumentModel[]>();
  let patches = new Set<string>();

  const refresh = (): void => {
    if (!workspace || version === workspace.version()) return;
    version = workspace.version();
    uris = new Set();
    documents = new Map();
    patches = new Set();
    for (const file of workspace.files()) {
      if (isKustomization(file.uri)) {
        for (const path of patchesOf(file.uri, file.text)) patches.add(path);
        continue;
      }
      uris.add(file.uri);
      let found: readonly DocumentModel[] = [];
      try {
        found = neighbourDocuments(modelFor(file), neighbourKinds);
      } catch (error) {
        host.log?.(`reading ${file.uri} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (found.length > 0) documents.set(file.uri, found);
    }
  };

  return {
    holds: (uri) => uris.has(uri),
    documents: (without) => {
      refresh();
      if (documents.size === 0) return [];
      return [...documents].flatMap(([uri, found]) => (uri === without ? [] : found));
    },
    isPatch: (uri) => {
      refresh();
      return patches.size > 0 && patches.has(pathOf(uri));
    },
  };
}
