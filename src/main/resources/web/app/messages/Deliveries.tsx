import { useState } from "preact/hooks";
import type { Delivery, Endpoint } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to, useAsked } from "../shell/place";
import { many, sentence } from "../words/words";
import { SendAgain } from "./MessagePage";
import { by } from "./outcome";
import { Tabs } from "./Tabs";

const STATES: [state: string, title: string][] = [["FAILED", "Given up"], ["UNCERTAIN", "Perhaps sent"], ["WAITING", "On its way"], ["SENT", "Taken"], ["WITHDRAWN", "Taken back"]];
const KINDS: Record<string, string> = { smtp: "mail server", "sms-http": "SMS service", webhook: "webhook", log: "the service's own log" };

/** How messages and events get out of the house: the ways there are, and what did not get through. */
export function Deliveries() {
  const [asked, ask] = useAsked();
  const state = asked.get("state") ?? "FAILED";
  const rows = useLoad<Delivery[]>(`/api/deliveries?limit=50&state=${encodeURIComponent(state)}`);
  return (
    <>
      <div><Title of="Deliveries">Deliveries</Title><p class="soft">The ways by which messages and events go out, and what did not get through.</p></div>
      <Tabs now="/messages/deliveries" />
      <Ways />
      <section class="card" aria-labelledby="deliveries">
        <header>
          <h2 id="deliveries">What became of each</h2>
          <div class="row kinds" role="group" aria-label="Show">{STATES.map(([name, title]) => <button key={name} class="button plain small" aria-pressed={state === name} onClick={() => ask({ state: name === "FAILED" ? "" : name })}>{title}</button>)}</div>
        </header>
        <Ready of={rows} rows={6}>
          {(all) => all.length === 0
            ? <Empty inline title={state === "FAILED" ? "Nothing was given up" : "Nothing is in this state"} />
            : <><ul class="tasks">{all.map((one) => <Row key={one.number} delivery={one} />)}</ul><More next={rows.next} more={rows.more} /></>}
        </Ready>
      </section>
    </>
  );
}

function Row(props: { delivery: Delivery }) {
  const { format } = useSigned();
  const { delivery } = props;
  const [again, setAgain] = useState(false);
  const message = delivery.event === "message";
  const what = message ? `Message by ${by(delivery.channel)}` : `Event ${delivery.event}`;
  return (
    <li>
      <div>
        <p class="what">{message ? <a href={to("messages", delivery.id)}>{what}</a> : what}</p>
        <p class="soft small">{delivery.client ? <>For <a href={to("clients", delivery.client)}><bdi>{delivery.client}</bdi></a>, to </> : "To "}{delivery.endpoint ?? "an endpoint that is gone"}, {many(delivery.attempts, "attempt")}, {format.dateTime(delivery.doneAt ?? delivery.createdAt)}.{delivery.nextAt ? ` Next at ${format.dateTime(delivery.nextAt)}.` : ""}</p>
        {delivery.lastError ? <p class="small problem-text">{sentence(`${delivery.status ? `${delivery.status}: ` : ""}${delivery.lastError}`)}</p> : null}
        {again ? <p class="small" role="status">It goes out again.</p> : null}
      </div>
      {!again && (delivery.state === "FAILED" || delivery.state === "UNCERTAIN") ? <SendAgain id={delivery.id} done={() => setAgain(true)} /> : null}
    </li>
  );
}

/** The endpoints with how they do; while one fails, nothing is tried for a while. */
function Ways() {
  const { format } = useSigned();
  const endpoints = useLoad<Endpoint[]>("/api/endpoints");
  return (
    <section class="card" aria-labelledby="ways">
      <header><h2 id="ways">Where it goes</h2></header>
      <Ready of={endpoints} rows={3}>
        {(all) => all.length === 0
          ? <Empty inline title="This business has no way out of its own">Messages go as the installation is set up: by its mail server, or into its log.</Empty>
          : (
            <ul class="tasks">
              {all.map((one) => {
                const [says, tone] = standing(one, format);
                return (
                  <li key={one.id}>
                    <div>
                      <p class="what">{one.name} <span class="soft small">{KINDS[one.kind] ?? one.kind}{one.channel ? ` for ${by(one.channel)}` : one.events.length > 0 ? ` for ${one.events.join(", ")}` : ""}</span></p>
                      <p class={`tone ${tone}`}>{says}</p>
                      {one.failures > 0 ? <p class="soft small">{many(one.failures, "failure")} in a row{one.failingSince ? ` since ${format.dateTime(one.failingSince)}` : ""}{one.lastFailure ? `: ${one.lastFailure}` : ""}</p> : null}
                    </div>
                  </li>
                );
              })}
            </ul>
          )}
      </Ready>
    </section>
  );
}

function standing(one: Endpoint, format: { dateTime: (moment: string) => string }): [string, string] {
  if (one.state === "PAUSED") return [`Paused${one.stateReason ? `: ${one.stateReason}` : ""}. What is due waits.`, "wait"];
  if (one.state !== "ON") return [`Switched off${one.stateReason ? `: ${one.stateReason}` : ""}. What is due waits.`, "bad"];
  if (one.openUntil) return [`Nothing is tried until ${format.dateTime(one.openUntil)}, since it fails.`, "bad"];
  return one.failures > 0 ? ["Tried, though it failed last.", "wait"] : ["It works.", "good"];
}
