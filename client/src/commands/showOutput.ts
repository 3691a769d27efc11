/** *Show Output*: the log of client and server. */
import { commands, type Disposable, type LogOutputChannel } from 'vscode';

export function registerShowOutput(output: LogOutputChannel): Disposable {
  return commands.registerCommand('rolloutLens.showOutput', () => output.show());
}
