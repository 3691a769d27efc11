/** The language service for editors, the command line and tests. */
export type { Language } from '../diagnostics/index';
export { createLanguageService } from './createLanguageService';
export { isKustomization } from './kustomization';
export { readScenario } from './scenarioFile';
export * from './service';
export { DEFAULT_SETTINGS, readSettings } from './settings';
