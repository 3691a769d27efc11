/** The language service for editors, the command line and tests. */
export { type Category, type Language, type Rule, ruleRegistry, type Severity } from '../diagnostics/index';
export { createLanguageService } from './createLanguageService';
export { isKustomization } from './kustomization';
export { type ReadScenario, readScenario, type ScenarioOptions } from './scenarioFile';
export type { ScenarioProblem } from './scenarioReader';
export * from './service';
export { DEFAULT_SETTINGS, readSettings, releaseOf } from './settings';
