/** The language service for editors, the command line and tests. */
export type { Language } from '../diagnostics/index';
export { mergedRules, withConfig } from './config/applyConfig';
export { CONFIG_NAMES, type Config, isConfigFile } from './config/configFile';
export { configOf, diagnoseConfig } from './config/diagnoseConfig';
export { unknownRuleOf } from './config/ruleNames';
export { createLanguageService } from './createLanguageService';
export { isKustomization } from './kustomization';
export { readScenario } from './scenarioFile';
export * from './service';
export { DEFAULT_SETTINGS, readSettings, ruleSettingOf } from './settings';
