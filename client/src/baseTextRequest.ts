/** Answers the server when it asks what a file is compared with. */
import { type Disposable, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BASE_TEXT_REQUEST, type BaseTextAnswer, isBaseTextParams } from '../../protocol/src/index';
import type { BaseTexts } from './baseTexts';

export function answerBaseTexts(client: BaseLanguageClient, baseTexts: BaseTexts): Disposable {
  return client.onRequest(BASE_TEXT_REQUEST, async (params: unknown): Promise<BaseTextAnswer> => {
    if (!isBaseTextParams(params)) return { base: 'nothing', text: null };
    const { base, text } = await baseTexts.of(Uri.parse(params.uri, true), null);
    return { base, text };
  });
}
