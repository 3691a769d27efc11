/** Sets apart what the server filled in, stores in another form and does not keep; colours are those of the theme. */
import {
  type DecorationOptions,
  Disposable,
  l10n,
  MarkdownString,
  OverviewRulerLane,
  Range,
  type TextEditor,
  ThemeColor,
  window,
} from 'vscode';
import type { StoredMark } from '../../../protocol/src/index';

export interface Decorations extends Disposable {
  show(editor: TextEditor, marks: readonly StoredMark[]): void;
}

export function createDecorations(): Decorations {
  const muted = new ThemeColor('descriptionForeground');
  const types = {
    default: window.createTextEditorDecorationType({ color: muted, fontStyle: 'italic' }),
    rewritten: window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor('diffEditor.insertedTextBackground'),
      overviewRulerColor: new ThemeColor('editorOverviewRuler.modifiedForeground'),
      overviewRulerLane: OverviewRulerLane.Left,
    }),
    dropped: window.createTextEditorDecorationType({
      color: muted,
      textDecoration: 'line-through',
      overviewRulerColor: new ThemeColor('editorOverviewRuler.deletedForeground'),
      overviewRulerLane: OverviewRulerLane.Left,
    }),
  };
  return {
    show: (editor, marks) => {
      for (const kind of ['default', 'rewritten', 'dropped'] as const) {
        const of = marks.filter((mark) => mark.kind === kind && mark.line < editor.document.lineCount);
        editor.setDecorations(
          types[kind],
          of.map((mark) => optionsOf(editor, mark)),
        );
      }
    },
    dispose: () => Disposable.from(...Object.values(types)).dispose(),
  };
}

function optionsOf({ document }: TextEditor, mark: StoredMark): DecorationOptions {
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(mark.line);
  return {
    range: new Range(mark.line, firstNonWhitespaceCharacterIndex, mark.line, range.end.character),
    hoverMessage: hoverOf(mark),
  };
}

function hoverOf(mark: StoredMark): MarkdownString {
  switch (mark.kind) {
    case 'default':
      return new MarkdownString().appendText(l10n.t('The API server fills this in.'));
    case 'rewritten':
      return new MarkdownString().appendText(l10n.t('You wrote {0}.', mark.written));
    case 'dropped':
      return new MarkdownString().appendText(l10n.t('You wrote this; the API server does not keep it.'));
  }
}
