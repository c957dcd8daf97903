import { useMemo, useState } from "preact/hooks";
import type { Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { family, many } from "../words/words";
import "./segments.css";

type Row = { kind: "one"; segment: Segment } | { kind: "family"; name: string; segments: Segment[] };

export function SegmentList() {
  const segments = useLoad<Segment[]>("/api/segments");
  const [typed, type] = useState("");
  return (
    <>
      <div class="spread">
        <div><Title of="Segments">Segments</Title><p class="soft">Groups of clients that the active rules keep up to date.</p></div>
        <div class="row tools">
          <a class="button filled" href="/segments/new">New segment</a>
          <div class="field find">
          <label class="hidden" for="find">Find a segment</label>
          <input id="find" class="input" type="search" placeholder="Find a segment" value={typed} onInput={(e) => type(e.currentTarget.value)} />
          </div>
        </div>
      </div>
      <Ready of={segments} rows={12}>{(all) => <List all={all} typed={typed.trim().toLowerCase()} />}</Ready>
    </>
  );
}

function List(props: { all: Segment[]; typed: string }) {
  const [open, setOpen] = useState<Set<string>>(new Set());
  const rows = useMemo(() => folded(props.all.filter((one) => matches(one, props.typed))), [props.all, props.typed]);
  const most = Math.max(1, ...props.all.map((one) => one.members));

  if (props.all.length === 0) return <Empty title="No segment yet">Segments come from the rules. As soon as a release with rules answers, they are listed here.</Empty>;
  if (rows.length === 0) return <Empty title="No segment is called that">Try the beginning of another word of its title or question.</Empty>;
  function toggle(name: string) {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  }
  return (
    <div class="card">
      <table class="table">
        <thead><tr><th scope="col">Segment</th><th scope="col" class="wide">Campaign</th><th scope="col" class="wide">Looked after by</th><th scope="col" class="number">Clients</th></tr></thead>
        <tbody>
          {rows.map((row) =>
            row.kind === "one"
              ? <Line key={row.segment.name} segment={row.segment} most={most} />
              : [
                <tr key={row.name}>
                  <td colSpan={4}>
                    <button class="fold" aria-expanded={open.has(row.name) || props.typed !== ""} onClick={() => toggle(row.name)}>
                      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 6 6 6-6 6" /></svg>
                      <b>By {row.name}</b>
                      <span class="soft small">{many(row.segments.length, "segment")}, up to {many(Math.max(...row.segments.map((one) => one.members)), "client")}</span>
                    </button>
                  </td>
                </tr>,
                ...(open.has(row.name) || props.typed !== "" ? row.segments.map((one) => <Line key={one.name} segment={one} most={most} within={row.name} />) : []),
              ])}
        </tbody>
      </table>
      <p class="inside soft small" role="status">{props.typed === "" ? `${many(props.all.length, "segment")} in all.` : `${many(props.all.filter((one) => matches(one, props.typed)).length, "segment")} found.`}</p>
    </div>
  );
}

function Line(props: { segment: Segment; most: number; within?: string }) {
  const { format } = useSigned();
  const { segment } = props;
  const title = props.within ? segment.name.slice(props.within.length + 1) : segment.title;
  return (
    <tr class={props.within ? "within" : undefined}>
      <td><a href={to("segments", segment.name)}>{title}</a>{segment.question && !props.within ? <p>{segment.question}</p> : null}</td>
      <td class="wide">{segment.campaign && segment.campaign !== "none" ? <span class="badge">{segment.campaign}</span> : <span class="soft">–<span class="hidden">none</span></span>}</td>
      <td class="wide soft">{segment.owner ?? "–"}</td>
      <td class="number size"><span>{format.number(segment.members)}</span><i aria-hidden="true"><b style={{ width: `${(100 * segment.members) / props.most}%` }} /></i></td>
    </tr>
  );
}

function matches(segment: Segment, typed: string): boolean {
  return [segment.title, segment.name, segment.question ?? "", segment.campaign ?? ""].some((text) => text.toLowerCase().includes(typed));
}

/** Segments of one template stand in one row where there are several; the largest come first. */
function folded(segments: Segment[]): Row[] {
  const families = new Map<string, Segment[]>();
  const rows: Row[] = [];
  for (const segment of [...segments].sort((a, b) => b.members - a.members || a.title.localeCompare(b.title))) {
    const of = family(segment.name)?.[0];
    if (of === undefined) rows.push({ kind: "one", segment });
    else families.set(of, [...(families.get(of) ?? []), segment]);
  }
  return [...rows, ...[...families].map(([name, all]): Row => ({ kind: "family", name, segments: all }))];
}
