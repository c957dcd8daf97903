import { useState } from "preact/hooks";
import type { Condition, Explanation, Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Mark, Ready } from "../parts/parts";
import { useSigned } from "../shell/context";
import { many, sentence } from "../words/words";

/** Why a client is in a segment, or what is missing: the rule that is nearest, condition by condition. */
export function Why(props: { path: string; segments: Segment[] }) {
  const { format } = useSigned();
  const [asked, ask] = useState("");
  const why = useLoad<Explanation>(asked === "" ? null : `${props.path}/explain?segment=${encodeURIComponent(asked)}`);
  const sorted = [...props.segments].sort((a, b) => a.title.localeCompare(b.title));
  const title = props.segments.find((one) => one.name === asked)?.title ?? asked;
  return (
    <section class="card" aria-labelledby="why">
      <header><h2 id="why">Ask why, or why not</h2></header>
      <div class="inside stack">
        <div class="field ask">
          <label for="segment">Segment</label>
          <select id="segment" class="input" value={asked} onChange={(e) => ask(e.currentTarget.value)}>
            <option value="">Choose a segment</option>
            {sorted.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
          </select>
        </div>
        <div aria-live="polite">
          {asked === "" ? null : (
            <Ready of={why} rows={4}>
              {(found) => (
                <div class="stack">
                  <p class={found.held ? "verdict yes" : "verdict no"}>
                    <b>{found.held ? `In ${title}` : `Not in ${title}`}</b>
                    {found.held && found.since ? ` since ${format.date(found.since)}` : ""}
                    {found.changesAt ? `. If nothing happens, ${found.held ? "until" : "from"} ${format.date(found.changesAt)}${found.held ? "" : " on"}` : ""}.
                    {found.held || found.rules.length === 0 ? "" : ` ${missing(found.rules[0]!.conditions)}`}
                  </p>
                  {found.rules.slice(0, found.held ? 1 : 2).map((rule, at) => (
                    <div key={at} class="rule">
                      <h3>{rule.rule}</h3>
                      <ul class="conditions">{rule.conditions.map((one, i) => <One key={i} condition={one} />)}</ul>
                    </div>
                  ))}
                  {found.rules.length === 0 ? <p>{sentence(found.sentence)}</p> : null}
                </div>
              )}
            </Ready>
          )}
        </div>
      </div>
    </section>
  );
}

function missing(conditions: Condition[]): string {
  const count = conditions.filter((one) => one.truth !== "TRUE").length;
  return `${count} of ${many(conditions.length, "condition")} ${count === 1 ? "does" : "do"} not hold.`;
}

function One(props: { condition: Condition }) {
  const { condition } = props;
  return (
    <li>
      <Mark truth={condition.truth} />
      <div>
        <p>{sentence(condition.sentence)}</p>
        {condition.parts.length > 0 ? <ul class="conditions">{condition.parts.map((one, i) => <One key={i} condition={one} />)}</ul> : null}
        {condition.evidence.length > 0 ? <p class="soft small">By {condition.evidence.slice(0, 3).map((one) => `${one.kind} ${one.id}`).join(", ")}{condition.evidence.length > 3 ? ` and ${condition.evidence.length - 3} more` : ""}.</p> : null}
      </div>
    </li>
  );
}
