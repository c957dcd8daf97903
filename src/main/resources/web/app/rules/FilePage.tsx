import { useEffect, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Active, Campaign, Diagnostic, Release, Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Failure, Skeleton, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { go, to } from "../shell/place";
import { many } from "../words/words";
import { Editor } from "./Editor";
import { isTable } from "./Rules";
import { TablePage } from "./TablePage";
import { encoded, words, type Told } from "./words";

interface File { release: string; text: string; etag: string | null; draft: boolean }

/** One file: what is wrong with it while it is written, and the change that it goes into. */
export function FilePage(props: { path: string; within: string | null; asText: boolean }) {
  const { session } = useSigned();
  const table = isTable(props.path) && !props.asText;
  const [file, setFile] = useState<File | null>(null);
  const [failed, setFailed] = useState<Refusal | null>(null);
  const [turn, again] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setFailed(null);
    void (async () => {
      try {
        const release = props.within ?? (await call<Active>("GET", "/api/rules/active", undefined, { signal: stop.signal })).rows.id;
        const about = await call<Release>("GET", `/api/rules/releases/${encodeURIComponent(release)}`, undefined, { signal: stop.signal });
        const text = table ? { rows: "", etag: about.etag } : await call<string>("GET", `/api/rules/releases/${encodeURIComponent(release)}/files/${encoded(props.path)}`, undefined, { text: true, signal: stop.signal });
        setFile({ release, text: text.rows, etag: text.etag, draft: about.rows.scope === "own" && (about.rows.state === "DRAFT" || about.rows.state === "CHECKED") });
      } catch (e) {
        if (!stop.signal.aborted) setFailed(refusal(e));
      }
    })();
    return () => stop.abort();
  }, [props.path, props.within, table, turn]);
  const name = props.path.slice(props.path.lastIndexOf("/") + 1);
  return (
    <>
      <nav aria-label="Back"><a href={`/rules${props.within ? `?in=${props.within}` : ""}`}>← Rules</a></nav>
      <div class="client"><Title of={name}>{name}</Title><p class="soft">{props.path}{file ? `, ${file.draft ? "in the change" : "as it answers in"} ${file.release}` : ""}</p></div>
      {failed ? <Failure error={failed} again={() => again(turn + 1)} /> : file === null ? <Skeleton rows={12} /> : table
        ? <TablePage key={file.release} path={props.path} release={file.release} draft={file.draft} may={session.roles.includes("analyst")} />
        : <Writing key={file.release} path={props.path} file={file} may={session.roles.includes("analyst")} />}
    </>
  );
}

