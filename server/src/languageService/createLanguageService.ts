/** The language service: pure, without clock, files or editor. */
import type { Judgement } from '../apiServer/index';
import { ruleRegistry } from '../diagnostics/index';
import { createLineIndex, type LineIndex, type Span } from '../manifest/index';
import { analyse, type Surroundings } from './analysis';
import { codeActions, fixAll } from './codeActions';
import { codeLenses } from './codeLens';
import { type CompletionContext, completeDocument, isCompletionData, resolveCompletion } from './completion/index';
import { isConfigFile } from './config/configFile';
import { configActions, diagnoseConfig } from './config/diagnoseConfig';
import { completeConfig, hoverConfig } from './config/editConfig';
import { createRuleTitles } from './config/ruleTitles';
import { type DiagnoseOptions, diagnose, reports, statuses } from './diagnose';
import { documentAt, edited, type FileModel, modelOf, type PlacedDocument, rangeOf } from './fileModel';
import { createFileStates } from './fileStates';
import { hoverDocument } from './hover/index';
import { createProse } from './prose';
import { rollout, verdictLine } from './rollout';
import { summaryOf, workloadsOf } from './selection';
import type { LanguageService, LanguageServiceHost, Range, ServiceSettings } from './service';
import { releaseOf } from './settings';
import { documentsAt, storedParts } from './stored/index';
import { completeSuppression, mayBeSuppression } from './suppressionCompletion';
import { outlineOf } from './symbols';

/** Makes a language service with caches of its own. */
export function createLanguageService(host: LanguageServiceHost): LanguageService {
  const registry = ruleRegistry();
  const states = createFileStates(host);
  const options: DiagnoseOptions = { language: host.language, registry, states };
  const prose = createProse(host.loadProse && ((name) => host.loadProse?.(name) ?? Promise.resolve(null)), host.log);
  const bases = new Map<string, FileModel>();
  const readText = (uri: string) => host.readText?.(uri);
  const titles = createRuleTitles(host);

  const baseOf = (uri: string, text: string | null): FileModel | null => {
    if (text === null) {
      bases.delete(uri);
      return null;
    }
    const model = modelOf({ uri, version: null, text }, bases.get(uri) ?? null);
    bases.set(uri, model);
    return model;
  };
  const completionContext = (file: FileModel, settings: ServiceSettings): CompletionContext => ({
    release: releaseOf(settings),
    language: host.language,
    neighbours: states.neighbours(file)(),
  });

  return {
    track: (file) => states.tracked(states.model(file)),
    edit: (file, version, changes) =>
      states.tracked(changes.reduce((model, change) => edited(model, version, change), states.model(file))),
    diagnose: (file, settings, base) => {
      if (isConfigFile(file.uri)) return diagnoseConfig(file, settings, host.language, readText);
      const model = states.model(file);
      states.compareWith(file.uri, base);
      return diagnose(model, settings, options);
    },
    statuses: (file, settings) => (isConfigFile(file.uri) ? [] : statuses(states.model(file), settings, options)),
    codeActions: (file, range, settings) =>
      isConfigFile(file.uri)
        ? configActions(file, range, settings, host.language, readText)
        : codeActions(states.model(file), range, settings, options),
    fixAll: (file, settings) => (isConfigFile(file.uri) ? null : fixAll(states.model(file), settings, options)),
    hover: async (file, position, settings) => {
      if (isConfigFile(file.uri)) {
        const lines = createLineIndex(file.text);
        const titlesNow = await titles();
        const page = (rule: string) => host.rulePage?.(rule);
        const found = hoverConfig(file.text, lines.offsetAt(position), host.language, titlesNow, page);
        return found && { range: rangeIn(lines, found.span), contents: found.contents };
      }
      const model = states.model(file);
      const at = documentAt(model, position);
      if (!at) return null;
      const { placed, offset } = at;
      const found = await hoverDocument(placed.model.parsed(), offset, {
        release: releaseOf(settings),
        language: host.language,
        prose,
        neighbours: states.neighbours(model)(),
        judge: judgeIn(placed, states.surroundings(model, settings)),
        ...(host.rulePage ? { ruleHref: (rule) => host.rulePage?.(rule) ?? '' } : {}),
      });
      return found && { range: rangeOf(placed, found.span), contents: found.contents };
    },
    complete: async (file, position, settings) => {
      if (isConfigFile(file.uri)) {
        const lines = createLineIndex(file.text);
        const items = completeConfig(file.text, lines.offsetAt(position), host.language, await titles());
        return items.map(({ span, newText, ...item }) => ({ ...item, edit: { range: rangeIn(lines, span), newText } }));
      }
      const model = states.model(file);
      const at = documentAt(model, position);
      if (!at) return [];
      const { placed, offset } = at;
      const start = placed.model.offsetAt({ line: position.line - placed.line, character: 0 });
      const before = placed.model.text.slice(start, offset);
      if (mayBeSuppression(before)) {
        const here = rangeOf(placed, { start: offset, end: offset }).start;
        // a comment that names no rule yet suppresses the very findings that it is going to name
        const speaking = () => new Set([...reports(model, settings, options)].flatMap(({ spoken }) => spoken()));
        const found = completeSuppression(before, here, host.language, await titles(), speaking);
        if (found) return found;
      }
      const items = completeDocument(placed.model.parsed(), offset, completionContext(model, settings));
      return items.map(({ span, newText, ...item }) => ({ ...item, edit: { range: rangeOf(placed, span), newText } }));
    },
    completionDocumentation: async (data, settings) => {
      if (!isCompletionData(data)) return undefined;
      return resolveCompletion(data, { release: releaseOf(settings), language: host.language, prose });
    },
    codeLenses: (file) => codeLenses(states.model(file)),
    resolveLens: (file, select, baseText, settings) =>
      verdictLine(states.model(file), baseOf(file.uri, baseText), select, settings, options),
    symbols: (file) => outlineOf(states.model(file)),
    workloads: (file) => workloadsOf(states.model(file)).map(summaryOf),
    rollout: (file, params, settings) =>
      rollout(states.model(file), baseOf(file.uri, params.baseText), params, settings, options),
    stored: (file, settings) => storedParts(states.model(file), settings, host.language, states),
    storedAt: (file, position, settings) => {
      const model = states.model(file);
      return storedParts(model, settings, host.language, states, documentsAt(model, position));
    },
    close: (uri) => {
      states.close(uri);
      bases.delete(uri);
    },
  };
}

function rangeIn(lines: LineIndex, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** The judgement that the findings were made from, so that nothing is judged twice. */
function judgeIn(placed: PlacedDocument, surroundings: Surroundings) {
  return (object: Parameters<NonNullable<Parameters<typeof hoverDocument>[2]['judge']>>[0]): Judgement => {
    const { objects } = analyse(placed.model, surroundings);
    const known = objects.find((each) => each.object === object || samePlace(each.object.at, object.at));
    return known?.judgement ?? { errors: [], stage: 'accepted', warnings: [], effective: {} };
  };
}

function samePlace(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
