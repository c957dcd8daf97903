import type { Impact } from "../api/types";
import { useSigned } from "../shell/context";
import { GATES } from "../words/gates";
import { many } from "../words/words";
import type { Previewed } from "./usePreview";

const gate = (name: string) => GATES[name] ?? name;

/** What would go out, what would wait and what never goes, by day and by gate. */
export function Sending(props: { previewed: Previewed }) {
  const impact = props.previewed.job?.impact;
  if (!impact) return null;
  return (
    <section class="card" aria-labelledby="sent">
      <header><h2 id="sent">What would be sent</h2><span class="soft small">within {impact.sending.days} days</span></header>
      <div class={props.previewed.job?.state === "RUNNING" ? "inside stack stale" : "inside stack"}>
        <Starting impact={impact} />
        <Steps impact={impact} />
        {impact.sending.most.length > 0 && impact.sending.most[0]!.messages > 1
          ? <p class="soft small">Most messages: {impact.sending.most.slice(0, 3).map((one) => `${one.name ?? one.client} ${one.messages}`).join(", ")}.</p> : null}
        <details><summary class="soft small">What this takes for granted</summary><p class="soft small">{impact.sending.assuming}</p></details>
      </div>
    </section>
  );
}

function Starting(props: { impact: Impact }) {
  const { format } = useSigned();
  const all = props.impact.campaigns.filter((one) => one.starts + one.backlog + one.reentry > 0);
  if (all.length === 0) return <p>No campaign follows from this change.</p>;
  return (
    <table class="table plain-table">
      <thead><tr><th scope="col">Campaign</th><th scope="col" class="number">Starts</th><th scope="col" class="number">Not, by your choice</th><th scope="col" class="number">Had it lately</th></tr></thead>
      <tbody>{all.map((one) => <tr key={one.campaign}><td>{one.campaign}{Number(one.cost) > 0 ? <p>costs {format.money(one.cost)}</p> : null}</td><td class="number">{format.number(one.starts)}</td><td class="number soft">{format.number(one.backlog)}</td><td class="number soft">{format.number(one.reentry)}</td></tr>)}</tbody>
    </table>
  );
}

function Steps(props: { impact: Impact }) {
  const { format } = useSigned();
  const { steps } = props.impact.sending;
  const some = steps.filter((one) => one.sends + sum(one.holds) + sum(one.drops) > 0);
  if (some.length === 0) return <p class="soft">No message goes out, waits or is dropped in these days.</p>;
  const most = Math.max(...some.flatMap((one) => Object.values(one.byDay)), 1);
  return (
    <ul class="sending">
      {some.map((one) => (
        <li key={`${one.campaign}/${one.step}`}>
          <h3>{one.campaign}, {one.step}: {many(one.sends, "message")}</h3>
          {Object.keys(one.byDay).length > 0 ? (
            <ul class="by-day">
              {Object.entries(one.byDay).map(([day, count]) => <li key={day}><span>{format.shortDay(day)}</span><i aria-hidden="true" style={{ width: `${Math.max(2, (55 * count) / most)}%` }} /><b>{format.number(count)}</b></li>)}
            </ul>
          ) : null}
          {Object.entries(one.holds).map(([why, count]) => <p key={why} class="soft small">{many(count, "message")} {count === 1 ? "waits" : "wait"} at first, since {gate(why)}.</p>)}
          {Object.entries(one.drops).map(([why, count]) => <p key={why} class="soft small">{many(count, "message")} never {count === 1 ? "goes" : "go"}, since {gate(why)}.</p>)}
        </li>
      ))}
    </ul>
  );
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
