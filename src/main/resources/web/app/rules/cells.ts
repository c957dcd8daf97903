import type { Diagnostic, TableBlock, TableCell, TableSheet } from "../api/types";

/** One change of a table file, as the API takes it. */
export type Edit = { sheet?: string } & ({ do: "write"; cell: string; value: string } | { do: "insert" | "delete"; row: number; count?: number } | { do: "duplicate"; row: number } | { do: "move"; row: number; to: number });

/** What a grid shows of a sheet: some of its rows and columns, and what each column is for. */
export interface View { columns: { column: number; title: string; kind: string; asks: string }[]; rows: number[]; rules: Map<number, string | null>; first: number; block: TableBlock | null }

/** A place in a view, by its position there, from 0. */
export interface At { row: number; column: number }

/** 28 → AB. */
export function letters(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

export const named = (row: number, column: number) => letters(column) + row;

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** The views of a sheet: each of its tables, and all of its cells. Below the last row is an empty one to write into. */
export function views(sheet: TableSheet): View[] {
  const tables = sheet.tables.map((block) => ({
    columns: block.columns.map((one) => ({ column: one.column, title: one.title || letters(one.column), kind: one.kind, asks: [one.of, one.asks].filter(Boolean).join(" ") })),
    rows: range(block.firstRule, Math.max(block.firstRule, block.lastRule + (block.lastRule >= sheet.rows ? 1 : 0))),
    rules: new Map(block.rules.map((one) => [one.row, one.drl])), first: block.firstRule, block,
  }));
  const all = { columns: range(1, sheet.columns + 1).map((column) => ({ column, title: letters(column), kind: "", asks: "" })), rows: range(1, sheet.rows + 1), rules: new Map(), first: 1, block: null };
  return [...tables, all];
}

/** The cells of a sheet by their name. */
export function byName(sheet: TableSheet): Map<string, TableCell> {
  return new Map(sheet.cells.map((one) => [one.cell, one]));
}

/** What is copied of a spreadsheet: a line for each row, tabs between cells, quotes around what holds either. */
export function pasted(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (quoted && c === '"') quoted = false;
    else if (quoted) cell += c;
    else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") {
      rows.at(-1)!.push(cell);
      cell = "";
    } else if (c === "\n") {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = "";
    } else if (c !== "\r" || text[i + 1] !== "\n") cell += c;
  }
  if (cell !== "" || rows.at(-1)!.length > 0) rows.at(-1)!.push(cell);
  else rows.pop();
  return rows;
}

/** The same the other way round. */
export function copied(rows: string[][]): string {
  return rows.map((row) => row.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join("\t")).join("\n");
}

/** The corners of what is selected between two places. */
export function between(one: At, other: At): { top: number; bottom: number; left: number; right: number } {
  return { top: Math.min(one.row, other.row), bottom: Math.max(one.row, other.row), left: Math.min(one.column, other.column), right: Math.max(one.column, other.column) };
}

/** The edits that put texts into cells from a place on; those that would fall beside the view are left out. */
export function written(view: View, sheet: string | undefined, at: At, rows: string[][]): Edit[] {
  return rows.flatMap((cells, down) => cells.flatMap((value, right) => {
    const column = view.columns[at.column + right];
    if (column === undefined) return [];
    const last = view.rows.at(-1)!;
    const row = view.rows[at.row + down] ?? last + at.row + down - (view.rows.length - 1);
    return [{ do: "write" as const, sheet, cell: named(row, column.column), value }];
  }));
}

/** What is wrong in a sheet, by cell; an error before a warning. */
export function wrongIn(sheet: TableSheet, problems: Diagnostic[]): Map<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  for (const one of problems) {
    if (one.cell && (one.sheet ?? null) === (sheet.name ?? null) && found.get(one.cell)?.severity !== "ERROR") found.set(one.cell, one);
  }
  return found;
}
