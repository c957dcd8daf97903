import type { Client, Facts, Forecast, Held, Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { nameOf, sentence } from "../words/words";
import { Timeline } from "./Timeline";
import { Why } from "./Why";
import "./client.css";

export function ClientPage(props: { id: string }) {
  const path = `/api/clients/${encodeURIComponent(props.id)}`;
  const client = useLoad<Client>(path);
  const segments = useLoad<Segment[]>("/api/segments");
  const title = (name: string) => segments.data?.find((one) => one.name === name)?.title.replace(":", ": ") ?? name.replace(":", ": ");
  if (client.state === "error" && client.data === undefined) {
    return <><Title of="Client">This client cannot be shown</Title><Ready of={client}>{() => null}</Ready></>;
  }
  const name = client.data ? nameOf(client.data) : props.id;
  return (
    <>
      <nav aria-label="Back"><a href="/clients">← Clients</a></nav>
      <div class="client">
        <Title of={name}>{name}</Title>
        {client.data ? <Contact client={client.data} /> : <p class="soft">…</p>}
        <p><a href={`/messages?client=${encodeURIComponent(props.id)}`}>Their messages</a></p>
      </div>
      <Numbers path={path} />
      <div class="split">
        <div class="stack">
          <Why path={path} segments={segments.data ?? []} />
          <Timeline path={path} title={title} />
        </div>
        <div class="stack">
          <Now path={path} title={title} />
          <Ahead path={path} title={title} />
        </div>
      </div>
    </>
  );
}

function Contact(props: { client: Client }) {
  const { client } = props;
  const said = [client.phone, client.email, client.city].filter((one): one is string => Boolean(one));
  const consents = Object.entries(client.consents ?? {});
  return (
    <div class="row">
      <span class="soft">{[client.id, ...said].map((one, at) => <>{at > 0 ? " · " : ""}<bdi>{one}</bdi></>)}</span>
      {(client.tags ?? []).map((tag) => <span key={tag} class="badge">{tag}</span>)}
      {consents.map(([channel, granted]) => <span key={channel} class="soft small">{granted ? "✓" : "✗"} {granted ? "marketing" : "no marketing"} by {channel}</span>)}
    </div>
  );
}

function Numbers(props: { path: string }) {
  const { format } = useSigned();
  const facts = useLoad<Facts>(`${props.path}/facts`);
  const value = (name: string) => facts.data?.facts.find((one) => one.name === name)?.value ?? null;
  const shown: [string, string][] = [
    ["Visits", said(value("visits"), format.number.bind(format))],
    ["Spent in all", said(value("spend"), format.money.bind(format))],
    ["Last visit", said(value("lastVisitOn"), (day) => format.localDay(String(day)))],
    ["Comes every", said(value("usualIntervalDays"), (days) => `${format.number(days)} days`)],
  ];
  if (facts.state === "error") return <Ready of={facts}>{() => null}</Ready>;
  return (
    <dl class="numbers card" aria-busy={facts.data === undefined}>
      {shown.map(([label, text]) => <div key={label}><dt>{label}</dt><dd>{facts.data === undefined ? "…" : text}</dd></div>)}
    </dl>
  );
}

function said(value: unknown, words: (value: unknown) => string): string {
  return value === null || value === undefined ? "not known" : words(value);
}

function Now(props: { path: string; title: (name: string) => string }) {
  const { format } = useSigned();
  const held = useLoad<Held[]>(`${props.path}/segments`);
  return (
    <section class="card" aria-labelledby="now">
      <header><h2 id="now">Segments now</h2></header>
      <Ready of={held} rows={5}>
        {(all) =>
          all.length === 0
            ? <Empty inline title="In no segment">No rule finds this client at present.</Empty>
            : (
              <ul class="held inside">
                {all.map((one) => (
                  <li key={one.name}>
                    <a class="badge" href={to("segments", one.name)}>{props.title(one.name)}</a>
                    <p>{sentence(one.because)}</p>
                    <p class="soft small">Since {format.date(one.since)}{one.until ? `; ends on ${format.date(one.until)} if nothing happens` : ""}.</p>
                  </li>
                ))}
              </ul>
            )}
      </Ready>
    </section>
  );
}

function Ahead(props: { path: string; title: (name: string) => string }) {
  const { format } = useSigned();
  const forecast = useLoad<Forecast>(`${props.path}/forecast`);
  return (
    <section class="card" aria-labelledby="ahead">
      <header><h2 id="ahead">What time alone will do</h2></header>
      <Ready of={forecast} rows={4}>
        {(found) => (
          <div class="inside stack">
            {found.transitions.length === 0
              ? <p>Nothing changes until {format.date(found.until)}.</p>
              : (
                <ol class="ahead">
                  {found.transitions.slice(0, 12).map((one, at) => (
                    <li key={at}>
                      <time dateTime={one.at} title={format.dateTime(one.at)}>{format.date(one.at)}</time>
                      <div>
                        <p>{one.kind === "ENTERED" ? "comes into" : "leaves"} <a href={to("segments", one.segment)}>{props.title(one.segment)}</a></p>
                        <p class="soft small">{sentence(one.because)}</p>
                      </div>
                    </li>
                  ))}
                </ol>
              )}
            {found.transitions.length > 12 ? <p class="soft small">And {found.transitions.length - 12} more until {format.date(found.until)}.</p> : null}
            <details><summary class="soft small">What this takes for granted</summary><ul class="soft small assumed">{found.assuming.map((one) => <li key={one}>{one}</li>)}</ul></details>
          </div>
        )}
      </Ready>
    </section>
  );
}
