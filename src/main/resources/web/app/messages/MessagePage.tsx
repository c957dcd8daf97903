import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { ActionDetail, Campaign } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { GATES } from "../words/gates";
import { many, sentence } from "../words/words";
import { by, outcome } from "./outcome";

/** One message, task or other step of a campaign: what it said, and how it came to what became of it. */
export function MessagePage(props: { id: string }) {
  const path = `/api/actions/${encodeURIComponent(props.id)}`;
  const detail = useLoad<ActionDetail>(path);
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const title = (name: string) => campaigns.data?.find((one) => one.name === name)?.title ?? name;
  if (detail.data === undefined) return <><Title of="Message">{detail.state === "error" ? "This cannot be shown" : "…"}</Title><Ready of={detail}>{() => null}</Ready></>;
  const { action } = detail.data;
  return (
    <>
      <nav aria-label="Back"><a href="/messages">← Messages</a></nav>
      <div class="client">
        <Title of={`${title(action.campaign)}, ${action.name ?? action.client}`}>{title(action.campaign)}</Title>
        <p class="soft">{sentence([action.kind, action.step].filter(Boolean).join(", ")).replace(/\.$/, "")}, for <a href={to("clients", action.client)}><bdi>{action.name ?? action.client}</bdi></a></p>
      </div>
      <div class="split">
        <Sent detail={detail.data} />
        <div class="stack">
          <Course detail={detail.data} again={detail.again} />
          <Gates detail={detail.data} />
        </div>
      </div>
    </>
  );
}

function Sent(props: { detail: ActionDetail }) {
  const { session, format } = useSigned();
  const { action, sent } = props.detail;
  const { says, tone, why } = outcome(action, format);
  const reads = session.roles.includes("analyst");
  const none = action.kind === "task"
    ? action.task?.text ?? "Its text is kept no more."
    : action.kind !== "message" ? "It says nothing to the client."
    : !["DONE", "SENDING", "FAILED", "UNCERTAIN"].includes(action.state) ? "Nothing was sent, so there is no text."
    : reads ? "Its text is kept no more."
    : `Texts are read by keys with the role analyst, since their links act for the client; yours has ${session.roles.join(", ")}.`;
  return (
    <section class="card" aria-labelledby="sent">
      <header><h2 id="sent">{sent === null ? "What became of it" : "What it said"}</h2></header>
      <div class="inside stack">
        <div><p class={`tone ${tone}`}>{says}</p>{why ? <p class="soft small">{why}</p> : null}</div>
        {sent === null ? <p class={action.kind === "task" ? "" : "soft"}>{none}</p> : (
          <div class="letter">
            <dl>
              <dt>To</dt><dd><bdi>{sent.to}</bdi></dd>
              {sent.subject ? <><dt>Subject</dt><dd><b><bdi>{sent.subject}</bdi></b></dd></> : null}
            </dl>
            <p class="text" dir="auto">{sent.text}</p>
          </div>
        )}
        {sent?.html ? <p class="soft small">It went with a designed version beside this text.</p> : null}
      </div>
    </section>
  );
}

/** The ledger's rows, the earliest first. */
function Course(props: { detail: ActionDetail; again: () => void }) {
  const { format } = useSigned();
  const { action, waits } = props.detail;
  const rows: { at: string; says: string; why: string | null }[] = [
    ...(action.decidedAt ? [{ at: action.decidedAt, says: "The campaign started", why: [sentence(action.because), `By ${action.rule}, ${action.release}.`].filter(Boolean).join(" ") }] : []),
    ...(action.firstDueAt && waits.length > 0 ? [{ at: action.firstDueAt, says: "It was due", why: null }] : []),
    ...waits.map((one) => ({ at: one.at, says: one.until === null ? `Taken back, since ${GATES[one.gate] ?? one.gate}` : `Held until ${format.dateTime(one.until)}, since ${GATES[one.gate] ?? one.gate}`, why: sentence(one.detail) })),
    ...(action.state === "QUEUED" && waits.length > 0 ? [] : [{ at: action.moment, says: outcome(action, format).says, why: null }]),
    ...(action.task?.finishedAt ? [{ at: action.task.finishedAt, says: `Done, says ${action.task.finishedBy ?? "somebody"}`, why: null }] : []),
  ];
  return (
    <section class="card" aria-labelledby="course">
      <header><h2 id="course">How it came to that</h2></header>
      <div class="inside stack">
        <ol class="course">
          {rows.map((one, at) => <li key={at}><time class="soft small" dateTime={one.at}>{format.dateTime(one.at)}</time><p>{one.says}</p>{one.why ? <p class="soft small">{one.why}</p> : null}</li>)}
        </ol>
        {action.state === "QUEUED" && action.expiresAt ? <p class="soft small">If it still waits on {format.dateTime(action.expiresAt)}, it is given up.</p> : null}
        {action.state === "FAILED" || action.state === "UNCERTAIN" ? <SendAgain id={action.id!} done={props.again} /> : null}
      </div>
    </section>
  );
}

export function SendAgain(props: { id: string; done: () => void }) {
  const { session } = useSigned();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  if (!session.roles.includes("admin")) return <p class="soft small">It is sent again by keys with the role admin; yours has {session.roles.join(", ")}.</p>;
  async function again() {
    setBusy(true);
    setRefused(null);
    try {
      await call("POST", `/api/deliveries/${encodeURIComponent(props.id)}/redeliver`);
      props.done();
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  return <div class="again"><button class="button" aria-disabled={busy} onClick={() => { if (!busy) void again(); }}>Send it again</button>{refused ? <p class="problem" role="alert">{refused.message}</p> : null}</div>;
}

function Gates(props: { detail: ActionDetail }) {
  const { gates, action } = props.detail;
  return (
    <section class="card" aria-labelledby="gates">
      <header><h2 id="gates">What was asked before</h2></header>
      {gates === null
        ? <Empty inline title="Not decided yet">{action.state === "QUEUED" ? "When it is due, consent, address, quiet hours, caps and the rest are asked." : "It ended before anything was asked."}</Empty>
        : (
          <div class="inside stack">
            {gates.no.length > 0 ? <ul class="conditions">{gates.no.map((one, at) => <li key={at}><span class="mark false"><span aria-hidden="true">✗</span><span class="hidden">no: </span></span><div><p>{sentence(GATES[one.gate] ?? one.gate)}</p><p class="soft small">{sentence(one.detail)}</p></div></li>)}</ul> : null}
            {gates.passed.length > 0 ? <p class="soft small">✓ {many(gates.passed.length, "other question")} let it through: {gates.passed.join(", ").replace(/-/g, " ")}.</p> : null}
            {action.channel ? <p class="soft small">It went by {by(action.channel)}{action.variant ? `, as the variant ${action.variant}` : ""}.</p> : null}
          </div>
        )}
    </section>
  );
}

