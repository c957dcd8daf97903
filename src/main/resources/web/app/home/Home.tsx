import { useEffect, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Active, ActionCount, Client, ImportJob, Line, Release, Segment, Transition } from "../api/types";
import { useLoad } from "../api/useLoad";
import { draft } from "../changes/ChangeList";
import { Empty, Failure, Ready, Skeleton, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { GATES } from "../words/gates";
import { many } from "../words/words";
import "./home.css";

const DAYS = 7;
const MOST = 500;
type Moved = Transition & { segment: string };

/** What an owner wants to know in the morning; of a business without clients, how to begin. */
export function Home() {
  const { session } = useSigned();
  const clients = useLoad<Client[]>("/api/clients?limit=1");
  if (clients.data === undefined) return <><Title of="Home">{session.business.name}</Title>{clients.state === "error" ? <Failure error={clients.error} again={clients.again} /> : <Skeleton rows={8} />}</>;
  return clients.data.length === 0 ? <FirstRun again={clients.again} /> : <Morning />;
}

function Morning() {
  const { session, format } = useSigned();
  const from = new Date(Date.parse(session.now) - DAYS * 86_400_000).toISOString();
  const segments = useLoad<Segment[]>("/api/segments");
  const moved = useLoad<Moved[]>(`/api/transitions?limit=${MOST}`);
  const counts = useLoad<ActionCount[]>(`/api/action-counts?from=${encodeURIComponent(from)}`);
  const active = useLoad<Active>("/api/rules/active");
  const releases = useLoad<Release[]>("/api/rules/releases?limit=50");
  const tasks = useLoad<Line[]>("/api/actions?kind=task&finished=false&order=newest&limit=20");
  const title = (name: string) => segments.data?.find((one) => one.name === name)?.title.replace(":", ": ") ?? name.replace(":", ": ");
  return (
    <>
      <div><Title of="Home">{session.business.name}</Title><p class="soft">{format.date(session.now)}. What came and went in the last {DAYS} days, and what waits for you.</p></div>
      <Attention active={active.data} segments={segments.data} drafts={(releases.data ?? []).filter(draft)} tasks={tasks.data ?? []} />
      <div class="split">
        <section class="card" aria-labelledby="movers">
          <header><h2 id="movers">Who came and went</h2><a href="/segments">All segments</a></header>
          <Ready of={moved} rows={8}>{(rows) => <Movers rows={rows} from={from} segments={segments.data ?? []} title={title} />}</Ready>
        </section>
        <div class="stack">
          <section class="card" aria-labelledby="sent">
            <header><h2 id="sent">Messages and tasks</h2><a href="/messages">All messages</a></header>
            <Ready of={counts} rows={5}>{(rows) => <Counts rows={rows} />}</Ready>
          </section>
          <section class="card" aria-labelledby="sizes">
            <header><h2 id="sizes">Largest segments</h2></header>
            <Ready of={segments} rows={6}>{(rows) => <Sizes rows={rows} />}</Ready>
          </section>
        </div>
      </div>
    </>
  );
}

/** What somebody has to look at; nothing is shown where there is nothing. */
function Attention(props: { active?: Active; segments?: Segment[]; drafts: Release[]; tasks: Line[] }) {
  const { session, format } = useSigned();
  const today = session.now.slice(0, 10);
  const overdue = (props.segments ?? []).filter((one) => one.review !== null && one.review < today && !one.name.includes(":"));
  const problems = props.active?.problems ?? [];
  const lines: [string, string, string][] = [
    ...problems.slice(0, 3).map((one): [string, string, string] => ["The rules", `${one.message} (${one.file}, line ${one.line})`, "/changes"]),
    ...props.drafts.slice(0, 3).map((one): [string, string, string] => ["A change waits", `${one.message || one.id}, by ${one.editedBy}, ${format.date(one.editedAt)}`, to("changes", one.id)]),
    ...props.tasks.slice(0, 3).map((one): [string, string, string] => ["To be done", `${one.task?.text ?? ""} (${one.name ?? one.client})`, to("messages", one.id!)]),
    ...(props.tasks.length > 3 ? [["To be done", `${props.tasks.length === 20 ? "More" : props.tasks.length - 3 + " more"}`, "/messages/tasks"] as [string, string, string]] : []),
    ...(overdue.length > 0 ? [["To be reviewed", overdue.slice(0, 4).map((one) => one.title).join(", "), to("segments", overdue[0]!.name)] as [string, string, string]] : []),
    ...(props.active?.evaluating ? [["Being worked out", "The clients are gone through by the new rules; numbers are not final.", "/segments"] as [string, string, string]] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <section class="card" aria-labelledby="attention">
      <header><h2 id="attention">Needs a look</h2></header>
      <ul class="attention inside">{lines.map(([what, says, href], at) => <li key={at}><b>{what}</b><a href={href}>{says}</a></li>)}</ul>
    </section>
  );
}

function Movers(props: { rows: Moved[]; from: string; segments: Segment[]; title: (name: string) => string }) {
  const { format } = useSigned();
  const lately = props.rows.filter((one) => one.occurredAt !== null && one.occurredAt >= props.from);
  const names = [...new Set(lately.map((one) => one.segment))];
  const weight = (name: string) => (name.includes(":") ? 0 : props.segments.find((one) => one.name === name)?.campaign ? 2 : 1);
  const rows = names
    .map((name) => ({ name, of: lately.filter((one) => one.segment === name) }))
    .sort((a, b) => weight(b.name) - weight(a.name) || b.of.length - a.of.length)
    .slice(0, 10);
  if (rows.length === 0) return <Empty inline title="Nobody came or went">As soon as a client comes into a segment or leaves one, it stands here.</Empty>;
  return (
    <>
      <ul class="movers">
        {rows.map(({ name, of }) => {
          const came = of.filter((one) => one.kind === "ENTERED");
          const left = of.length - came.length;
          const rules = of.filter((one) => one.cause === "RELEASE").length;
          return (
            <li key={name}>
              <div class="spread"><a href={to("segments", name)}>{props.title(name)}</a><span class="moving">{came.length > 0 ? <span class="in">+{came.length}<span class="hidden"> came</span></span> : null}{left > 0 ? <span class="out">−{left}<span class="hidden"> left</span></span> : null}</span></div>
              <p class="soft small">{of.slice(0, 3).map((one, at) => <span key={at}>{at > 0 ? ", " : ""}<a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a> {one.kind === "ENTERED" ? "came" : "left"} {one.occurredAt ? format.distance(one.occurredAt) : ""}</span>)}{of.length > 3 ? `, and ${of.length - 3} more` : ""}{rules > 0 ? `; ${rules} as the rules changed` : ""}</p>
            </li>
          );
        })}
      </ul>
      {props.rows.length === MOST && lately.length === MOST ? <p class="inside soft small">Of the latest {format.number(MOST)} only.</p> : null}
    </>
  );
}

const STATES: Record<string, string> = { DONE: "sent or done", QUEUED: "waiting for its time", HELD: "held", CANCELLED: "not sent", FAILED: "failed" };

function Counts(props: { rows: ActionCount[] }) {
  const { format } = useSigned();
  const rows = props.rows.filter((one) => one.state !== "BACKLOG");
  const sum = (some: ActionCount[]) => some.reduce((all, one) => all + one.count, 0);
  if (rows.length === 0) return <Empty inline title="Nothing was to be sent">Campaigns begin when a client comes into a segment that has one.</Empty>;
  const states = [...new Set(rows.map((one) => one.state))].sort((a, b) => Object.keys(STATES).indexOf(a) - Object.keys(STATES).indexOf(b));
  const most = Math.max(...states.map((state) => sum(rows.filter((one) => one.state === state))));
  const why = new Map<string, number>();
  for (const one of rows) if (one.gate !== null) why.set(one.gate, (why.get(one.gate) ?? 0) + one.count);
  return (
    <div class="inside stack">
      <p class="soft small">In the last {DAYS} days:</p>
      <ul class="states">
        {states.map((state) => {
          const count = sum(rows.filter((one) => one.state === state));
          return <li key={state}><span>{STATES[state] ?? state.toLowerCase()}</span><i aria-hidden="true" style={{ width: `${Math.max(2, (45 * count) / most)}%` }} /><b>{format.number(count)}</b></li>;
        })}
      </ul>
      {why.size > 0 ? <p class="soft small">Held or not sent: {[...why].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([gate, count]) => `${format.number(count)} since ${GATES[gate] ?? gate}`).join(", ")}.</p> : null}
    </div>
  );
}

function Sizes(props: { rows: Segment[] }) {
  const { format } = useSigned();
  const rows = props.rows.filter((one) => !one.name.includes(":")).sort((a, b) => b.members - a.members).slice(0, 7);
  const most = Math.max(1, ...rows.map((one) => one.members));
  return (
    <ul class="states inside">
      {rows.map((one) => <li key={one.name}><a href={to("segments", one.name)}>{one.title}</a><i aria-hidden="true" style={{ width: `${Math.max(1, (45 * one.members) / most)}%` }} /><b>{format.number(one.members)}</b></li>)}
    </ul>
  );
}

/** A business without clients: three ways to have some. */
function FirstRun(props: { again: () => void }) {
  const { session } = useSigned();
  const [job, setJob] = useState<ImportJob | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const admin = session.roles.includes("admin") || session.roles.includes("platform");
  useEffect(() => {
    if (job === null || job.state !== "RUNNING") {
      if (job !== null) props.again();
      return undefined;
    }
    const timer = setTimeout(() => {
      call<ImportJob>("GET", `/api/import/${encodeURIComponent(job.id)}`).then(({ rows }) => setJob(rows), (e: unknown) => { setRefused(refusal(e)); setJob(null); });
    }, 400);
    return () => clearTimeout(timer);
  }, [job]);
  async function demo() {
    setRefused(null);
    try {
      setJob((await call<ImportJob>("POST", "/api/demo", {})).rows);
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  const here = location.origin;
  const curl = `curl -X PUT ${here}/api/clients/ana -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"firstName": "Ana"}'`;
  return (
    <>
      <div><Title of="Welcome">Welcome to {session.business.name}</Title><p class="soft">There is no client yet. Three ways to begin:</p></div>
      <div class="doors">
        <section class="card" aria-labelledby="made-up">
          <header><h2 id="made-up">Try with a made-up salon</h2></header>
          <div class="inside stack">
            <p>300 clients with two years of bookings, so that every screen has something to show. Never in a business with real clients.</p>
            {job?.state === "RUNNING" ? (
              <div role="status"><p>{job.lines > 0 && job.evaluated === 0 ? `${many(job.lines, "record")} stored.` : `${many(job.evaluated, "client")} worked out.`}</p><progress class="progress" aria-label="Made up so far" max={Math.max(job.lines, 1)} value={job.lines} /></div>
            ) : admin ? <button class="button filled" onClick={() => void demo()}>Make it up</button> : <p class="soft small">It takes a key with the role admin; yours has {session.roles.join(", ")}.</p>}
            {refused ? <p class="problem" role="alert">{refused.message}</p> : null}
          </div>
        </section>
        <section class="card" aria-labelledby="send">
          <header><h2 id="send">Send the first client</h2></header>
          <div class="inside stack"><p>The booking system tells of clients, bookings and receipts as they happen, with a key that has the role booking-system.</p><pre class="code" tabIndex={0}>{curl}</pre></div>
        </section>
        <section class="card" aria-labelledby="file">
          <header><h2 id="file">Import a history</h2></header>
          <div class="inside stack"><p>A file with one record a line. Nothing is sent because of what is past.</p><pre class="code" tabIndex={0}>{`curl -X POST ${here}/api/import -H "Authorization: Bearer $KEY" -H "Content-Type: application/x-ndjson" --data-binary @history.ndjson`}</pre></div>
        </section>
      </div>
    </>
  );
}
