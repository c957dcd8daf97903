import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Diagnostic, TableCell } from "../api/types";
import { between, copied, letters, named, pasted, type At, type View } from "./cells";

const SHOWN_AT_ONCE = 200;

export interface Keys {
  write: (at: At, texts: string[][]) => void;
  insert: (row: number) => void; duplicate: (row: number) => void; remove: (row: number, count: number) => void; move: (row: number, by: number) => void;
}

/**
 * Cells as in a spreadsheet: arrows go, Shift selects, typing or F2 or Enter writes, Escape leaves it as it was, Tab goes to the right
 * and out of the grid at the end of a row.
 */
export function Grid(props: {
  view: View; label: string; cells: Map<string, TableCell>; wrong: Map<string, Diagnostic>; counts: Map<number, string>; at: At; set: (at: At, from?: At) => void; from: At; may: boolean; wanted: number; keys: Keys;
}) {
  const { view, at, from, keys } = props;
  const table = useRef<HTMLTableElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [writing, setWriting] = useState<string | null>(null);
  const [shown, show] = useState(SHOWN_AT_ONCE);
  const inside = useRef(false);
  /** Whether somebody writes: a field that goes away loses the focus, which takes nothing twice. */
  const open = useRef(false);
  /** Whether the cell is to have the focus again: whoever leaves a field by a key goes on in the grid. */
  const back = useRef(false);
  const rows = view.rows.slice(0, Math.max(shown, at.row + 1));
  const area = between(at, from);
  const last = { row: view.rows.length - 1, column: view.columns.length - 1 };
  const text = (place: At) => props.cells.get(named(view.rows[place.row]!, view.columns[place.column]!.column))?.shown ?? "";

  useLayoutEffect(() => {
    if (writing !== null) {
      input.current?.focus();
      input.current?.setSelectionRange(writing.length, writing.length);
    } else if (inside.current || back.current) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    back.current = false;
  }, [at.row, at.column, writing !== null, view]);
  useLayoutEffect(() => {
    if (props.wanted > 0) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [props.wanted]);

  function go(row: number, column: number, selecting = false) {
    const next = { row: Math.min(last.row, Math.max(0, row)), column: Math.min(last.column, Math.max(0, column)) };
    props.set(next, selecting ? from : next);
  }
  function begin(said: string) {
    open.current = true;
    setWriting(said);
  }
  function leave() {
    open.current = false;
    setWriting(null);
  }
  function take(down: number, right: number) {
    if (!open.current) return;
    const said = writing;
    leave();
    if (said !== null && said !== text(at)) keys.write(at, [[said]]);
    go(at.row + down, at.column + right);
  }
  function wrote(e: KeyboardEvent) {
    e.stopPropagation();
    if (e.key === "Enter" || e.key === "Tab") {
      e.preventDefault();
      back.current = true;
      take(e.key === "Enter" ? (e.shiftKey ? -1 : 1) : 0, e.key === "Tab" ? (e.shiftKey ? -1 : 1) : 0);
    } else if (e.key === "Escape") {
      e.preventDefault();
      back.current = true;
      leave();
    }
  }
  function keyed(e: KeyboardEvent) {
    const control = e.ctrlKey || e.metaKey;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-20, 0], PageDown: [20, 0] }[e.key];
    const done = () => { e.preventDefault(); e.stopPropagation(); };
    if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) {
      done();
      if (props.may) keys.move(at.row, e.key === "ArrowUp" ? -1 : 1);
    } else if (step) {
      done();
      if (control) go(step[0] ? (step[0] < 0 ? 0 : last.row) : at.row, step[1] ? (step[1] < 0 ? 0 : last.column) : at.column, e.shiftKey);
      else go(at.row + step[0]!, at.column + step[1]!, e.shiftKey);
    } else if (e.key === "Home" || e.key === "End") {
      done();
      const end = e.key === "End";
      go(control ? (end ? last.row : 0) : at.row, end ? last.column : 0, e.shiftKey);
    } else if (e.key === "Tab" && !control) {
      const column = at.column + (e.shiftKey ? -1 : 1);
      if (column < 0 || column > last.column) return;
      done();
      go(at.row, column);
    } else if (!props.may) return;
    else if (e.key === "Enter" || e.key === "F2") {
      done();
      begin(text(at));
    } else if (e.key === "Delete" || e.key === "Backspace") {
      done();
      fill(() => "");
    } else if (control && e.key.toLowerCase() === "d") {
      done();
      fillDown();
    } else if (e.key.length === 1 && !control && !e.altKey) {
      done();
      begin(e.key);
    }
  }
  function fill(of: (place: At) => string) {
    keys.write({ row: area.top, column: area.left }, Array.from({ length: area.bottom - area.top + 1 }, (_, down) => Array.from({ length: area.right - area.left + 1 }, (_, right) => of({ row: area.top + down, column: area.left + right }))));
  }
  /** The first row of what is selected, into all of it; of one row, the row above. */
  function fillDown() {
    if (area.top < area.bottom) fill((place) => text({ row: area.top, column: place.column }));
    else if (area.top > 0) fill((place) => text({ row: area.top - 1, column: place.column }));
  }
  function copy(e: ClipboardEvent) {
    if (writing !== null) return;
    e.preventDefault();
    e.clipboardData?.setData("text/plain", copied(Array.from({ length: area.bottom - area.top + 1 }, (_, down) => Array.from({ length: area.right - area.left + 1 }, (_, right) => text({ row: area.top + down, column: area.left + right })))));
  }
  function paste(e: ClipboardEvent) {
    if (writing !== null || !props.may) return;
    e.preventDefault();
    const rows = pasted(e.clipboardData?.getData("text/plain") ?? "");
    if (rows.length > 0) keys.write({ row: area.top, column: area.left }, rows);
  }
  const row = view.rows[at.row]!;
  const rule = view.first <= row && view.block !== null;
  return (
    <>
      {props.may ? (
        <div class="row tools" role="toolbar" aria-label="Rows and cells">
          <button type="button" class="button small-button" onClick={() => keys.insert(row)}>Insert above</button>
          <button type="button" class="button small-button" onClick={() => keys.insert(row + 1)}>Insert below</button>
          <button type="button" class="button small-button" onClick={() => keys.duplicate(row)}>Duplicate</button>
          <button type="button" class="button small-button" onClick={() => keys.move(at.row, -1)}>Move up</button>
          <button type="button" class="button small-button" onClick={() => keys.move(at.row, 1)}>Move down</button>
          <button type="button" class="button small-button" onClick={fillDown}>Fill down</button>
          <button type="button" class="button small-button" onClick={() => keys.remove(view.rows[area.top]!, area.bottom - area.top + 1)}>{area.bottom > area.top ? `Delete ${area.bottom - area.top + 1} rows` : "Delete the row"}</button>
          <span class="soft small">of row {row}</span>
        </div>
      ) : null}
      <div class="scroller" onFocusIn={() => { inside.current = true; }} onFocusOut={(e) => { if (!(e.currentTarget as Element).contains(e.relatedTarget as Element | null)) { inside.current = false; } }}>
        <table ref={table} class="grid" role="grid" aria-label={props.label} aria-rowcount={view.rows.length + 1} aria-colcount={view.columns.length + 1} aria-readonly={!props.may} aria-multiselectable="true" onKeyDown={keyed} onCopy={copy} onPaste={paste}>
          <thead>
            <tr role="row" aria-rowindex={1}>
              <th role="columnheader" scope="col" class="edge">{rule || view.block ? "Row" : ""}</th>
              {view.columns.map((one) => <th key={one.column} role="columnheader" scope="col"><b>{one.title}</b>{one.kind ? <span class="soft small">{[one.kind.toLowerCase().replace("-", " "), one.asks].filter(Boolean).join(": ")}</span> : null}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((number, y) => (
              <tr key={number} role="row" aria-rowindex={y + 2}>
                <th role="rowheader" scope="row" class="edge">{number}{props.counts.has(number) ? <span class="soft small">{props.counts.get(number)}</span> : null}</th>
                {view.columns.map((one, x) => {
                  const name = named(number, one.column);
                  const cell = props.cells.get(name);
                  const problem = props.wrong.get(name);
                  const here = y === at.row && x === at.column;
                  const chosen = y >= area.top && y <= area.bottom && x >= area.left && x <= area.right;
                  const kind = [problem?.severity.toLowerCase(), cell?.computed ? "computed" : "", cell && ["NUMBER", "PERCENT", "DATE", "TIME"].includes(cell.kind) ? "figure" : "", chosen ? "chosen" : ""].filter(Boolean).join(" ");
                  return (
                    <td key={one.column} role="gridcell" class={kind || undefined} tabIndex={here ? 0 : -1} aria-selected={chosen} aria-invalid={problem?.severity === "ERROR" ? true : undefined} aria-describedby={problem ? `wrong-${name}` : undefined} title={problem ? problem.message : cell?.computed ? "A formula says it. What is written here takes its place." : undefined}
                      onMouseDown={(e) => { if (writing !== null && !here) take(0, 0); inside.current = true; props.set({ row: y, column: x }, e.shiftKey ? from : { row: y, column: x }); }} onDblClick={() => { if (props.may) begin(text(at)); }}>
                      {here && writing !== null
                        ? <input ref={input} aria-label={`${letters(one.column)}${number}, ${one.title}`} value={writing} onInput={(e) => setWriting(e.currentTarget.value)} onKeyDown={wrote} onBlur={() => take(0, 0)} />
                        : <bdi>{cell?.shown ?? ""}</bdi>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < view.rows.length ? <div class="inside row"><button type="button" class="button" onClick={() => show(shown + SHOWN_AT_ONCE)}>Show more rows</button><span class="soft small">{rows.length} of {view.rows.length}</span></div> : null}
    </>
  );
}
