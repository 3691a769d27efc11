/** Answers the server when it asks what a file is compared with. */
import { type Disposable, Uri } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  BASE_TEXT_REQUEST,
  BASE_TEXTS_CHANGED_NOTIFICATION,
  type BaseTextAnswer,
  isBaseTextParams,
} from '../../protocol/src/index';
import type { BaseTexts } from './baseTexts';

export function answerBaseTexts(client: BaseLanguageClient, baseTexts: BaseTexts): Disposable {
  return client.onRequest(BASE_TEXT_REQUEST, async (params: unknown): Promise<BaseTextAnswer> => {
    if (!isBaseTextParams(params)) return { base: 'nothing', text: null };
    const { base, text } = await baseTexts.of(Uri.parse(params.uri, true), null);
    return { base, text };
  });
}

/** Tells the server that HEAD has moved or a file was saved: what it compares with, and what lenses say, may be old. */
export function tellOfBaseTexts(client: BaseLanguageClient, baseTexts: BaseTexts): Disposable {
  return baseTexts.onDidChange(() => {
    if (client.state === State.Running) void client.sendNotification(BASE_TEXTS_CHANGED_NOTIFICATION);
  });
}
