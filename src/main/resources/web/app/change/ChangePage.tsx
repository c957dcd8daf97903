import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Check, Diagnostic, Diff, Expectations, Release, Segment, Unmet } from "../api/types";
import { useLoad, type Loaded } from "../api/useLoad";
import { answers, draft, State } from "../changes/ChangeList";
import { Empty, Ready, Skeleton, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { go, to } from "../shell/place";
import { many, sentence } from "../words/words";
import { LetAnswer } from "./LetAnswer";
import { Sending } from "./Sending";
import { usePreview, type Starts } from "./usePreview";
import { useCheck } from "./useCheck";
import { WhoMoves } from "./WhoMoves";
import "./change.css";

/** One change on one page: what it changes, whether it is sound, who moves, what would be sent, and letting it answer. */
export function ChangePage(props: { id: string }) {
  const path = `/api/rules/releases/${encodeURIComponent(props.id)}`;
  const release = useLoad<Release>(path);
  const all = useLoad<Release[]>("/api/rules/releases?limit=100");
  if (release.state === "error" && release.data === undefined) {
    return <><Title of="Change">This change cannot be shown</Title><Ready of={release}>{() => null}</Ready></>;
  }
  const name = release.data?.message || props.id;
  const again = () => { release.again(); all.again(); };
  return (
    <>
      <nav aria-label="Back"><a href="/changes">← Changes</a></nav>
      {release.data && all.data
        ? <One release={release.data} all={all.data} name={name} path={path} again={again} />
        : <><Title of={name}>{name}</Title><Skeleton rows={8} /></>}
    </>
  );
}

function One(props: { release: Release; all: Release[]; name: string; path: string; again: () => void }) {
  const { session, format } = useSigned();
  const { release, path } = props;
  const answering = answers(props.all);
  const analyst = session.roles.some((role) => role === "analyst" || role === "admin" || role === "platform");
  const open = draft(release);
  const [starts, setStarts] = useState<Starts>("future-only");
  const check = useCheck(path, release.hash, open && analyst);
  const unmet = useLoad<Expectations>(open && analyst ? `${path}/expectations` : null, false, release.hash);
  const preview = usePreview(release.id, release.hash, starts, open && analyst);
  const segments = useLoad<Segment[]>("/api/segments");
  const title = (segment: string) => segments.data?.find((one) => one.name === segment)?.title.replace(":", ": ") ?? segment.replace(":", ": ");
  const from = open ? answering?.id ?? release.parent : release.parent;
  const diff = useLoad<Diff>(from && from !== release.id ? `/api/rules/releases/${encodeURIComponent(from)}/diff/${encodeURIComponent(release.id)}` : null, false, release.hash);
  return (
    <>
      <div class="spread">
        <div>
          <Title of={props.name}>{props.name}</Title>
          <p class="soft">{release.id}, by {release.editedBy}, {format.dateTime(release.editedAt)}{release.parent ? `; made of ${release.parent}` : ""}. <State of={release} answers={release.id === answering?.id} /></p>
        </div>
        {open && analyst ? <RemoveDraft path={path} hash={release.hash} /> : null}
      </div>
      {release.state !== "DRAFT" && release.state !== "CHECKED" ? <Live release={release} all={props.all} answering={answering} analyst={analyst} again={props.again} /> : null}
      {open && !analyst ? <div class="notice"><h2>You may look at it</h2><p>Who moves, and letting it answer, take a key with the role analyst. Whoever has the role admin makes you one.</p></div> : null}
      <div class="split review">
        <div class="stack">
          <WhatChanges diff={diff} none={from === null || from === release.id} from={from} title={title} release={release} mayEdit={open && analyst} />
          {open && analyst ? <Sound check={check} unmet={unmet} path={path} release={release} again={props.again} /> : null}
        </div>
        {open && analyst ? (
          <div class="stack">
            <WhoMoves previewed={preview} title={title} />
            <Sending previewed={preview} />
            <LetAnswer
              release={release} answering={answering} check={check.data} unmet={unmet.data?.unmet.length ?? 0} previewed={preview} starts={starts} set={setStarts} title={title}
              done={() => { props.again(); scrollTo(0, 0); }} again={props.again} path={path}
            />
          </div>
        ) : null}
      </div>
    </>
  );
}

function RemoveDraft(props: { path: string; hash: string }) {
  const [sure, setSure] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  async function remove() {
    try {
      await call("DELETE", props.path, undefined, { ifMatch: `"${props.hash}"` });
      go("/changes");
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  return (
    <div class="row">
      {refused ? <p class="problem small" role="alert">{refused.message}</p> : null}
      {sure ? <><button class="button" onClick={() => void remove()}>Yes, throw it away</button><button class="button plain" onClick={() => setSure(false)}>Keep it</button></> : <button class="button plain" onClick={() => setSure(true)}>Throw it away</button>}
    </div>
  );
}

/** A release that answers, or did: the way back. */
function Live(props: { release: Release; all: Release[]; answering?: Release; analyst: boolean; again: () => void }) {
  const { format } = useSigned();
  const { release, answering } = props;
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const now = release.id === answering?.id;
  const earlier = props.all.filter((one) => one.state === "RETIRED" && one.scope === "own" && one.activatedAt !== null && one.id !== release.id).sort((a, b) => b.activatedAt!.localeCompare(a.activatedAt!));
  const shared = props.all.find((one) => one.scope === "shared" && one.state === "ACTIVE");
  // a change that was made of the shared rules goes back to them
  const back = !now ? release : release.scope === "shared" ? undefined : earlier.find((one) => one.id === release.parent) ?? (shared && (release.parent === shared.id || earlier.length === 0) ? shared : earlier[0] ?? shared);
  const follows = now && back?.scope === "shared";
  async function goBack() {
    setBusy(true);
    setRefused(null);
    try {
      if (follows) await call("POST", "/api/rules/follow-default", { over: release.id });
      else await call("POST", `/api/rules/releases/${encodeURIComponent(back!.id)}/activate`, { over: answering?.id });
      props.again();
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  return (
    <div class={now ? "notice left good" : "notice left"} role="status">
      <h2>{now ? `${release.id} answers` : `${release.id} answered before`}</h2>
      <p>{release.activatedAt ? `Since ${format.dateTime(release.activatedAt)}. ` : ""}{now ? "The clients are worked out anew in the background, which takes a moment." : ""}</p>
      {props.analyst && back && (now || release.scope === "own")
        ? <button class="button" aria-disabled={busy} onClick={() => { if (!busy) void goBack(); }}>{busy ? "Going back …" : now ? `Take it back: ${back.id} answers again` : `Let ${release.id} answer again`}</button>
        : null}
      {refused ? <p class="problem" role="alert">{refused.message}</p> : null}
    </div>
  );
}

const FILES = { ADDED: "new", REMOVED: "gone", CHANGED: "changed" };

function WhatChanges(props: { diff: Loaded<Diff> & { again: () => void }; none: boolean; from: string | null; title: (segment: string) => string; release: Release; mayEdit: boolean }) {
  return (
    <section class="card" aria-labelledby="what">
      <header><h2 id="what">What changes</h2>{props.from ? <span class="soft small">against {props.from}</span> : null}</header>
      {props.none ? <Empty inline title="Nothing to compare it with" /> : (
        <Ready of={props.diff} rows={3}>
          {(diff) => (
            <div class="inside stack">
              {diff.meaning.length === 0
                ? <p>{diff.files.length === 0 ? "Nothing. It says what answers now." : "Nothing that rules or campaigns mean; only how it is written."}</p>
                : <ul class="meaning">{diff.meaning.map((one, at) => <li key={at}>{meant(one)}</li>)}</ul>}
              {props.mayEdit ? <Edit diff={diff} title={props.title} release={props.release} /> : null}
              {diff.files.length > 0 ? (
                <details>
                  <summary class="soft small">As text: {many(diff.files.length, "file")}</summary>
                  <div class="stack texts">
                    {diff.files.map((file) => (
                      <div key={file.path}>
                        <h3>{file.path} <span class="soft small">{FILES[file.change]}</span></h3>
                        {file.diff === null ? <p class="soft small">A workbook, which has no lines.</p> : <Lines text={file.diff} />}
                      </div>
                    ))}
                  </div>
                </details>
              ) : null}
            </div>
          )}
        </Ready>
      )}
    </section>
  );
}

/** A change in a sentence; what a scenario tells is too long for one. */
function meant(change: Diff["meaning"][number]): string {
  const scenario = change.file.startsWith("scenarios/") ? change.what?.match(/^scenarios\.(.+)\.timeline$/)?.[1] : undefined;
  return scenario === undefined ? sentence(change.sentence) : `The scenario “${scenario}” expects something else.`;
}

/** Back to the segments that this changes. */
function Edit(props: { diff: Diff; title: (segment: string) => string; release: Release }) {
  const text = props.diff.files.map((file) => file.diff ?? "").join("\n");
  const added = [...text.matchAll(/^[+ ].*segments\.assign\(\$\w+, "([^"]+)"\)/gm)].map((found) => found[1]!);
  const described = props.diff.meaning.filter((one) => one.kind === "SEGMENT_INFO_ADDED" || one.kind === "SEGMENT_INFO_CHANGED").map((one) => one.of);
  const segments = [...new Set([...described, ...added])].filter((one) => !one.includes("*")).slice(0, 5);
  if (segments.length === 0) return null;
  return <p class="row">{segments.map((one) => <a key={one} class="button small-button" href={`${to("segments", one, "edit")}?release=${encodeURIComponent(props.release.id)}`}>Change {props.title(one)} further</a>)}</p>;
}

function Lines(props: { text: string }) {
  return (
    <pre class="code diff" tabIndex={0}>
      {props.text.split("\n").filter((line) => !line.startsWith("---") && !line.startsWith("+++")).map((line, at) => (
        <span key={at} class={line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : line.startsWith("@@") ? "soft" : undefined}>{line + "\n"}</span>
      ))}
    </pre>
  );
}

function Sound(props: { check: Loaded<Check> & { again: () => void }; unmet: Loaded<Expectations> & { again: () => void }; path: string; release: Release; again: () => void }) {
  return (
    <section class="card" aria-labelledby="sound">
      <header><h2 id="sound">Is it sound?</h2></header>
      <div class="inside stack">
        <Ready of={props.check} rows={4}>
          {(check) => {
            const asked = props.unmet.data?.unmet ?? [];
            const files = new Set(asked.map((one) => one.file));
            const errors = check.problems.filter((one) => one.severity === "ERROR" && !(one.code === "scenario" && files.has(one.file)));
            const warnings = check.problems.filter((one) => one.severity === "WARNING" && one.code !== "takes-back");
            return (
              <>
                {check.ready ? <p class="verdict yes">Nothing keeps it from answering.</p> : <p class="verdict no">{asked.length > 0 ? `${many(asked.length, "expectation")} of scenarios ${asked.length === 1 ? "is" : "are"} otherwise. Look at ${asked.length === 1 ? "it" : "each"}: is what the rules do now what you want?` : "It cannot answer yet."}</p>}
                <Questions unmet={asked} path={props.path} hash={props.release.hash} again={props.again} />
                {errors.length > 0 ? <Problems title="What keeps it from answering" of={errors} /> : null}
                {warnings.length > 0 ? <details><summary class="soft small">{many(warnings.length, "warning")}, which keep it from nothing</summary><Problems of={warnings} /></details> : null}
              </>
            );
          }}
        </Ready>
      </div>
    </section>
  );
}

function Problems(props: { title?: string; of: Diagnostic[] }) {
  return (
    <div>
      {props.title ? <h3>{props.title}</h3> : null}
      <ul class="problems">
        {props.of.slice(0, 40).map((one, at) => (
          <li key={at}>
            <p>{one.message} {one.hint}</p>
            <p class="soft small">{one.file}, line {one.line}{one.clients === undefined ? "" : `; ${many(one.clients, "client")} now`}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Each red scenario as the question it is. */
function Questions(props: { unmet: Unmet[]; path: string; hash: string; again: () => void }) {
  const { format } = useSigned();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  async function accept(accepted: string[]) {
    setBusy(true);
    setRefused(null);
    try {
      await call("POST", `${props.path}/expectations/accept`, { accepted }, { ifMatch: `"${props.hash}"` });
      props.again();
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  if (props.unmet.length === 0) return null;
  return (
    <ul class="questions">
      {props.unmet.map((one) => (
        <li key={one.id}>
          <h3>{one.scenario}</h3>
          <p class="soft small">On {format.wall(one.at)}, in {one.file}, line {one.line}</p>
          <dl>
            {one.differences.map((difference, at) => (
              <div key={at}>
                <dt>It says</dt><dd>{difference.expected}</dd>
                <dt>Now</dt><dd>{difference.found}</dd>
                {difference.why ? <><dt>Because</dt><dd>{sentence(difference.why)}</dd></> : null}
              </div>
            ))}
          </dl>
          <div class="row">
            <button class="button" aria-disabled={busy} onClick={() => { if (!busy) void accept([one.id]); }}>Yes, that is what I want</button>
            <span class="soft small">The scenario then says <code>{one.would}</code> instead of <code>{one.says}</code>. If not, change the segment further.</span>
          </div>
        </li>
      ))}
      {props.unmet.length > 1 ? <li><button class="button" aria-disabled={busy} onClick={() => { if (!busy) void accept(props.unmet.map((one) => one.id)); }}>Yes to all {props.unmet.length}</button></li> : null}
      {refused ? <li class="problem" role="alert">{refused.message}</li> : null}
    </ul>
  );
}

