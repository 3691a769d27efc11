/** The YAML extension beside us: the setting `schemaFindings` is told to the server as what it comes to. */
import { type Disposable, extensions, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';
import { schemaFindingsFor, type YamlExtension } from './schemaFindings';

const YAML = 'redhat.vscode-yaml';
const KUBERNETES = 'ms-kubernetes-tools.vscode-kubernetes-tools';
/** So many characters of a text are its head. */
const HEAD = 2000;

/** What is known of the extension for a file. One that is installed wakes up with the first YAML file, as we do. */
function yamlExtensionFor(uri: Uri | undefined): YamlExtension | null {
  if (extensions.getExtension(YAML) === undefined) return null;
  const settings = workspace.getConfiguration('yaml', uri);
  return {
    validates: settings.get('validate') !== false,
    schemas: settings.get('schemas'),
    kubernetesTools: extensions.getExtension(KUBERNETES) !== undefined,
  };
}

/** Puts what `schemaFindings` comes to into the answers to the server's questions about settings. */
export const settingsMiddleware: NonNullable<Middleware['workspace']> = {
  configuration: async (params, token, next) => {
    const answers = await next(params, token);
    if (!Array.isArray(answers)) return answers;
    return params.items.map((item, index) => {
      const answer: unknown = answers[index];
      if (item.section !== 'rolloutLens' || answer === null || typeof answer !== 'object') return answer;
      const uri = item.scopeUri === undefined ? undefined : Uri.parse(item.scopeUri);
      const open = workspace.textDocuments.find((document) => document.uri.toString() === uri?.toString());
      const file = {
        path: uri ? workspace.asRelativePath(uri, false) : '',
        head: open?.getText().slice(0, HEAD) ?? '',
      };
      const setting = 'schemaFindings' in answer ? answer.schemaFindings : undefined;
      return { ...answer, schemaFindings: schemaFindingsFor(setting, yamlExtensionFor(uri), file) };
    });
  },
};

/** Has the server ask again when the YAML extension comes, goes or is set up otherwise. */
export function watchYamlExtension(client: BaseLanguageClient): Disposable {
  const ask = (): void => {
    if (client.isRunning()) void client.sendNotification('workspace/didChangeConfiguration', { settings: null });
  };
  const installed = extensions.onDidChange(ask);
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('yaml')) ask();
  });
  return {
    dispose: () => {
      installed.dispose();
      settings.dispose();
    },
  };
}
