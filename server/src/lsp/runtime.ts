/** What the adapter needs of the process or worker that it runs in: the only source of time and files. */
export interface Runtime {
  /** a file that ships with the product (`prose/descriptions.json`); absent where only the client can read it */
  readAsset?(name: string): Promise<string | null>;
  /** a file of the workspace by its address; null where there is none. Absent: no file but the open ones is known. */
  readTextFile?(uri: string): Promise<string | null>;
  /** addresses of the YAML and JSON files below a folder, the upper ones first; absent where only the client can tell */
  listFiles?(folder: string): Promise<readonly string[]>;
  /** address of the pages of the rules with `{id}` and `{language}`, where the client names none */
  readonly rulePages?: string;
  /** runs a function once after so many milliseconds; the answer takes it back */
  after(milliseconds: number, run: () => void): () => void;
}
