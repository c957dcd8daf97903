import { useMemo, useState } from "preact/hooks";
import type { Entry, Service } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import type { Format } from "../words/format";
import { plain, sentence } from "../words/words";

const KINDS: Record<string, (what: string) => boolean> = {
  Everything: () => true,
  Bookings: (what) => what === "BOOKING" || what === "RECEIPT" || what === "PASS",
  Messages: (what) => what === "ACTION" || what === "CAMPAIGN",
  Segments: (what) => what === "ENTERED" || what === "LEFT",
};

/** What happened, the youngest first and day by day, and what followed from it. */
export function Timeline(props: { path: string; title: (name: string) => string }) {
  const { format } = useSigned();
  const entries = useLoad<Entry[]>(`${props.path}/timeline?limit=200`);
  const services = useLoad<Service[]>("/api/services?limit=1000");
  const [kind, choose] = useState("Everything");
  const names = useMemo(() => new Map((services.data ?? []).map((one) => [one.id, one.name || one.id])), [services.data]);
  const tell: Tell = { format, title: props.title, service: (id) => names.get(String(id)) ?? String(id ?? "a service") };
  return (
    <section class="card" aria-labelledby="timeline">
      <header>
        <h2 id="timeline">What happened</h2>
        <div class="row kinds" role="group" aria-label="Show">
          {Object.keys(KINDS).map((one) => <button key={one} class="button plain small" aria-pressed={kind === one} onClick={() => choose(one)}>{one}</button>)}
        </div>
      </header>
      <Ready of={entries} rows={10}>
        {(all) => {
          const shown = all.filter((one) => KINDS[kind]!(one.what));
          return (
            <>
              {shown.length === 0 ? <Empty inline title="Nothing of this kind yet" /> : <Days entries={shown} tell={tell} />}
              <More next={entries.next} more={entries.more} />
            </>
          );
        }}
      </Ready>
    </section>
  );
}

interface Tell { format: Format; title: (name: string) => string; service: (id: unknown) => string }

function Days(props: { entries: Entry[]; tell: Tell }) {
  const days: [string, Entry[]][] = [];
  for (const entry of props.entries) {
    const day = props.tell.format.date(entry.at);
    if (days.at(-1)?.[0] === day) days.at(-1)![1].push(entry);
    else days.push([day, [entry]]);
  }
  return (
    <ol class="days inside">
      {days.map(([day, entries]) => (
        <li key={day}>
          <h3>{day} <span class="soft small">{props.tell.format.distance(entries[0]!.at)}</span></h3>
          <ul>{entries.map((one, at) => <Line key={at} entry={one} tell={props.tell} />)}</ul>
        </li>
      ))}
    </ol>
  );
}

function Line(props: { entry: Entry; tell: Tell }) {
  const { entry, tell } = props;
  const [text, because, tone] = told(entry, tell);
  return (
    <li class={`entry ${tone}`}>
      <time class="soft small number" dateTime={entry.at}>{tell.format.clock(entry.at)}</time>
      <div><p>{entry.what === "ACTION" && entry.id !== null ? <a class="quiet-link" href={to("messages", entry.id)}>{text}</a> : text}</p>{because ? <p class="soft small">{because}</p> : null}</div>
    </li>
  );
}

const STATUS: Record<string, string> = { BOOKED: "Booked", CONFIRMED: "Confirmed", COMPLETED: "Came for", CANCELLED: "Cancelled", NO_SHOW: "Did not come for" };
const ACTIONS: Record<string, string> = {
  QUEUED: "waits", SENDING: "is on its way", DONE: "was sent", FAILED: "could not be sent", UNCERTAIN: "may have been sent",
  CANCELLED: "was not sent", HELD_OUT: "was left out, to see what messages do", BACKLOG: "was not sent", SKIPPED: "was not sent",
};

/** What happened, why, and how it is set. */
function told(entry: Entry, tell: Tell): [string, string | null, string] {
  const said = entry.details;
  const text = (name: string) => (said[name] === undefined || said[name] === null ? "" : String(said[name]));
  const because = text("because") ? sentence(text("because")) : null;
  switch (entry.what) {
    case "BOOKING": {
      const price = text("price") ? `, ${tell.format.money(text("price"))}` : "";
      const when = text("startsAt") ? `for ${tell.format.dateTime(text("startsAt"))}` : "";
      const staff = text("staff") ? `, with ${text("staff")}` : "";
      if (said["removed"]) return [`Booking removed: ${tell.service(said["service"])}`, null, "quiet"];
      return [`${STATUS[text("status")] ?? plain(text("status"))} ${tell.service(said["service"])}${price}`, `${when}${staff}`, "strong"];
    }
    case "RECEIPT":
      return [`${text("kind").toLowerCase() || "receipt"} ${text("amount") ? tell.format.money(text("amount")) : ""}`, null, ""];
    case "PASS": {
      const left = text("visitsLeft") ? `${text("visitsLeft")} visits left` : "";
      const end = text("endsOn") ? `until ${tell.format.localDay(text("endsOn"))}` : "";
      return [`${said["removed"] ? "Pass removed" : text("cancelledOn") ? "Pass cancelled" : "Pass"}: ${text("name")}`, [left, end].filter(Boolean).join(", ") || null, ""];
    }
    case "SURVEY":
      return [`Answered a survey: ${text("score")}`, null, ""];
    case "ENTERED":
      return [`Came into ${tell.title(text("segment"))}`, because, "follows"];
    case "LEFT":
      return [`Left ${tell.title(text("segment"))}`, because, "follows"];
    case "CAMPAIGN": {
      const why = text("reason") ? sentence(text("reason")) : because;
      return [text("state") === "STARTED" || text("state") === "" ? `Campaign ${text("campaign")} began` : `Campaign ${text("campaign")}: ${text("state").toLowerCase().replace(/_/g, " ")}`, why, "follows"];
    }
    case "ACTION": {
      const state = ACTIONS[text("state")] ?? text("state").toLowerCase();
      return [`${text("campaign")}, ${text("kind").toLowerCase() || text("step")} ${state}`, text("reason") ? sentence(text("reason")) : text("state") === "QUEUED" && text("dueAt") ? `Due ${tell.format.dateTime(text("dueAt"))}.` : null, "follows"];
    }
    case "CONSENT":
      return [`${said["granted"] ? "Agreed to" : "Wants no"} marketing by ${text("channel")}`, null, ""];
    case "TAG_ADDED":
      return [`Tag ${text("tag")} put on`, text("by") ? `by ${text("by")}` : null, "quiet"];
    case "TAG_REMOVED":
      return [`Tag ${text("tag")} taken off`, null, "quiet"];
    case "PROFILE":
      return ["Profile was told", null, "quiet"];
    default:
      return [sentence(text("type") || entry.what).replace(/_/g, " ").replace(/\.$/, "").toLowerCase(), null, ""];
  }
}
