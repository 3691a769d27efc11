/** Whether what a Kubernetes schema says too is left to the YAML extension, so that nothing is said twice. */

/** What is known of redhat.vscode-yaml and of who gives it schemas. */
export interface YamlExtension {
  /** the setting `yaml.validate` */
  readonly validates: boolean;
  /** the setting `yaml.schemas`: globs (or one) by schema */
  readonly schemas: unknown;
  /** the Kubernetes extension, which gives it the schema of every manifest, is there */
  readonly kubernetesTools: boolean;
}

export interface CheckedFile {
  /** path within its workspace folder, or the whole path, with `/` */
  readonly path: string;
  /** the first lines of the text: a comment there may name a schema */
  readonly head: string;
}

/**
 * Decides what `rolloutLens.schemaFindings` comes to for a file.
 * @param setting whatever the settings hold; anything unknown counts as `auto`
 * @param yaml null: the extension is not there or switched off
 * @returns `always`: we say it; `never`: the YAML extension does
 */
export function schemaFindingsFor(setting: unknown, yaml: YamlExtension | null, file: CheckedFile): 'always' | 'never' {
  if (setting === 'always' || setting === 'never') return setting;
  if (!yaml?.validates) return 'always';
  // a schema that the file names comes before all others
  const named = /^#\s*yaml-language-server\s*:.*\$schema=(\S+)/m.exec(file.head)?.[1];
  if (named !== undefined) return isKubernetesSchema(named) ? 'never' : 'always';
  return yaml.kubernetesTools || kubernetesGlobs(yaml.schemas).some((glob) => matchesGlob(glob, file.path))
    ? 'never'
    : 'always';
}

/** `kubernetes` stands for the extension's own; others are addresses of one of the published collections. */
function isKubernetesSchema(schema: string): boolean {
  return schema.toLowerCase() === 'kubernetes' || /kubernetes-json-schema|kubernetes[^/]*\.json/i.test(schema);
}

function kubernetesGlobs(schemas: unknown): readonly string[] {
  if (schemas === null || typeof schemas !== 'object') return [];
  return Object.entries(schemas).flatMap(([schema, globs]: [string, unknown]) => {
    if (!isKubernetesSchema(schema)) return [];
    return (Array.isArray(globs) ? globs : [globs]).filter((glob) => typeof glob === 'string');
  });
}

/** As the YAML extension has it: a glob holds at any depth but for one that begins with `/`. */
function matchesGlob(glob: string, path: string): boolean {
  if (glob.startsWith('!')) return false;
  const anchored = glob.startsWith('/');
  const names = path.split('/').filter((name) => name !== '');
  const parts = glob.split('/').filter((part) => part !== '' && part !== '.');
  return matchesNames(anchored ? parts : ['**', ...parts], names);
}

function matchesNames(parts: readonly string[], names: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return names.length === 0;
  if (part === '**') return names.some((_, skip) => matchesNames(rest, names.slice(skip))) || matchesNames(rest, []);
  const [name, ...others] = names;
  return name !== undefined && nameOf(part).test(name) && matchesNames(rest, others);
}

function nameOf(part: string): RegExp {
  const source = part
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\{([^{}]*)\}/g, (_, each: string) => `(?:${each.split(',').join('|')})`)
    .replace(/[{}]/g, '\\$&');
  return new RegExp(`^${source}$`);
}
