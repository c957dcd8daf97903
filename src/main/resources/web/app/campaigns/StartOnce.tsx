import { useEffect, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Broadcast, Campaign, Segment, StartPreview } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Combobox } from "../parts/Combobox";
import { Ready } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { GATES } from "../words/gates";
import { many, sentence } from "../words/words";

/** Starts a campaign once for all who are in a segment: who would get it, then in earnest, and a way to stop it. */
export function StartOnce(props: { campaign: Campaign; segments: Segment[] }) {
  const { session } = useSigned();
  const path = `/api/campaigns/${encodeURIComponent(props.campaign.name)}`;
  const starts = useLoad<Broadcast[]>(`${path}/starts`);
  const [segment, setSegment] = useState("");
  const [perDay, setPerDay] = useState("");
  const [preview, setPreview] = useState<StartPreview | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const may = session.roles.includes("analyst");
  const running = (starts.data ?? []).some((one) => one.state === "RUNNING" || one.state === "STOPPING");
  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(starts.again, 700);
    return () => clearTimeout(timer);
  }, [running, starts.data]);
  const asked = { segment, ...(/^\d+$/.test(perDay) && Number(perDay) > 0 ? { perDay: Number(perDay) } : {}) };
  async function ask(confirmation?: string) {
    setBusy(true);
    setRefused(null);
    try {
      const { rows } = await call<StartPreview | Broadcast>("POST", `${path}/start`, { ...asked, ...(confirmation ? { confirmation } : {}) });
      if (confirmation) {
        setPreview(null);
        starts.again();
      } else setPreview(rows as StartPreview);
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  return (
    <section class="card" aria-labelledby="once">
      <header><h2 id="once">Start it once</h2></header>
      <div class="inside stack">
        <p class="soft small">For all who are in a segment now, beside what the rules start by themselves.</p>
        {may ? (
          <>
            <div class="field"><label for="once-segment">For everybody in</label><Combobox id="once-segment" label="For everybody in" value={segment} placeholder="Choose a segment" options={props.segments.map((one) => ({ value: one.name, label: one.title, hint: many(one.members, "client") }))} onChoose={(value) => { setSegment(value); setPreview(null); setRefused(null); }} /></div>
            <div class="field per-day-field"><label for="once-day">At most a day</label><input id="once-day" class="input" inputMode="numeric" value={perDay} placeholder={props.campaign.limit ?? "all at once"} onInput={(e) => { setPerDay(e.currentTarget.value); setPreview(null); }} /></div>
            {preview ? <Foreseen preview={preview} /> : null}
            {refused ? <p class="problem" role="alert">{refused.problem.errors?.[0]?.detail ?? refused.message}</p> : null}
            <div class="row">
              {preview === null
                ? <button class="button" aria-disabled={segment === "" || busy} onClick={() => { if (segment !== "" && !busy) void ask(); }}>{busy ? "A moment …" : "Who would get it?"}</button>
                : <><button class="button filled" aria-disabled={busy || preview.starts === 0} onClick={() => { if (!busy && preview.starts > 0) void ask(preview.confirmation); }}>{preview.starts === 0 ? "Nobody would get it" : `Start it for ${many(preview.starts, "client")}`}</button><button class="button plain" onClick={() => setPreview(null)}>Not now</button></>}
              {preview === null && segment === "" ? <span class="soft small">Choose a segment first.</span> : null}
            </div>
          </>
        ) : <p class="soft small">It is started by keys with the role analyst; yours has {session.roles.join(", ")}.</p>}
        <Ready of={starts} rows={2}>{(all) => all.length === 0 ? null : <ul class="starts">{all.slice(0, 8).map((one) => <Started key={one.job} start={one} path={path} may={may} segments={props.segments} again={starts.again} />)}</ul>}</Ready>
      </div>
    </section>
  );
}

function Foreseen(props: { preview: StartPreview }) {
  const { format } = useSigned();
  const { preview } = props;
  const sum = (pick: (one: StartPreview["sending"]["steps"][number]) => number) => preview.sending.steps.reduce((all, one) => all + pick(one), 0);
  const drops = new Map<string, number>();
  for (const step of preview.sending.steps) for (const [gate, count] of Object.entries(step.drops)) drops.set(gate, (drops.get(gate) ?? 0) + count);
  return (
    <div class="verdict stack" role="status">
      <p><b>{many(preview.clients, "client")} in it.</b> It starts for {many(preview.starts, "client")}{preview.lastStartAt ? `, for the last on ${format.dateTime(preview.lastStartAt)}` : ""}; {many(preview.heldOut, "client")} {preview.heldOut === 1 ? "is" : "are"} left out to compare.</p>
      <p>{many(sum((one) => one.sends), "message")} within {preview.sending.days} days.{[...drops].map(([gate, count]) => ` ${many(count, "message")} never ${count === 1 ? "goes" : "go"}, since ${GATES[gate] ?? gate}.`)}</p>
      {Object.entries(preview.skipped).map(([why, count]) => <p key={why} class="small">Not for {many(count, "client")}: {sentence(why)}</p>)}
      {preview.sample.length > 0 ? <ul class="small">{preview.sample.map((one) => <li key={one.client}><a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a> {one.outcome === "starts" ? (one.dueAt ? `on ${format.dateTime(one.dueAt)}` : "") : one.outcome === "held-out" ? "is left out to compare" : `gets nothing: ${one.reason}`}</li>)}</ul> : null}
    </div>
  );
}

const STATES: Record<Broadcast["state"], string> = { RUNNING: "At work", DONE: "Started", STOPPING: "Being stopped", STOPPED: "Stopped" };

function Started(props: { start: Broadcast; path: string; may: boolean; segments: Segment[]; again: () => void }) {
  const { format } = useSigned();
  const { start } = props;
  const [sure, setSure] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  async function stop() {
    try {
      await call("POST", `${props.path}/starts/${start.job}/stop`);
      props.again();
    } catch (e) {
      setRefused(refusal(e));
    }
    setSure(false);
  }
  const title = props.segments.find((one) => one.name === start.segment)?.title ?? start.segment;
  return (
    <li>
      <p><b>{STATES[start.state]}</b> for {title}: {format.number(start.started)} of {many(start.clients, "client")}{start.heldOut > 0 ? `, ${format.number(start.heldOut)} left out to compare` : ""}{start.skipped > 0 ? `, ${format.number(start.skipped)} not` : ""}</p>
      <p class="soft small">By {start.startedBy}, {format.dateTime(start.startedAt)}{start.stoppedBy ? `; stopped by ${start.stoppedBy}, ${many(start.cancelled, "step")} taken back` : ""}.</p>
      {props.may && (start.state === "RUNNING" || start.state === "DONE") ? (
        sure
          ? <div class="row"><button class="button" onClick={() => void stop()}>Yes, take back what waits</button><button class="button plain" onClick={() => setSure(false)}>No</button></div>
          : <button class="button plain small-button" onClick={() => setSure(true)}>Stop it</button>
      ) : null}
      {refused ? <p class="problem" role="alert">{refused.message}</p> : null}
    </li>
  );
}
