import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Segment, TimeMoved } from "../api/types";
import { useLoad } from "../api/useLoad";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { many, sentence } from "../words/words";
import { dayIn, daysAfter, momentOn } from "./days";

const STEPS: [says: string, days: number][] = [["+1 day", 1], ["+7 days", 7], ["+60 days", 60]];
const MOST_DAYS = 366;
const MOST_SHOWN = 1000;

/** What day it is where one tries things out; whoever may lets time pass, and sees what happened on the way. */
export function TrialClock() {
  const { session, format, again } = useSigned();
  const zone = session.business.zone;
  const today = dayIn(zone, Date.parse(session.now));
  const [day, setDay] = useState("");
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState<TimeMoved | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [goal, setGoal] = useState<string | null>(null);

  async function move(to: { advance: string } | { now: string }) {
    setBusy(true);
    setRefused(null);
    setMoved(null);
    setGoal("now" in to ? to.now : new Date(Date.parse(session.now) + Number(/\d+/.exec(to.advance)![0]) * 86_400_000).toISOString());
    try {
      setMoved((await call<TimeMoved>("POST", "/api/clock", to)).rows);
      setDay("");
      await again();
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  return (
    <section class="card" aria-labelledby="clock">
      <header><h2 id="clock">Trial clock</h2></header>
      <div class="inside stack">
        <p>It is <b>{format.dateTime(session.now)}</b> here. This service is there for trying things out: time goes ahead when somebody moves it, and whatever is due on the way happens.</p>
        {session.roles.includes("platform") ? (
          <>
            <div class="row" role="group" aria-label="Move the clock">
              {STEPS.map(([says, days]) => <button key={days} type="button" class="button" aria-disabled={busy} onClick={() => { if (!busy) void move({ advance: `P${days}D` }); }}>{says}</button>)}
            </div>
            <form class="row bottom" onSubmit={(e) => { e.preventDefault(); if (!busy && day !== "") void move({ now: momentOn(day, zone, Date.parse(session.now)) }); }}>
              <div class="field"><label for="clock-day">Or to a day, by 366 days at most</label><input id="clock-day" class="input" type="date" min={daysAfter(today, 1)} max={daysAfter(today, MOST_DAYS)} value={day} onInput={(e) => setDay(e.currentTarget.value)} /></div>
              <button class="button" aria-disabled={busy || day === ""}>Move it there</button>
            </form>
          </>
        ) : <p class="soft">All businesses of this service have this one clock, so it is moved by keys with the role platform, such as the first key; yours has {session.roles.join(", ")}.</p>}
        <p role="status" class="soft">{busy ? "The days go by …" : moved ? told(moved) : ""}</p>
        {moved && !moved.arrived && goal && !busy ? <p class="row"><button type="button" class="button" onClick={() => void move({ now: goal })}>Go on</button></p> : null}
        {refused ? <p class="problem" role="alert">{refused.problem.errors?.[0]?.detail ?? refused.message}</p> : null}
        {moved && moved.transitions.length > 0 ? <Feed of={moved} /> : null}
      </div>
    </section>
  );
}

function told(moved: TimeMoved): string {
  const came = moved.transitions.length === 0 ? "Nobody came into a segment or left one" : `${many(moved.transitions.length, "time")} somebody came into a segment or left one`;
  return `${moved.arrived ? "" : "There was so much to do that the clock stopped on the way. "}${came}; ${many(moved.delivered, "action")} of campaigns done.`;
}

/** Who came and went on the way, day by day as it happened. */
function Feed(props: { of: TimeMoved }) {
  const { format } = useSigned();
  const segments = useLoad<Segment[]>("/api/segments");
  const title = (name: string) => (segments.data?.find((one) => one.name === name)?.title ?? name).replace(/:(?=\S)/, ": ");
  const days = new Map<string, TimeMoved["transitions"]>();
  for (const one of props.of.transitions) days.set(format.date(one.at), [...(days.get(format.date(one.at)) ?? []), one]);
  return (
    <section class="stack" aria-labelledby="on-the-way">
      <h3 id="on-the-way">On the way</h3>
      <ol class="on-the-way">
        {[...days].map(([day, all]) => (
          <li key={day}>
            <h4>{day}</h4>
            <ul>
              {all.map((one, at) => (
                <li key={at}>
                  <p><a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a> {one.kind === "ENTERED" ? "came into" : "left"} <a href={to("segments", one.segment)}>{title(one.segment)}</a></p>
                  <p class="soft small">{sentence(one.because)}</p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {props.of.transitions.length === MOST_SHOWN ? <p class="soft small">The first {format.number(MOST_SHOWN)} only.</p> : null}
    </section>
  );
}
