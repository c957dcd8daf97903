import { copied, letters, pasted, views, written, wrongIn } from "../../main/resources/web/app/rules/cells";
import type { TableSheet } from "../../main/resources/web/app/api/types";

function same(found: unknown, expected: unknown) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
}

const SHEET: TableSheet = {
  name: "Offers", rows: 7, columns: 2, cells: [],
  tables: [{ name: "Offers", row: 1, column: 1, firstRule: 6, lastRule: 7, columns: [{ column: 1, kind: "NAME", of: "", asks: "", title: "Name" }, { column: 2, kind: "CONDITION", of: "$c : Client", asks: "city", title: "" }], rules: [{ row: 6, drl: "rule" }, { row: 7, drl: null }] }],
};

Deno.test("columns are named as in a spreadsheet", () => same([1, 26, 27, 52, 703].map(letters), ["A", "Z", "AA", "AZ", "AAA"]));

Deno.test("what is copied of a spreadsheet comes back as it was, with tabs, quotes and line breaks in cells", () => {
  const cells = [["a", "b\tc", 'd "e"'], ["", "two\nlines", "f"]];
  same(pasted(copied(cells)), cells);
  same(pasted("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
  same(pasted("one"), [["one"]]);
  same(pasted('5"\tx'), [['5"', "x"]]);
  same(pasted(""), []);
});

Deno.test("a table is shown with its rules and an empty row to write into, and all cells beside it", () => {
  const [table, all] = views(SHEET);
  same(table!.rows, [6, 7, 8]);
  same(table!.columns.map((one) => one.title), ["Name", "B"]);
  same([all!.rows.length, all!.columns.length], [8, 3]);
  same(views({ ...SHEET, rows: 20, tables: [{ ...SHEET.tables[0]!, lastRule: 9 }] })[0]!.rows, [6, 7, 8, 9]);
});

Deno.test("what is pasted goes below the last row too, and not beside the table", () => {
  const [table] = views(SHEET);
  same(written(table!, "Offers", { row: 2, column: 1 }, [["Riga", "lost"], ["Vilnius"]]), [
    { do: "write", sheet: "Offers", cell: "B8", value: "Riga" },
    { do: "write", sheet: "Offers", cell: "B9", value: "Vilnius" },
  ]);
});

Deno.test("an error stands at its cell before a warning, and not in another sheet", () => {
  const one = { file: "f", line: 6, column: 2, code: "c", message: "m", hint: "" };
  const found = wrongIn(SHEET, [
    { ...one, sheet: "Offers", cell: "B6", severity: "ERROR" }, { ...one, sheet: "Offers", cell: "B6", severity: "WARNING" }, { ...one, sheet: "Other", cell: "B7", severity: "ERROR" },
  ]);
  same([...found].map(([cell, problem]) => [cell, problem.severity]), [["B6", "ERROR"]]);
});
