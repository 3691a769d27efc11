/** Entry of the page: the language comes from `<html lang>`, what was kept from the editor. */
import { render } from 'preact';
import { App } from './app';
import { keptState } from './vscodeApi';
import { wordsFor } from './words';

const root = document.getElementById('root');
if (root) render(<App words={wordsFor(document.documentElement.lang)} kept={keptState()} />, root);
