import { useState } from "preact/hooks";
import { call, refusal, type Refusal, type TakesBack } from "../api/call";
import type { Check, Release } from "../api/types";
import { many, sentence } from "../words/words";
import type { Previewed, Starts } from "./usePreview";

type Told = Check & { takesBack?: TakesBack };

/** The last step: which campaigns follow, what it would take back, and the button that says what happens. */
export function LetAnswer(props: {
  release: Release; answering?: Release; check?: Check; unmet: number; previewed: Previewed; starts: Starts; set: (starts: Starts) => void; title: (segment: string) => string;
  done: () => void; again: () => void; path: string;
}) {
  const { release, starts } = props;
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [lose, setLose] = useState(false);
  const takesBack = refused?.problem.takesBack ?? (props.check as Told | undefined)?.takesBack;
  const [perDay, setPerDay] = useState("50");
  const number = Number(perDay);
  const impact = props.previewed.job?.impact;
  const days = impact?.days;
  const why = props.check === undefined ? "It is being checked." : !props.check.ready ? (props.unmet > 0 ? "Answer the questions of the scenarios first." : "Mend first what keeps it from answering.") : takesBack && !lose ? "Bring both together, or say that you want to lose what it takes back." : null;

  async function activate() {
    setBusy(true);
    setRefused(null);
    try {
      await call("POST", `${props.path}/activate`, { starts, ...(takesBack && lose ? { over: takesBack.over } : {}) }, { ifMatch: `"${release.hash}"` });
      props.done();
    } catch (e) {
      setRefused(refusal(e));
      setBusy(false);
    }
  }
  async function rebase() {
    setBusy(true);
    setRefused(null);
    try {
      await call("POST", `${props.path}/rebase`, {}, { ifMatch: `"${release.hash}"` });
      props.again();
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  const choice = (is: boolean, label: string, hint: string, choose: () => void) => (
    <label class="choice"><input type="radio" name="starts" checked={is} onChange={choose} /><span><b>{label}</b><span class="soft small">{hint}</span></span></label>
  );
  return (
    <section class="card" aria-labelledby="answer">
      <header><h2 id="answer">Let it answer</h2></header>
      <div class="inside stack">
        <fieldset class="choices">
          <legend>Who gets the campaigns that follow</legend>
          {choice(starts === "future-only", "Only who comes from now on", "Who is in it at the switch gets nothing.", () => props.set("future-only"))}
          {choice(starts === "everyone", "Everyone at once", "Also who is in it at the switch.", () => props.set("everyone"))}
          {choice(typeof starts === "object", "Some each day", days ? `It takes ${many(days, "day")}.` : "Everyone, spread over days.", () => props.set({ perDay: number >= 1 ? number : 50 }))}
          {typeof starts === "object" ? (
            <label class="measured per-day"><input class="input figure" type="text" inputMode="numeric" aria-label="A day" value={perDay} onInput={(e) => { setPerDay(e.currentTarget.value); const next = Number(e.currentTarget.value); if (Number.isInteger(next) && next >= 1) props.set({ perDay: next }); }} /><span class="soft">a day</span></label>
          ) : null}
        </fieldset>
        {takesBack ? (
          <div class="notice error left" role="alert">
            <h3>It would take back what others changed</h3>
            <p>{takesBack.madeOf ? `It was made of ${takesBack.madeOf}, and ${takesBack.over} answers since.` : `${takesBack.over} answers now.`} With this as it is, gone or as before would be:</p>
            <ul class="small">{takesBack.changes.slice(0, 12).map((one, at) => <li key={at}>{sentence(one.sentence)}</li>)}{takesBack.changes.length === 0 ? takesBack.files.map((one) => <li key={one}>{one}</li>) : null}</ul>
            <button class="button" aria-disabled={busy} onClick={() => { if (!busy) void rebase(); }}>Bring both together</button>
            <label class="choice"><input type="checkbox" checked={lose} onChange={(e) => setLose(e.currentTarget.checked)} /><span>I want to lose that</span></label>
          </div>
        ) : null}
        <p class="summary">{summary(props)}</p>
        {refused && !refused.problem.takesBack ? (
          <div class="notice error left" role="alert">
            <h3>{refused.title}</h3><p>{refused.message}</p>
            {refused.problem.diagnostics?.length ? <ul class="small">{refused.problem.diagnostics.slice(0, 6).map((one, at) => <li key={at}>{one.message}</li>)}</ul> : null}
          </div>
        ) : null}
        <div class="row">
          <button class="button filled" aria-disabled={why !== null || busy} aria-describedby="answer-says" onClick={() => { if (why === null && !busy) void activate(); }}>{busy ? "A moment …" : `Let ${release.id} answer`}</button>
          <p id="answer-says" class="soft small">{why ?? "It can be taken back at any time."}</p>
        </div>
      </div>
    </section>
  );
}

/** What is about to happen, in one sentence or two. */
function summary(props: { previewed: Previewed; title: (segment: string) => string }): string {
  const impact = props.previewed.job?.impact;
  if (!impact) return "";
  const moves = impact.segments
    .filter((one) => one.joiners.count + one.leavers.count > 0)
    .sort((a, b) => b.joiners.count - a.joiners.count)
    .slice(0, 3)
    .map((one) => [one.joiners.count ? `${many(one.joiners.count, "client")} ${one.joiners.count === 1 ? "comes" : "come"} into ${props.title(one.segment)}` : "", one.leavers.count ? `${many(one.leavers.count, "client")} ${one.leavers.count === 1 ? "leaves" : "leave"} ${one.joiners.count ? "it" : props.title(one.segment)}` : ""].filter(Boolean).join(", "));
  const starts = impact.campaigns.reduce((all, one) => all + one.starts, 0);
  const sends = impact.sending.steps.reduce((all, one) => all + one.sends, 0);
  return `${moves.length > 0 ? moves.join("; ") : "Nobody moves"}. ${starts === 0 ? "No campaign starts by it" : `${many(starts, "campaign start")} by it`}; ${sends === 0 ? "no message goes out" : `${many(sends, "message")} ${sends === 1 ? "goes" : "go"} out`} within ${impact.sending.days} days, what waits already included.`;
}
