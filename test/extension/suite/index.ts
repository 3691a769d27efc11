/** Entry of the suite that runs inside a real VS Code. */
import * as vscode from 'vscode';
import './diagnostics';
import './reading';
import './panel';
import './commands';
import './config';
import './stored';
import { cleanUp } from './editor';
import { runTests } from './runner';

/** Called by the editor, which takes a rejection for a failure. */
export async function run(): Promise<void> {
  console.log(
    `VS Code ${vscode.version}, ${vscode.env.language}, ${typeof process === 'undefined' ? 'web worker' : 'Node'}`,
  );
  try {
    await runTests();
  } finally {
    await cleanUp();
  }
}
