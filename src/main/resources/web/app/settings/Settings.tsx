import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { BusinessSettings, Cap } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { Keys } from "./Keys";
import { TrialClock } from "./TrialClock";

/** How the business is set, how often and when clients are written to, and who may call. */
export default function Settings() {
  const { session } = useSigned();
  const settings = useLoad<BusinessSettings>("/api/business");
  const admin = session.roles.includes("admin");
  return (
    <>
      <div><Title of="Settings">Settings</Title><p class="soft">{admin ? "What holds for the whole business." : `What holds for the whole business. It is changed by keys with the role admin; yours has ${session.roles.join(", ")}.`}</p></div>
      {session.movable ? <TrialClock /> : null}
      <Ready of={settings} rows={10}>{(found) => <Form key={found.id} stored={found} admin={admin} />}</Ready>
      {admin ? <Keys /> : null}
    </>
  );
}

function Form(props: { stored: BusinessSettings; admin: boolean }) {
  const [stored, setStored] = useState(props.stored);
  const [now, set] = useState(props.stored);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(now) !== JSON.stringify(stored);
  const policy = now.contactPolicy;
  const put = (by: Partial<BusinessSettings>) => { setSaid(""); set({ ...now, ...by }); };
  const putPolicy = (by: Partial<BusinessSettings["contactPolicy"]>) => put({ contactPolicy: { ...policy, ...by } });
  const wrong = (pointer: string) => refused?.problem.errors?.find((one) => one.pointer === pointer)?.detail;
  const elsewhere = refused && !(refused.problem.errors ?? []).some((one) => document.querySelector(`[data-pointer="${one.pointer}"]`)) ? refused.message : null;

  async function save() {
    setBusy(true);
    setRefused(null);
    try {
      const { rows } = await call<BusinessSettings>("PUT", "/api/business", now);
      setStored(rows);
      set(rows);
      setSaid("Saved. It holds from now on.");
    } catch (e) {
      setRefused(refusal(e));
    }
    setBusy(false);
  }
  const field = (pointer: string, label: string, value: string, put: (value: string) => void, extra: { hint?: string; numeric?: boolean; type?: string } = {}) => {
    const id = `set${pointer.replace(/\//g, "-")}`;
    const problem = wrong(pointer);
    return (
      <div class="field" data-pointer={pointer}>
        <label for={id}>{label}</label>
        <input id={id} class="input" type={extra.type ?? "text"} inputMode={extra.numeric ? "numeric" : undefined} value={value} readOnly={!props.admin} aria-invalid={problem !== undefined} aria-describedby={problem || extra.hint ? `${id}-says` : undefined} onInput={(e) => put(e.currentTarget.value)} />
        {problem ? <p id={`${id}-says`} class="problem small">{problem}</p> : extra.hint ? <p id={`${id}-says`} class="soft small">{extra.hint}</p> : null}
      </div>
    );
  };
  const text = (value: string | null) => value ?? "";
  const orNull = (value: string) => (value.trim() === "" ? null : value);
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); if (changed && !busy) void save(); }}>
      <div class="split even">
        <section class="card" aria-labelledby="business">
          <header><h2 id="business">The business</h2><span class="soft small">{now.id}, {now.currency}</span></header>
          <div class="inside stack">
            {field("/name", "Name", now.name, (name) => put({ name }))}
            {field("/zone", "Time zone", now.zone, (zone) => put({ zone }), { hint: "Such as Europe/Riga. Days begin and end by it." })}
            {field("/country", "Country", now.country, (country) => put({ country }), { hint: "Two letters, such as LV: for phone numbers and how dates are written." })}
            {field("/cancellationNoticeHours", "A cancellation is late within so many hours", String(now.cancellationNoticeHours), (value) => put({ cancellationNoticeHours: number(value) }), { numeric: true })}
            {field("/contactPolicy/postalAddress", "Postal address in mails", text(policy.postalAddress), (value) => putPolicy({ postalAddress: orNull(value) }))}
            {field("/contactPolicy/bookingUrl", "Where clients book", text(policy.bookingUrl), (value) => putPolicy({ bookingUrl: orNull(value) }), { hint: "An address that begins with https://" })}
            <label class="choice"><input type="checkbox" checked={now.fourEyes} disabled={!props.admin} onChange={(e) => put({ fourEyes: e.currentTarget.checked })} /><span><b>Four eyes</b><span class="soft small">What one has edited, another lets answer.</span></span></label>
          </div>
        </section>
        <section class="card" aria-labelledby="writing">
          <header><h2 id="writing">Writing to clients</h2></header>
          <div class="inside stack">
            <fieldset class="choices"><legend>Quiet hours, by the client’s clock</legend>
              <div class="pair">{field("/contactPolicy/quiet/from", "From", policy.quiet.from.slice(0, 5), (from) => putPolicy({ quiet: { ...policy.quiet, from } }), { type: "time" })}{field("/contactPolicy/quiet/to", "To", policy.quiet.to.slice(0, 5), (to) => putPolicy({ quiet: { ...policy.quiet, to } }), { type: "time" })}</div>
            </fieldset>
            {field("/contactPolicy/gapHours", "Hours between two marketing messages", String(policy.gapHours), (value) => putPolicy({ gapHours: number(value) }), { numeric: true })}
            <fieldset class="choices"><legend>At most so many marketing messages</legend>
              {policy.caps.map((cap, at) => <OneCap key={at} cap={cap} at={at} admin={props.admin} wrong={wrong(`/contactPolicy/caps/${at}/most`) ?? wrong(`/contactPolicy/caps/${at}/days`)} set={(next) => putPolicy({ caps: policy.caps.flatMap((one, i) => (i === at ? (next === null ? [] : [next]) : [one])) })} />)}
              {policy.caps.length === 0 ? <p class="soft small">No limit.</p> : null}
              {props.admin ? <button type="button" class="button small-button" onClick={() => putPolicy({ caps: [...policy.caps, { most: 2, days: 7, per: "client" }] })}>Another limit</button> : null}
            </fieldset>
            {field("/contactPolicy/holdoutPercent", "Of 100 clients, so many get no marketing at all", String(policy.holdoutPercent), (value) => putPolicy({ holdoutPercent: number(value) }), { numeric: true, hint: "So that one sees what marketing does. 0 to 50." })}
          </div>
        </section>
      </div>
      {elsewhere ? <p class="problem" role="alert">{elsewhere}</p> : null}
      {props.admin ? <div class="row"><button class="button filled" aria-disabled={!changed || busy}>{busy ? "A moment …" : "Save"}</button>{changed ? <button type="button" class="button plain" onClick={() => { set(stored); setRefused(null); }}>As it was</button> : null}<p role="status" class="soft small">{said || (changed ? "Not saved yet." : "")}</p></div> : null}
    </form>
  );
}

