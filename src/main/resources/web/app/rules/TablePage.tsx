import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Counted, Release, TableCell, TableFile } from "../api/types";
import { Failure, Skeleton } from "../parts/parts";
import { useSigned } from "../shell/context";
import { go, to } from "../shell/place";
import { many } from "../words/words";
import { byName, views, written, wrongIn, type At, type Edit } from "./cells";
import { Grid } from "./Grid";
import { encoded } from "./words";

const START: At = { row: 0, column: 0 };
const MOST_COUNTED = 100;

/** A table file as a grid. Each edit goes into the change at once; what it makes wrong stands at its cell. */
export function TablePage(props: { path: string; release: string; draft: boolean; may: boolean }) {
  const { session } = useSigned();
  const address = `/api/rules/releases/${encodeURIComponent(props.release)}/tables/${encoded(props.path)}`;
  const bytes = `/api/rules/releases/${encodeURIComponent(props.release)}/files/${encoded(props.path)}`;
  const [file, setFile] = useState<TableFile | null>(null);
  const [failed, setFailed] = useState<Refusal | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [said, setSaid] = useState("");
  const [turn, again] = useState(0);
  const [chosen, choose] = useState("0 0");
  const [at, setAt] = useState<At>(START);
  const [from, setFrom] = useState<At>(START);
  const [wanted, want] = useState(0);
  /** What was written and is on its way, by sheet and cell. */
  const [ahead, setAhead] = useState<Map<string, string>>(new Map());
  const etag = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);
  const may = props.may && props.draft;

  function took(found: { rows: TableFile; etag: string | null }) {
    etag.current = found.etag;
    setFile(found.rows);
  }
  useEffect(() => {
    const stop = new AbortController();
    setFailed(null);
    call<TableFile>("GET", address, undefined, { signal: stop.signal }).then(took, (e: unknown) => { if (!stop.signal.aborted) setFailed(refusal(e)); });
    return () => stop.abort();
  }, [address, turn]);

  const [sheetAt, viewAt] = chosen.split(" ").map(Number) as [number, number];
  const sheet = file?.sheets[sheetAt] ?? null;
  const seen = useMemo(() => (sheet ? views(sheet) : []), [sheet]);
  const view = seen[viewAt] ?? seen[0] ?? null;
  const cells = useMemo(() => {
    if (!sheet) return new Map<string, TableCell>();
    const all = byName(sheet);
    for (const [place, shown] of ahead) {
      const [of, cell] = place.split("\n") as [string, string];
      if (of === (sheet.name ?? "")) all.set(cell, { ...(all.get(cell) ?? { row: 0, column: 0, cell, kind: "TEXT", across: 1, down: 1 }), shown, computed: false });
    }
    return all;
  }, [sheet, ahead]);
  const wrong = useMemo(() => (sheet && file ? wrongIn(sheet, file.problems) : new Map()), [sheet, file]);
  const counts = useCounts(view?.rules ?? null, props.may);

  /** Edits go one after the other, each made of the state that the one before was answered with. */
  function send(edits: Edit[], done = "") {
    if (edits.length === 0) return;
    setRefused(null);
    setSaid("A moment …");
    setAhead((now) => {
      const next = new Map(now);
      for (const one of edits) if (one.do === "write") next.set(`${one.sheet ?? ""}\n${one.cell}`, one.value);
      return next;
    });
    waiting.current++;
    queue.current = queue.current.then(async () => {
      try {
        took(await call<TableFile>("PATCH", address, { edits }, { ifMatch: etag.current }));
        setSaid(done || `Saved into ${props.release}.`);
      } catch (e) {
        setRefused(refusal(e));
        setSaid("");
      }
      waiting.current--;
      if (waiting.current === 0) setAhead(new Map());
    });
  }
  function set(next: At, start: At = next) {
    setAt(next);
    setFrom(start);
  }
  async function begin() {
    try {
      const draft = await call<Release>("POST", "/api/rules/releases", { message: `Change ${props.path}`, scope: "own" });
      go(`/rules/${encoded(props.path)}?in=${draft.rows.id}`);
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  async function upload(chosenFile: File) {
    setRefused(null);
    try {
      await call("PUT", bytes, new Blob([chosenFile]), { ifMatch: etag.current });
      setSaid(`${chosenFile.name} is in ${props.release} now.`);
      again(turn + 1);
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  function look(cell: string, row: number, column: number, of: string | null | undefined) {
    const where = file!.sheets.findIndex((one) => (one.name ?? null) === (of ?? null));
    const among = where < 0 ? [] : views(file!.sheets[where]!);
    const found = among.findIndex((one) => one.rows.includes(row) && one.columns.some((each) => each.column === column));
    if (found < 0) return setSaid(`${cell} is no cell of a table.`);
    choose(`${where} ${found}`);
    set({ row: among[found]!.rows.indexOf(row), column: among[found]!.columns.findIndex((one) => one.column === column) });
    want(wanted + 1);
  }

  if (failed) return <Failure error={failed} again={() => again(turn + 1)} />;
  if (file === null) return <Skeleton rows={12} />;
  const name = sheet?.name ?? undefined;
  const errors = file.problems.filter((one) => one.severity === "ERROR").length;
  const options = file.sheets.flatMap((one, s) => views(one).map((each, v) => ({ value: `${s} ${v}`, says: `${one.name ? `${one.name}: ` : ""}${each.block ? each.block.name || "table" : "all cells"}` })));
  const inView = view !== null && at.row < view.rows.length && at.column < view.columns.length;
  const place = inView ? at : START;
  return (
    <div class="stack">
      <section class="card" aria-label="The table">
        <div class="inside spread">
          {options.length > 1 ? (
            <div class="field"><label for="part">Show</label><select id="part" class="input" value={chosen} onChange={(e) => { choose(e.currentTarget.value); set(START); }}>{options.map((one) => <option key={one.value} value={one.value}>{one.says}</option>)}</select></div>
          ) : <span />}
          <div class="row">
            <a class="button" href={bytes} download={props.path.slice(props.path.lastIndexOf("/") + 1)} target="_blank" rel="noopener">Download</a>
            {may ? <label class="button upload">Upload<input type="file" class="hidden" accept=".xlsx,.csv" onChange={(e) => { const picked = e.currentTarget.files?.[0]; if (picked) void upload(picked); e.currentTarget.value = ""; }} /></label> : null}
            {/\.csv$/i.test(props.path) ? <a class="button plain" href={`/rules/${encoded(props.path)}?as=text${props.draft ? `&in=${props.release}` : ""}`}>As text</a> : null}
            {props.draft ? <a class="button plain" href={to("changes", props.release)}>Review {props.release}</a> : props.may ? <button type="button" class="button filled" onClick={() => void begin()}>Change it in a new change</button> : null}
          </div>
        </div>
        {view === null ? <div class="inside"><p class="soft">The file cannot be read as a table. What is wrong stands below; upload one that is mended.</p></div> : (
          <Grid
            key={chosen} view={view} label={`${props.path}, ${options.find((one) => one.value === chosen)?.says ?? "table"}`} cells={cells} wrong={wrong} counts={counts} at={place} from={inView ? from : START} set={set} may={may} wanted={wanted}
            keys={{
              write: (where, texts) => send(written(view, name, where, texts)),
              insert: (row) => { send([{ do: "insert", sheet: name, row }], `A row was put in at ${row}.`); set({ ...place, row: Math.max(0, view.rows.indexOf(row)) }); },
              duplicate: (row) => { send([{ do: "duplicate", sheet: name, row }], `Row ${row + 1} is a copy of row ${row}.`); set({ ...place, row: place.row + 1 }); },
              remove: (row, count) => { send([{ do: "delete", sheet: name, row, count }], `${many(count, "row")} taken out at ${row}.`); set({ ...place, row: Math.max(0, Math.min(view.rows.indexOf(row), view.rows.length - count - 1)) }); },
              move: (row, by) => {
                const target = view.rows[row + by];
                if (target === undefined) return setSaid("It cannot go farther.");
                send([{ do: "move", sheet: name, row: view.rows[row]!, to: target }], `Row ${view.rows[row]} is row ${target} now.`);
                set({ ...place, row: row + by });
              },
            }}
          />
        )}
        <div class="inside row">
          <p role="status" class="soft small">{said}</p>
          {may ? <p class="soft small keys-of-grid">Arrows go, typing or F2 writes, Enter and Tab take it, Esc leaves it. Ctrl C and V as in a spreadsheet, Ctrl D fills down, Alt ↑ ↓ moves the row.</p>
            : props.may ? null : <p class="soft small">It is changed by keys with the role analyst; yours has {session.roles.join(", ")}.</p>}
        </div>
        {refused ? <div class="inside"><div class="notice error left" role="alert"><h3>{refused.status === 412 ? "Somebody changed it meanwhile" : refused.title}</h3><p>{refused.status === 412 ? "Nothing of yours was written over theirs. Load it again, and make your edit of that." : refused.message}</p><button type="button" class="button" onClick={() => { setRefused(null); again(turn + 1); }}>Load it again</button></div></div> : null}
      </section>
      <section class="card" aria-labelledby="wrong">
        <header><h2 id="wrong">What is wrong</h2><span class="soft small">{file.problems.length === 0 ? "" : `${many(errors, "error")}, ${many(file.problems.length - errors, "warning")}`}</span></header>
        <div class="inside">
          {file.problems.length === 0 ? <p class="tone good">Nothing. It can be read.</p> : null}
          <ul class="problems">
            {file.problems.map((one, i) => (
              <li key={i} id={one.cell && wrong.get(one.cell) === one ? `wrong-${one.cell}` : undefined}>
                {one.cell && file.sheets.length > 0
                  ? <button type="button" class="pick" onClick={() => look(one.cell!, one.line, one.column, one.sheet)}><span class={`tone ${one.severity === "ERROR" ? "bad" : "wait"}`}>{one.sheet ? `${one.sheet} ` : ""}{one.cell}</span></button> : null}
                <p>{one.message}</p>{one.hint ? <p class="soft small">{one.hint}</p> : null}
              </li>
            ))}
          </ul>
        </div>
      </section>
    </div>
  );
}

/** How many clients each row holds for now, one row after the other; of rows that ask what just happened nobody can say. */
function useCounts(rules: Map<number, string | null> | null, may: boolean): Map<number, string> {
  const [known, set] = useState<Map<string, string>>(new Map());
  const asked = rules === null ? "" : [...rules.values()].filter(Boolean).slice(0, MOST_COUNTED).join("\n\n");
  useEffect(() => {
    if (!may || rules === null) return undefined;
    const stop = new AbortController();
    void (async () => {
      for (const drl of [...new Set(rules.values())].slice(0, MOST_COUNTED)) {
        if (stop.signal.aborted) return;
        if (drl === null || known.has(drl)) continue;
        try {
          const { rows } = await call<Counted>("POST", "/api/segments/preview", { drl, sample: 0 }, { signal: stop.signal });
          set((now) => new Map(now).set(drl, `${rows.count} now`));
        } catch {
          return; // the row itself says what is wrong with it
        }
      }
    })();
    return () => stop.abort();
  }, [asked, may]);
  return new Map([...(rules ?? [])].flatMap(([row, drl]) => (drl !== null && known.has(drl) ? [[row, known.get(drl)!] as [number, string]] : [])));
}

