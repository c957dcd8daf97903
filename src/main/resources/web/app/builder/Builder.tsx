import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { call, Refusal, refusal } from "../api/call";
import type { Campaign, Counted, Defined, Node, Release, Sample, Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { startRule } from "../campaigns/startRule";
import { begun, done, emptyTest, placed, read, redone, undone, write, newId, type Group, type History, type Item, type Written } from "../definition/tree";
import { whole } from "../definition/sentence";
import { Vocabulary, type Told } from "../definition/vocabulary";
import { Combobox } from "../parts/Combobox";
import { Failure, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { go, to } from "../shell/place";
import { many, sentence } from "../words/words";
import { Boxed, type Editing } from "./Rows";
import { useCount, useRowCounts, type Count } from "./useCount";
import "./builder.css";

/** What was written and not saved stays for this tab. */
interface Kept { definition: Node; about: About }
interface About { title: string; question: string; campaign: string; owner: string; review: string; rule: string }

/** A segment is made, or changed if it has a name. */
export function Builder(props: { name?: string }) {
  const { session } = useSigned();
  const within = new URLSearchParams(location.search).get("release");
  const of = props.name === undefined ? null : `/api/segments/${encodeURIComponent(props.name)}/definition${within ? `?release=${encodeURIComponent(within)}` : ""}`;
  const told = useLoad<Told>("/api/rules/vocabulary");
  const defined = useLoad<Defined>(of);
  const segments = useLoad<Segment[]>("/api/segments");
  const vocabulary = useMemo(() => (told.data ? new Vocabulary(told.data) : null), [told.data]);
  const heading = props.name === undefined ? "A new segment" : `Change “${segments.data?.find((one) => one.name === props.name)?.title ?? props.name}”`;
  const rule = defined.data?.rules[0];
  const why = !session.roles.includes("analyst") && !session.roles.includes("admin") && !session.roles.includes("platform")
    ? "Segments are changed by keys with the role analyst; yours looks on. Whoever has the role admin makes you such a key."
    : defined.data && (defined.data.rules.length !== 1 || !rule?.definition || !(defined.data.editable || defined.data.inPlace))
      ? (rule?.reason ?? "Several rules put clients into this segment, so it is changed in their files.") : null;
  return (
    <>
      <nav aria-label="Back"><a href={props.name === undefined ? "/segments" : to("segments", props.name)}>← {props.name === undefined ? "Segments" : "The segment"}</a></nav>
      <Title of={heading}>{heading}</Title>
      {why !== null ? <div class="notice"><h2>It cannot be changed here</h2><p>{why}</p></div>
        : told.state === "error" ? <Failure error={told.error} again={told.again} />
          : of !== null && defined.data === undefined ? <Ready of={defined}>{() => null}</Ready>
            : vocabulary === null || segments.data === undefined ? <Ready of={told} rows={8}>{() => null}</Ready>
              : <Desk vocabulary={vocabulary} name={props.name} defined={defined.data} segments={segments.data} within={within} />}
    </>
  );
}

function Desk(props: { vocabulary: Vocabulary; name?: string; defined?: Defined; segments: Segment[]; within: string | null }) {
  const { format, session } = useSigned();
  const { vocabulary, name } = props;
  const store = `regulars-builder:${session.business.id}:${name ?? ""}:${props.within ?? ""}`;
  const present = props.segments.find((one) => one.name === name);
  const rule = props.defined?.rules[0];
  const stored = useMemo<About>(() => ({
    title: present && present.title !== present.name ? present.title : name ?? "", question: present?.question ?? "", campaign: present?.campaign ?? "none",
    owner: present?.owner ?? "", review: present?.review ?? "", rule: rule?.rule ?? "",
  }), []);
  const original = useMemo<Node>(() => (rule?.definition ?? { all: [] }), []);
  const kept = useMemo(() => restored(store), []);
  const [history, setHistory] = useState<History>(() => begun(read(kept?.definition ?? original, vocabulary)));
  const [about, setAbout] = useState<About>(kept?.about ?? stored);
  const [wasKept, setWasKept] = useState(kept !== null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [saving, setSaving] = useState(false);
  const [starts, setStarts] = useState(true);
  const root = history.now;
  const written = useMemo(() => write(root, vocabulary), [root, vocabulary]);
  const count = useCount(written.definition, name);
  const rows = useMemo(() => alone(root, written), [written]);
  const counts = useRowCounts(rows, !count.counting && count.refused === null);
  const fresh = useRef({ id: -1 });
  const ruleName = about.rule === stored.rule ? renamed(stored.rule, original, written.definition) : about.rule;
  const says = { money: (value: string) => format.money(value), day: (value: string) => format.localDay(value) };

  const definitionText = JSON.stringify(written.definition);
  const dirty = definitionText !== JSON.stringify(write(read(original, vocabulary), vocabulary).definition) || JSON.stringify(about) !== JSON.stringify(stored);
  useEffect(() => {
    if (dirty) sessionStorage.setItem(store, JSON.stringify({ definition: written.definition, about } satisfies Kept));
    else sessionStorage.removeItem(store);
  }, [definitionText, about, dirty]);

  useEffect(() => {
    const keyed = (e: KeyboardEvent) => {
      if (!(e.ctrlKey || e.metaKey)) return;
      const key = e.key.toLowerCase();
      if (key === "z" || key === "y") setHistory(e.shiftKey || key === "y" ? redone : undone);
      else if (key === "s" || key === "enter") document.querySelector<HTMLElement>(".save .filled")?.click();
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", keyed);
    return () => removeEventListener("keydown", keyed);
  }, []);

  const wrong = new Map<number, string>();
  const elsewhere: string[] = [];
  for (const problem of [count.refused, refused]) {
    for (const one of [...(problem?.problem.errors ?? []), ...(problem?.problem.diagnostics ?? [])]) {
      const at = one.pointer?.startsWith("/definition") ? placed(one.pointer.slice("/definition".length), written) : undefined;
      const text = [one.detail ?? one.message ?? "", one.hint ?? ""].filter(Boolean).join(" ");
      if (at !== undefined) wrong.set(at, text);
      else if (problem === refused && !one.pointer?.startsWith("/")) elsewhere.push(`${one.file ? `${one.file}, line ${one.line}: ` : ""}${text}`);
    }
  }
  const at = (pointer: string) => [...(refused?.problem.errors ?? []), ...(refused?.problem.diagnostics ?? [])].find((one) => one.pointer === pointer);
  const editing: Editing = {
    vocabulary, wrong, counts, clients: count.counted?.clients ?? null, fresh: fresh.current,
    set: (by, typing) => { setRefused(null); setHistory((before) => done(before, by(before.now), typing ?? null)); },
  };

  function again() {
    sessionStorage.removeItem(store);
    setHistory(begun(read(original, vocabulary)));
    setAbout(stored);
    setWasKept(false);
  }
  const binds = about.campaign !== "none" && about.campaign !== "" && about.campaign !== stored.campaign;
  async function save(into: Release | null) {
    const id = name ?? slug(about.title);
    setRefused(null);
    if (name === undefined && props.segments.some((one) => one.name === id)) {
      setRefused(clash(id));
      return;
    }
    setSaving(true);
    try {
      const etag = into === null ? null : (await call<Release>("GET", `/api/rules/releases/${into.id}`)).etag;
      const query = new URLSearchParams({ red: "true", inPlace: String(props.defined?.inPlace ?? false), ...(into ? { release: into.id } : {}) });
      const body = {
        definition: written.definition,
        ...(ruleName.trim() !== "" ? { rule: ruleName.trim() } : {}),
        // what is said of a segment stays as it was written unless some of it is changed
        ...(name !== undefined && JSON.stringify({ ...about, rule: "" }) === JSON.stringify({ ...stored, rule: "" }) ? {} : Object.fromEntries((["title", "question", "campaign", "owner", "review"] as const).filter((key) => about[key].trim() !== "").map((key) => [key, about[key].trim()]))),
      };
      const saved = await call<{ release: string }>("PUT", `/api/segments/${encodeURIComponent(id)}?${query}`, body, { ifMatch: etag });
      if (starts && binds) {
        const files = `/api/rules/releases/${saved.rows.release}/files/`;
        const draft = await call<Release>("GET", `/api/rules/releases/${saved.rows.release}`);
        await call("PUT", `${files}campaigns/start-${about.campaign}-${id}.drl`, startRule(about.campaign, id), { text: true, ifMatch: draft.etag });
      }
      sessionStorage.removeItem(store);
      go(to("changes", saved.rows.release));
    } catch (e) {
      setRefused(refusal(e));
      setSaving(false);
    }
  }
  return (
    <div class="split desk">
      <div class="stack">
        {wasKept ? <p class="kept small">What you wrote here before is back. <button type="button" class="linked" onClick={again}>Begin anew</button></p> : null}
        <p class="says" aria-live="polite">{whole(root, vocabulary, says)}</p>
        {root.items.length === 0 ? <Starters set={editing.set} vocabulary={vocabulary} fresh={fresh.current} /> : null}
        <Boxed group={root} fact="Client" editing={editing} whole />
        <div class="row">
          <button type="button" class="button small-button" aria-disabled={history.past.length === 0} onClick={() => setHistory(undone)}>Undo</button>
          <button type="button" class="button small-button" aria-disabled={history.future.length === 0} onClick={() => setHistory(redone)}>Redo</button>
          <Borrow segments={props.segments} vocabulary={vocabulary} but={name} put={(item) => editing.set((before) => ({ ...before, items: [...before.items, item] }))} />
        </div>
        <AsRule definition={written.definition} segment={name ?? "preview"} />
        <Foot about={{ ...about, rule: ruleName }} set={(by) => { setRefused(null); setAbout({ ...about, ...by }); }} isNew={name === undefined} before={stored} at={at} starts={binds ? starts : null} setStarts={setStarts} />
        {refused ? (
          <div class="notice error left" role="alert">
            <h2>{refused.title}</h2>
            <p>{refused.message}</p>
            {elsewhere.length > 0 ? <ul class="small">{elsewhere.slice(0, 8).map((one, i) => <li key={i}>{one}</li>)}</ul> : null}
          </div>
        ) : null}
        <Save saving={saving} unfinished={written.unfinished.length} titled={name !== undefined || slug(about.title) !== ""} save={save} within={props.within} />
      </div>
      <Numbers count={count} isNew={name === undefined} unfinished={written.unfinished.length} />
    </div>
  );
}

function clash(id: string): Refusal {
  return new Refusal(409, "The name is taken", `There is a segment “${id}” already. Give this one another title, or change that one.`);
}

/** A name that says a number says the new one, where one number alone was changed. */
export function renamed(name: string, before: Node, after: Node): string {
  const numbers = (node: Node) => JSON.stringify(node).match(/-?\d+(\.\d+)?/g) ?? [];
  const [old, now] = [numbers(before), numbers(after)];
  const changed = old.flatMap((one, at) => (one === now[at] ? [] : [at]));
  if (old.length !== now.length || changed.length !== 1) return name;
  const words = name.split(/(\d+(?:\.\d+)?)/);
  return words.filter((one) => one === old[changed[0]!]).length === 1 ? words.map((one) => (one === old[changed[0]!] ? now[changed[0]!]! : one)).join("") : name;
}

function restored(store: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(store) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** Rows and boxes that are counted by themselves; of one alone the whole is the same number. */
function alone(root: Group, written: Written): [number, Node][] {
  const at = new Map(written.places.map(([pointer, id]) => [id, pointer]));
  const found: [number, Node][] = [];
  const collect = (item: Item) => {
    const pointer = at.get(item.id);
    const node = pointer === undefined || written.unfinished.includes(item.id) ? undefined : resolved(written.definition, pointer);
    if (node !== undefined && item !== root) found.push([item.id, node]);
    if (item.kind === "group") item.items.forEach(collect);
  };
  collect(root);
  return found.slice(0, 16);
}

function resolved(node: unknown, pointer: string): Node | undefined {
  return pointer.split("/").slice(1).reduce<unknown>((found, part) => (found as Record<string, unknown> | undefined)?.[part], node) as Node | undefined;
}

/** Anna’s best → anna-s-best. */
export function slug(title: string): string {
  return title.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
}

const STARTERS: [string, Node][] = [
  ["Not seen for 60 days", { field: "daysSinceLastVisit", operator: ">=", value: 60 }],
  ["Spent more than 200 in 30 days", { field: "spendInLast", arguments: [30], operator: ">", value: 200 }],
  ["Came once", { field: "visits", operator: "==", value: 1 }],
  ["Birthday within a week", { field: "daysUntilBirthday", operator: "<=", value: 7 }],
  ["Nothing booked ahead", { field: "upcomingBookings", operator: "==", value: 0 }],
];

function Starters(props: { set: Editing["set"]; vocabulary: Vocabulary; fresh: { id: number } }) {
  return (
    <div class="row starters">
      <span class="soft small">Begin with</span>
      {STARTERS.map(([says, node]) => (
        <button key={says} type="button" class="button small-button" onClick={() => { props.fresh.id = -1; props.set((root) => ({ ...root, items: read({ all: [node] }, props.vocabulary).items })); }}>{says}</button>
      ))}
      <button type="button" class="button small-button" onClick={() => { const test = emptyTest(); props.fresh.id = test.id; props.set((root) => ({ ...root, items: [test] })); }}>Something else</button>
    </div>
  );
}

/** The conditions of another segment, as they are now: clients who are in it, or who are not. */
function Borrow(props: { segments: Segment[]; vocabulary: Vocabulary; but?: string; put: (item: Item) => void }) {
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [named, name] = useState("");
  const was = useRef(false);
  useLayoutEffect(() => {
    if (!open && was.current) opener.current?.focus();
    was.current = open;
  }, [open]);
  async function take(segment: string, not: boolean) {
    try {
      const { rows } = await call<Defined>("GET", `/api/segments/${encodeURIComponent(segment)}/definition`);
      const definitions = rows.rules.map((one) => one.definition);
      if (definitions.some((one) => one === null)) return setRefused(rows.rules.find((one) => one.reason)?.reason ?? "This segment is written as a rule that cannot be shown here.");
      const node: Node = definitions.length === 1 ? definitions[0]! : { any: definitions as Node[] };
      const inside = read(not ? { all: [{ not: node }] } : { all: [node] }, props.vocabulary).items[0]!;
      props.put("items" in inside || inside.kind === "kept" ? inside : { id: newId(), kind: "group", how: "all", items: [inside] });
      setOpen(false);
      name("");
      setRefused(null);
    } catch (e) {
      setRefused(refusal(e).message);
    }
  }
  if (!open) return <button type="button" ref={opener} class="button plain small-button" onClick={() => setOpen(true)}>+ In or not in a segment …</button>;
  const sorted = props.segments.filter((one) => one.name !== props.but && !one.name.includes(":")).sort((a, b) => a.title.localeCompare(b.title));
  return (
    <form class="borrow row" onSubmit={(e) => {
      e.preventDefault();
      const data = new FormData(e.currentTarget);
      if (named !== "") void take(named, data.get("not") === "true");
    }}>
      <select class="input how" name="not" aria-label="In it or not"><option value="true">Not in</option><option value="false">In</option></select>
      <Combobox label="Segment" id="borrow" placeholder="Choose a segment" autoFocus value={named} options={sorted.map((one) => ({ value: one.name, label: one.title, also: one.name }))} onChoose={name} />
      <button type="submit" class="button small-button">Put its conditions here</button>
      {refused ? <p class="problem small" role="alert">{refused}</p> : null}
    </form>
  );
}

function AsRule(props: { definition: Node; segment: string }) {
  const [drl, set] = useState<string | null>(null);
  const text = JSON.stringify(props.definition);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const stop = new AbortController();
    call<{ drl: string }>("POST", "/api/rules/builder/drl", { definition: props.definition, segment: props.segment }, { signal: stop.signal }).then(({ rows }) => set(rows.drl), () => undefined);
    return () => stop.abort();
  }, [text, open]);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary class="soft small">Show as a rule</summary>
      <pre class="code" tabIndex={0}>{drl ?? "…"}</pre>
    </details>
  );
}

function Foot(props: { about: About; before: About; isNew: boolean; starts: boolean | null; setStarts: (starts: boolean) => void; set: (by: Partial<About>) => void; at: (pointer: string) => { detail?: string; message?: string } | undefined }) {
  const { about } = props;
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const field = (key: keyof About, label: string, extra: { type?: string; hint?: string; placeholder?: string } = {}) => {
    const wrong = props.at("/" + key);
    return (
      <div class="field">
        <label for={`about-${key}`}>{label}</label>
        <input id={`about-${key}`} class="input" type={extra.type ?? "text"} value={about[key]} placeholder={extra.placeholder} aria-invalid={wrong !== undefined} aria-describedby={wrong || extra.hint ? `about-${key}-says` : undefined} onInput={(e) => props.set({ [key]: e.currentTarget.value })} />
        {wrong ? <p id={`about-${key}-says`} class="problem small">{wrong.detail ?? wrong.message}</p> : extra.hint ? <p id={`about-${key}-says`} class="soft small">{extra.hint}</p> : null}
      </div>
    );
  };
  const numbered = !props.isNew && /\d/.test(about.rule);
  return (
    <section class="card" aria-labelledby="about">
      <header><h2 id="about">What it is for</h2></header>
      <div class="inside fields-of-about">
        {field("title", "Title", { hint: props.isNew && slug(about.title) !== "" ? `Rules and campaigns call it ${slug(about.title)}.` : undefined })}
        {field("question", "Which question does it answer?", { placeholder: "Whom are we about to lose?" })}
        <div class="field">
          <label for="about-campaign">Campaign</label>
          <select id="about-campaign" class="input" value={about.campaign} onChange={(e) => props.set({ campaign: e.currentTarget.value })}>
            <option value="none">none, it is for looking at</option>
            {(campaigns.data ?? []).map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
          </select>
          {props.starts === null ? null : <label class="choice small"><input type="checkbox" checked={props.starts} onChange={(e) => props.setStarts(e.currentTarget.checked)} /><span>Start it for whoever comes in. The change says who gets it of those who are in at the switch.</span></label>}
        </div>
        {field("owner", "Who looks after it")}
        {field("review", "To be reviewed on", { type: "date" })}
        {props.isNew ? null : field("rule", "Name of the rule", { hint: !numbered ? undefined : about.rule === props.before.rule ? "It has a number in it. If that is changed, change it here too." : "It says the new number." })}
      </div>
    </section>
  );
}

function Save(props: { saving: boolean; unfinished: number; titled: boolean; within: string | null; save: (into: Release | null) => Promise<void> }) {
  const { session } = useSigned();
  const releases = useLoad<Release[]>("/api/rules/releases?limit=50");
  const drafts = (releases.data ?? []).filter((one) => one.scope === "own" && (one.state === "DRAFT" || one.state === "CHECKED"));
  const mine = drafts.find((one) => one.id === props.within) ?? null;
  const [into, setInto] = useState<string | null>(null);
  const chosen = into === null ? mine : drafts.find((one) => one.id === into) ?? null;
  const why = props.unfinished > 0 ? `${many(props.unfinished, "condition")} ${props.unfinished === 1 ? "is" : "are"} not finished.` : props.titled ? null : "Give it a title first.";
  return (
    <div class="save row">
      <div class="field">
        <label for="into">Save into</label>
        <select id="into" class="input" value={chosen?.id ?? ""} onChange={(e) => setInto(e.currentTarget.value)}>
          <option value="">a new change</option>
          {drafts.map((one) => <option key={one.id} value={one.id}>{one.id}{one.message ? `: ${one.message}` : ""}{one.editedBy === session.name ? "" : `, by ${one.editedBy}`}</option>)}
        </select>
      </div>
      <button type="button" class="button filled" aria-disabled={why !== null || props.saving} aria-describedby="save-says" onClick={() => { if (why === null && !props.saving) void props.save(chosen); }}>
        {props.saving ? "Saving and checking …" : "Save and review"}
      </button>
      <p id="save-says" class="soft small">{why ?? "Nothing is live before you let it answer."}</p>
    </div>
  );
}

function Numbers(props: { count: Count; isNew: boolean; unfinished: number }) {
  const { format } = useSigned();
  const { counted, counting, refused } = props.count;
  const share = counted && counted.clients > 0 ? counted.count / counted.clients : 0;
  return (
    <aside class="card count" aria-labelledby="count" aria-busy={counting}>
      <header><h2 id="count">Who would be in it</h2></header>
      <div class="inside stack">
        {counted === null ? (refused ? <p class="problem">{refused.message}</p> : <p class="soft">Counting …</p>) : (
          <>
            <div class={counting || refused ? "figures stale" : "figures"}>
              <p class="big" role="status"><b id="number">{format.number(counted.count)}</b> of {many(counted.clients, "client")}{counted.clients > 0 ? <span class="soft">, {format.percent(share)}</span> : null}</p>
              <i class="meter" aria-hidden="true"><b style={{ width: `${100 * share}%` }} /></i>
              {props.isNew ? null : (
                <p class="moving"><span class="in">+{format.number(counted.joiners.count)} come</span><span class="out">−{format.number(counted.leavers.count)} go</span><span class="soft">{format.number(counted.stayers.count)} stay</span></p>
              )}
              {counted.unknown ? <p class="soft small">{format.number(counted.unknown)} more perhaps: what is asked is not known of them.</p> : null}
              {props.unfinished > 0 ? <p class="unsure small">{many(props.unfinished, "condition")} not finished, and left out of this.</p> : null}
              {refused ? <p class="problem small">Not counted anew: {refused.problem.errors ? "something is wrong on the left." : refused.message}</p> : null}
            </div>
            <People counted={counted} isNew={props.isNew} />
            <p class="soft small">As of {format.clock(counted.at)}, exactly.</p>
          </>
        )}
      </div>
    </aside>
  );
}

function People(props: { counted: Counted; isNew: boolean }) {
  const { counted } = props;
  if (props.isNew) return <Some title="Some of them" of={[...counted.joiners.sample, ...counted.stayers.sample]} />;
  return (
    <>
      <Some title="Who would come" of={counted.joiners.sample} />
      <Some title="Who would go" of={counted.leavers.sample} />
      {counted.joiners.count + counted.leavers.count === 0 ? <Some title="Some who stay" of={counted.stayers.sample} /> : null}
    </>
  );
}

function Some(props: { title: string; of: Sample[] }) {
  if (props.of.length === 0) return null;
  return (
    <div>
      <h3>{props.title}</h3>
      <ul class="people">
        {props.of.slice(0, 10).map((one) => <li key={one.client}><a href={to("clients", one.client)} target="_blank" rel="noopener"><bdi>{one.name ?? one.client}</bdi></a><p class="soft small">{sentence(one.because)}</p></li>)}
      </ul>
    </div>
  );
}