/** What is no number goes as it was written, and the service says what it should be. */
function number(value: string): number {
  return (/^\d+$/.test(value.trim()) ? Number(value) : value) as number;
}

function OneCap(props: { cap: Cap; at: number; admin: boolean; wrong?: string; set: (cap: Cap | null) => void }) {
  const { cap, at } = props;
  const PER: Record<string, string> = { client: "a client", channel: "a client and channel", address: "an address" };
  return (
    <div class="cap">
      <input class="input figure" inputMode="numeric" aria-label={`Limit ${at + 1}: messages`} value={String(cap.most)} readOnly={!props.admin} onInput={(e) => props.set({ ...cap, most: number(e.currentTarget.value) })} /><span>in</span>
      <input class="input figure" inputMode="numeric" aria-label={`Limit ${at + 1}: days`} value={String(cap.days)} readOnly={!props.admin} onInput={(e) => props.set({ ...cap, days: number(e.currentTarget.value) })} /><span>days for</span>
      <select class="input" aria-label={`Limit ${at + 1}: for`} value={cap.per} disabled={!props.admin} onChange={(e) => props.set({ ...cap, per: e.currentTarget.value })}>{Object.entries(PER).map(([value, says]) => <option key={value} value={value}>{says}</option>)}</select>
      {cap.channel ? <span class="soft">by {cap.channel}</span> : null}
      {props.admin ? <button type="button" class="button plain" aria-label={`Without limit ${at + 1}`} onClick={() => props.set(null)}>×</button> : null}
      {props.wrong ? <p class="problem small">{props.wrong}</p> : null}
    </div>
  );
}
