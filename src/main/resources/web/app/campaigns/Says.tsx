import { useEffect, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Active, Campaign, CampaignStep, MessagePreview, TestAddress } from "../api/types";
import { useLoad } from "../api/useLoad";
import { by } from "../messages/outcome";
import { ClientChoice } from "../parts/ClientChoice";
import { Skeleton } from "../parts/parts";
import { useSigned } from "../shell/context";
import { GATES } from "../words/gates";
import { sentence } from "../words/words";

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** What each message of a campaign says to a client of one's choice, in each language, and a test of it by mail. */
export function Says(props: { campaign: Campaign }) {
  const steps = props.campaign.steps.filter((one) => one.content.kind === "message" || one.content.kind === "task");
  const [step, setStep] = useState(steps[0]?.name ?? "");
  const [client, setClient] = useState("");
  const [language, setLanguage] = useState("");
  const active = useLoad<Active>("/api/rules/active");
  const chosen = steps.find((one) => one.name === step);
  const previewed = usePreviewOf(props.campaign.name, step, client, language);
  if (chosen === undefined) return null;
  const languages = languagesOf(chosen, active.data?.files ?? []);
  return (
    <section class="card" aria-labelledby="says">
      <header><h2 id="says">What it says</h2></header>
      <div class="inside stack">
        <div class="filter-row">
          {steps.length > 1 ? (
            <div class="field"><label for="step">Step</label><select id="step" class="input" value={step} onChange={(e) => { setStep(e.currentTarget.value); setLanguage(""); }}>{steps.map((one) => <option key={one.name} value={one.name}>{one.name}</option>)}</select></div>
          ) : null}
          <div class="field"><label for="as">As</label><ClientChoice id="as" value={client} onChoose={setClient} none="Somebody made up" /></div>
        </div>
        {languages.length > 1 ? (
          <div class="row kinds" role="group" aria-label="Language">
            <button class="button plain small" aria-pressed={language === ""} onClick={() => setLanguage("")}>As they read</button>
            {languages.map((one) => <button key={one} class="button plain small" aria-pressed={language === one} onClick={() => setLanguage(one)}>{LANGUAGES.of(one) ?? one}</button>)}
          </div>
        ) : null}
        <Written of={previewed} />
        {chosen.content.kind === "message" && (chosen.content.channels ?? [chosen.content.channel]).includes("email") ? <TestSend campaign={props.campaign.name} step={step} client={client} language={language} /> : null}
      </div>
    </section>
  );
}

/** The languages that a step's templates are written in. */
export function languagesOf(step: CampaignStep, files: string[]): string[] {
  const templates = step.variants.length > 0 ? step.variants : step.content.template ? [step.content.template] : [];
  return [...new Set(files.flatMap((path) => {
    const found = /^templates\/([^/]+)\/([A-Za-z-]+)\.[a-z]+$/.exec(path);
    return found !== null && templates.includes(found[1]!) ? [found[2]!] : [];
  }))].sort();
}

interface Previewed { preview: MessagePreview | null; refused: Refusal | null; stale: boolean }

function usePreviewOf(campaign: string, step: string, client: string, language: string): Previewed {
  const [state, set] = useState<Previewed>({ preview: null, refused: null, stale: true });
  useEffect(() => {
    if (step === "") return undefined;
    const stop = new AbortController();
    set((before) => ({ ...before, stale: true }));
    const body = { step, ...(client ? { client } : {}), ...(language ? { language } : {}) };
    call<MessagePreview>("POST", `/api/campaigns/${encodeURIComponent(campaign)}/preview`, body, { signal: stop.signal }).then(
      ({ rows }) => set({ preview: rows, refused: null, stale: false }),
      (e: unknown) => {
        if (!stop.signal.aborted) set({ preview: null, refused: refusal(e), stale: false });
      },
    );
    return () => stop.abort();
  }, [campaign, step, client, language]);
  return state;
}

function Written(props: { of: Previewed }) {
  const { format } = useSigned();
  const { preview, refused, stale } = props.of;
  if (refused) return <p class="problem" role="alert">{refused.problem.errors?.[0]?.detail ?? refused.message}</p>;
  if (preview === null) return <Skeleton rows={5} />;
  const { email, sms, task, decided } = preview;
  return (
    <div class={stale ? "stack stale" : "stack"} aria-live="polite">
      {email ? (
        <div class="letter" lang={preview.language}>
          <dl><dt>Subject</dt><dd><b><bdi>{email.subject}</bdi></b></dd>{email.preheader ? <><dt>Then</dt><dd class="soft"><bdi>{email.preheader}</bdi></dd></> : null}</dl>
          <p class="text" dir="auto">{email.text}</p>
        </div>
      ) : null}
      {sms ? <div class="letter" lang={preview.language}><dl><dt>SMS</dt><dd>{sms.parts === 1 ? "one part" : `${sms.parts} parts`}</dd></dl><p class="text" dir="auto">{sms.text}</p></div> : null}
      {task ? <div class="letter"><p class="text" dir="auto">{task}</p></div> : null}
      {decided ? (
        <p class={decided.verdict === "sends" ? "tone good" : "tone wait"}>
          {decided.verdict === "sends" ? `Were it due now, it would go by ${by(decided.channel ?? "")}.` : `Were it due now, it would ${decided.verdict === "waits" ? `wait${decided.until ? ` until ${format.dateTime(decided.until)}` : ""}` : "not go"}, since ${GATES[decided.gate ?? ""] ?? decided.gate}.`}
          {decided.detail ? <span class="soft small block">{sentence(decided.detail)}</span> : null}
        </p>
      ) : null}
    </div>
  );
}

function TestSend(props: { campaign: string; step: string; client: string; language: string }) {
  const { session } = useSigned();
  const addresses = useLoad<TestAddress[]>("/api/test-addresses");
  const [to, setTo] = useState("");
  const [sent, setSent] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const confirmed = (addresses.data ?? []).filter((one) => one.confirmedAt !== null);
  if (!session.roles.includes("analyst")) return <p class="soft small">Tests are sent by keys with the role analyst; yours has {session.roles.join(", ")}.</p>;
  if (addresses.data !== undefined && confirmed.length === 0) return <p class="soft small">A test goes to addresses that agreed to it. None has yet: an admin asks one by POST /api/test-addresses, and confirms it by the code that comes there.</p>;
  const address = to || confirmed[0]?.address || "";
  async function send() {
    setSent(null);
    setRefused(null);
    const { campaign, step, client, language } = props;
    try {
      await call("POST", `/api/campaigns/${encodeURIComponent(campaign)}/test-send`, { step, to: address, ...(client ? { client } : {}), ...(language ? { language } : {}) });
      setSent(`It goes to ${address}.`);
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  return (
    <div class="test row">
      <div class="field"><label for="test-to">A test to</label><select id="test-to" class="input" value={address} onChange={(e) => setTo(e.currentTarget.value)}>{confirmed.map((one) => <option key={one.address} value={one.address}>{one.address}</option>)}</select></div>
      <button class="button" onClick={() => void send()}>Send a test</button>
      {sent ? <p role="status">{sent}</p> : null}
      {refused ? <p class="problem" role="alert">{refused.problem.errors?.[0]?.detail ?? refused.message}</p> : null}
    </div>
  );
}
