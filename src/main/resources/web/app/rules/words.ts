/** The path of a file within an address. */
export const encoded = (path: string) => path.split("/").map(encodeURIComponent).join("/");

/** A word that may be written in a rule. */
export interface Word { name: string; says: string; insert: string }

/** What the vocabulary tells, as far as an editor completes it. */
export interface Told {
  facts: { name: string; properties: { name: string; parameters: unknown[]; meaning: string; unit?: string | null; example?: string | null; values?: string[] | null }[] }[];
}

/** The words for rules: facts, properties with their brackets, and what segments and campaigns are called. */
export function words(told: Told, segments: string[], campaigns: string[]): Word[] {
  const of = new Map<string, Word>();
  for (const fact of told.facts) {
    of.set(fact.name, { name: fact.name, says: "a fact", insert: `${fact.name}( ` });
    for (const property of fact.properties) {
      if (!of.has(property.name)) of.set(property.name, { name: property.name, says: [property.meaning, property.unit ? `(${property.unit})` : ""].filter(Boolean).join(" "), insert: property.parameters.length > 0 ? `${property.name}(` : property.name });
    }
  }
  for (const name of segments) if (!of.has(name)) of.set(name, { name, says: "a segment", insert: name });
  for (const name of campaigns) if (!of.has(name)) of.set(name, { name, says: "a campaign", insert: name });
  return [...of.values()];
}

/** The word that is being written before the caret; empty within comments. */
export function begun(text: string, caret: number): string {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  return /^\s*(\/\/|#)/.test(line) ? "" : /[A-Za-z][\w:-]*$/.exec(line)?.[0] ?? "";
}

/** Words that begin so, and then those that have it within, shortest first; none for less than two letters or for the word itself. */
export function matching(all: Word[], typed: string, most = 8): Word[] {
  const asked = typed.toLowerCase();
  if (asked.length < 2 || all.some((one) => one.name === typed)) return [];
  const far = (one: Word) => (one.name.toLowerCase().startsWith(asked) ? 0 : 1);
  return all.filter((one) => one.name.toLowerCase().includes(asked)).sort((a, b) => far(a) - far(b) || a.name.length - b.name.length || a.name.localeCompare(b.name)).slice(0, most);
}

/** The text with a word in the place of the one that was begun, and where the caret is then. */
export function completed(text: string, caret: number, word: Word): { text: string; caret: number } {
  const start = caret - begun(text, caret).length;
  return { text: text.slice(0, start) + word.insert + text.slice(caret), caret: start + word.insert.length };
}

/** Where a line and column are in a text, both from 1; at its end if it is shorter. */
export function place(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const at = Math.min(line, lines.length) - 1;
  return lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0) + Math.min(Math.max(column, 1) - 1, lines[at]!.length);
}

/** Files by the first of their folders, those without one first. */
export function folders(paths: string[]): [folder: string, files: string[]][] {
  const of = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const folder = path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
    of.set(folder, [...(of.get(folder) ?? []), path]);
  }
  return [...of].sort(([a], [b]) => a.localeCompare(b));
}
