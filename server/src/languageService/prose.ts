/** Descriptions and explanations, loaded when they are first asked for and never before. */
import {
  DESCRIPTIONS_FILE,
  type Descriptions,
  descriptionOf,
  EXPLANATIONS_FILE,
  type Explanations,
  type FieldHistory,
  type ProseLanguage,
  shortTypeName,
} from '../kubernetes/index';

export interface Prose {
  /** upstream description (English) of a field (`''`: the type itself) as of a minor; undefined: upstream says nothing */
  description(type: string, field: string, minor: number): Promise<string | undefined>;
  /** our explanation, Markdown; type `StatefulSetSpec` or `apps.v1.StatefulSetSpec`, or `Kinds` with a kind as field */
  explanation(type: string, field: string, language: ProseLanguage): Promise<string | undefined>;
  /** releases in which a field came */
  history(type: string, field: string): Promise<FieldHistory | undefined>;
}

/**
 * @param load answers the text of a file of `dist/prose`, or null where there is none
 * @param log is told once when a file is missing or cannot be read; hovers then do without it
 */
export function createProse(
  load: ((name: string) => Promise<string | null>) | undefined,
  log?: (message: string) => void,
): Prose {
  const once = <T>(name: string): (() => Promise<T | null>) => {
    let pending: Promise<T | null> | undefined;
    return () => {
      pending ??= readJson<T>(name, load, log);
      return pending;
    };
  };
  const descriptions = once<Descriptions>(DESCRIPTIONS_FILE);
  const explanations = once<Explanations>(EXPLANATIONS_FILE);
  return {
    description: async (type, field, minor) => {
      const all = await descriptions();
      return all ? descriptionOf(all, type, field, minor) : undefined;
    },
    explanation: async (type, field, language) => {
      const all = await explanations();
      return all?.[language][`${shortTypeName(type)}.${field}`];
    },
    history: async (type, field) => {
      const all = await explanations();
      return all?.history[`${shortTypeName(type)}.${field}`];
    },
  };
}

async function readJson<T>(
  name: string,
  load: ((name: string) => Promise<string | null>) | undefined,
  log: ((message: string) => void) | undefined,
): Promise<T | null> {
  try {
    const text = await load?.(name);
    return text == null ? null : (JSON.parse(text) as T);
  } catch (error) {
    log?.(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