function Writing(props: { path: string; file: File; may: boolean }) {
  const { session } = useSigned();
  const { path, file } = props;
  const kept = `regulars-file-${session.business.id}-${file.release}-${path}`;
  const [text, setText] = useState(() => sessionStorage.getItem(kept) ?? file.text);
  const [etag, setEtag] = useState(file.etag);
  const [stored, setStored] = useState(file.text);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const vocabulary = useLoad<Told>("/api/rules/vocabulary");
  const segments = useLoad<Segment[]>("/api/segments");
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const found = useDiagnosis(file.release, path, text, props.may);
  const [look, setLook] = useState<{ line: number; column: number } | null>(null);
  const changed = text !== stored;
  useEffect(() => {
    if (changed) sessionStorage.setItem(kept, text);
    else sessionStorage.removeItem(kept);
  }, [text, changed]);
  const known = vocabulary.data ? words(vocabulary.data, (segments.data ?? []).map((one) => one.name), (campaigns.data ?? []).map((one) => one.name)) : [];

  async function save() {
    if (!changed || busy) return;
    setBusy(true);
    setRefused(null);
    setSaid(null);
    try {
      if (file.draft) {
        const { rows, etag: next } = await call<Release>("PUT", `/api/rules/releases/${file.release}/files/${encoded(path)}`, text, { text: true, ifMatch: etag });
        setEtag(next ?? `"${rows.hash}"`);
        setStored(text);
        setSaid(`Saved into ${file.release}.`);
      } else {
        const draft = await call<Release>("POST", "/api/rules/releases", { message: `Change ${path}`, scope: "own" });
        await call("PUT", `/api/rules/releases/${draft.rows.id}/files/${encoded(path)}`, text, { text: true, ifMatch: draft.etag });
        sessionStorage.removeItem(kept);
        go(`/rules/${encoded(path)}?in=${draft.rows.id}`);
        return;
      }
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  return (
    <div class="split desk-of-rules">
      <section class="card editing" aria-label="The file">
        <Editor
          text={text} set={(next) => { setText(next); setSaid(null); }} readOnly={!props.may} words={path.endsWith(".drl") ? known : known.filter((one) => one.says === "a segment" || one.says === "a campaign")}
          problems={found.problems} look={look} save={() => void save()} label={path}
        />
        <div class="inside row">
          {props.may ? (
            <>
              <button class="button filled" aria-disabled={!changed || busy} onClick={() => void save()}>{busy ? "A moment …" : file.draft ? `Save into ${file.release}` : "Save into a new change"}</button>
              {changed ? <button class="button plain" onClick={() => setText(stored)}>As it was</button> : null}
              {file.draft ? <a class="button plain" href={to("changes", file.release)}>Review {file.release}</a> : null}
            </>
          ) : <p class="soft small">It is changed by keys with the role analyst; yours has {session.roles.join(", ")}.</p>}
          <p role="status" class="soft small">{said ?? (changed ? "Not saved yet." : "")}</p>
        </div>
        {refused ? <div class="inside"><div class="notice error left" role="alert"><h3>{refused.status === 412 ? "Somebody changed it meanwhile" : refused.title}</h3><p>{refused.message}</p></div></div> : null}
      </section>
      <section class="card" aria-labelledby="wrong">
        <header><h2 id="wrong">What is wrong</h2><span class="soft small" role="status">{found.state === "asking" ? "being read …" : ""}</span></header>
        <div class="inside stack">
          {!props.may ? <p class="soft">Whoever may change it sees here what is wrong.</p> : found.refused ? <p class="problem">{found.refused.message}</p>
            : found.problems.length === 0 && found.state === "done" ? <p class="tone good">Nothing. It can be read.</p> : null}
          <ul class="problems">
            {found.problems.map((one, at) => (
              <li key={at}>
                <button class="pick" onClick={() => setLook({ line: one.line, column: one.column })}><span class={`tone ${one.severity === "ERROR" ? "bad" : "wait"}`}>Line {one.line}</span></button>
                <p>{one.message}</p>{one.hint ? <p class="soft small">{one.hint}</p> : null}
              </li>
            ))}
          </ul>
          {found.elsewhere.length > 0 ? <div><h3>{many(found.elsewhere.length, "error")} in other files</h3><ul class="problems">{found.elsewhere.slice(0, 5).map((one, at) => <li key={at} class="small">{one.file}, line {one.line}: {one.message}</li>)}</ul></div> : null}
        </div>
      </section>
    </div>
  );
}

interface Found { state: "asking" | "done"; problems: Diagnostic[]; elsewhere: Diagnostic[]; refused: Refusal | null }

/** What is wrong with a text, asked when whoever types rests; the last answer stays until the next. */
function useDiagnosis(release: string, path: string, text: string, wanted: boolean): Found {
  const [found, set] = useState<Found>({ state: "asking", problems: [], elsewhere: [], refused: null });
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    set((before) => ({ ...before, state: "asking" }));
    const timer = setTimeout(() => {
      call<{ problems: Diagnostic[]; elsewhere: Diagnostic[] }>("POST", "/api/rules/diagnose", { release, path, text }, { signal: stop.signal }).then(
        ({ rows }) => set({ state: "done", ...rows, refused: null }),
        (e: unknown) => {
          if (!stop.signal.aborted) set((before) => ({ ...before, state: "done", refused: refusal(e) }));
        },
      );
    }, 300);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [release, path, text, wanted]);
  return found;
}
