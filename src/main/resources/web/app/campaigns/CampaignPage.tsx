import { useState } from "preact/hooks";
import { call, Refusal, refusal } from "../api/call";
import type { Active, Campaign, CampaignResult, Release, Segment, StepCount } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Failure, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { go, to } from "../shell/place";
import { GATES } from "../words/gates";
import { sentence } from "../words/words";
import { since } from "./CampaignList";
import { Result } from "./Result";
import { Says } from "./Says";
import { StartOnce } from "./StartOnce";
import { startRule } from "./startRule";
import { does, length, offer, reentry, standing, stops, sums, when, withField } from "./words";

const DAYS = 90;

/** One campaign: when it starts, what it does and says, what came of it; and how it is changed. */
export function CampaignPage(props: { name: string }) {
  const { session } = useSigned();
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const segments = useLoad<Segment[]>("/api/segments");
  const results = useLoad<CampaignResult[]>(`/api/campaign-results?from=${encodeURIComponent(since(session.now, DAYS))}`);
  const campaign = campaigns.data?.find((one) => one.name === props.name);
  if (campaign === undefined) {
    return <><Title of="Campaign">{campaigns.data ? "There is no such campaign" : "…"}</Title>{campaigns.data ? <Empty title={`No campaign is called “${props.name}”`}><a href="/campaigns">All campaigns</a></Empty> : <Ready of={campaigns}>{() => null}</Ready>}</>;
  }
  const result = results.data?.find((one) => one.campaign === campaign.name);
  return (
    <>
      <nav aria-label="Back"><a href="/campaigns">← Campaigns</a></nav>
      <div class="client">
        <Title of={campaign.title}>{campaign.title}</Title>
        <p class="soft">{campaign.kind === "service" ? "Service messages" : "Marketing"}, called {campaign.name} · <a href={`/messages?campaign=${encodeURIComponent(campaign.name)}`}>its messages</a></p>
      </div>
      <div class="split">
        <div class="stack">
          <Does campaign={campaign} segments={segments.data ?? []} />
          <Says campaign={campaign} />
        </div>
        <div class="stack">
          <section class="card" aria-labelledby="came">
            <header><h2 id="came">What came of it</h2><span class="soft small">last {DAYS} days</span></header>
            <div class="inside stack">{results.state === "error" ? <Failure error={results.error} again={results.again} /> : <><Numbers result={result} /><Result result={result} campaign={campaign} /></>}</div>
          </section>
          <Change campaign={campaign} segments={segments.data ?? []} />
          <StartOnce campaign={campaign} segments={segments.data ?? []} />
        </div>
      </div>
    </>
  );
}

function Does(props: { campaign: Campaign; segments: Segment[] }) {
  const { session, format } = useSigned();
  const { campaign } = props;
  const from = props.segments.filter((one) => one.campaign === campaign.name);
  const is = standing(campaign, session.now.slice(0, 10));
  const terms: [string, string | null][] = [
    ["May start", is === "ended" ? `for nobody any more, since ${format.localDay(campaign.to!)}` : [campaign.from && is === "to come" ? `from ${format.localDay(campaign.from)}` : "", campaign.to ? `until ${format.localDay(campaign.to)}` : "", reentry(campaign)].filter(Boolean).join(", ")],
    ["Ends early when", [stops(campaign), campaign.during ? `they are no more in ${campaign.during === "segment" ? "the segment that it came from" : campaign.during}` : ""].filter(Boolean).join(", or ") || null],
    ["Offers", offer(campaign, (amount) => format.money(amount))],
    ["At most", campaign.limit],
    ["Given up after", length(campaign.expires)],
    ["Left out", campaign.holdout > 0 ? `${campaign.holdout} of 100, so that one sees whether it helps` : null],
  ];
  return (
    <section class="card" aria-labelledby="does">
      <header><h2 id="does">What it does</h2></header>
      <div class="inside stack">
        {from.length > 0 ? <p>For {from.map((one, at) => <>{at > 0 ? ", " : ""}<a href={to("segments", one.name)}>{one.title}</a></>)}.</p> : <p class="soft">No segment names it as its campaign; a rule may start it all the same.</p>}
        <ol class="steps">{campaign.steps.map((one) => <li key={one.name}><b>{sentence(when(one)).replace(/\.$/, "")}</b><p>{does(one)}</p>{one.content.condition ? <p class="soft small">Only if {one.content.condition}</p> : null}</li>)}</ol>
        <dl class="terms">{terms.filter(([, says]) => says !== null).map(([label, says]) => <><dt>{label}</dt><dd>{says}</dd></>)}</dl>
      </div>
    </section>
  );
}

function Numbers(props: { result?: CampaignResult }) {
  const { format } = useSigned();
  const { result } = props;
  if (result === undefined) return <p class="soft">…</p>;
  if (result.started + result.heldOut + result.skipped + result.before === 0) return <p class="soft">Nobody has got it yet.</p>;
  const messages = sums(result.steps);
  const shown: [string, number][] = [
    ["Begun for", result.started], ["Not finished yet", result.inIt], ["Messages sent", messages.sent], ["Messages to come", messages.waiting], ["Waiting to be allowed", messages.held], ["Decided not to send", messages.not],
    ["Did not get through", messages.failed], ["Left out to compare", result.heldOut], ["Already so when it began", result.before], ["Had it too lately, or out of season", result.skipped],
  ];
  return (
    <>
      <dl class="counts">{shown.filter(([, count], at) => at < 3 || count > 0).map(([label, count]) => <div key={label}><dt>{label}</dt><dd>{format.number(count)}</dd></div>)}</dl>
      <Why steps={result.steps} />
    </>
  );
}

function Why(props: { steps: StepCount[] }) {
  const { format } = useSigned();
  const why = new Map<string, number>();
  for (const one of props.steps) if (one.gate !== null && GATES[one.gate] !== undefined) why.set(one.gate, (why.get(one.gate) ?? 0) + one.count);
  if (why.size === 0) return null;
  return <p class="soft small">Why not, or not yet: {[...why].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([gate, count]) => `${format.number(count)} since ${GATES[gate]}`).join(", ")}.</p>;
}

/** What may be changed of it without its file: how many a day, whether it starts, and for whom. All of it goes into a change. */
function Change(props: { campaign: Campaign; segments: Segment[] }) {
  const { session } = useSigned();
  const { campaign } = props;
  const [limit, setLimit] = useState(/^(\d+) per day$/.exec(campaign.limit ?? "")?.[1] ?? "");
  const [segment, setSegment] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const today = session.now.slice(0, 10);
  const ended = standing(campaign, today) === "ended";
  if (!session.roles.includes("analyst")) return <p class="soft small">It is changed by keys with the role analyst; yours has {session.roles.join(", ")}.</p>;
  async function into(message: string, edit: (path: string, etag: string | null) => Promise<void>) {
    setBusy(true);
    setRefused(null);
    try {
      const draft = await call<Release>("POST", "/api/rules/releases", { message, scope: "own" });
      await edit(`/api/rules/releases/${draft.rows.id}/files/`, draft.etag);
      go(to("changes", draft.rows.id));
    } catch (e) {
      setRefused(refusal(e));
      setBusy(false);
    }
  }
  async function field(name: string, value: string | null, message: string) {
    await into(message, async (files, etag) => {
      const listed = (await call<Active>("GET", "/api/rules/active")).rows.files.filter((path) => /^campaigns\/[^/]+\.ya?ml$/.test(path));
      const likely = listed.sort((a, b) => Number(b.includes(campaign.name)) - Number(a.includes(campaign.name)));
      for (const path of likely) {
        const text = (await call<string>("GET", files + path, undefined, { text: true })).rows;
        if (new RegExp(`^name: *["']?${campaign.name}["']? *(#.*)?$`, "m").test(text)) {
          await call("PUT", files + path, withField(text, name, value), { text: true, ifMatch: etag });
          return;
        }
      }
      throw new Refusal(404, "Its file was not found", `No file in campaigns/ has the name ${campaign.name}.`);
    });
  }
  const number = /^\d+$/.test(limit) && Number(limit) > 0;
  return (
    <section class="card" aria-labelledby="change">
      <header><h2 id="change">Change it</h2></header>
      <div class="inside stack">
        <p class="soft small">Each makes a change that is looked at before it answers.</p>
        <div class="row bottom">
          <div class="field per-day-field"><label for="limit">At most a day</label><input id="limit" class="input" inputMode="numeric" value={limit} placeholder={campaign.limit ?? "no limit"} onInput={(e) => setLimit(e.currentTarget.value)} /></div>
          <button class="button" aria-disabled={!number || busy} onClick={() => { if (number && !busy) void field("limit", `${Number(limit)} per day`, `${campaign.title}: at most ${limit} a day`); }}>Limit it</button>
        </div>
        <div class="row bottom">
          <div class="field grow"><label for="starts-for">Start it for whoever comes into</label><select id="starts-for" class="input" value={segment} onChange={(e) => setSegment(e.currentTarget.value)}><option value="">Choose a segment</option>{props.segments.filter((one) => !one.name.includes(":")).map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}</select></div>
          <button class="button" aria-disabled={segment === "" || busy} onClick={() => { if (segment !== "" && !busy) void into(`${campaign.title} for ${segment}`, async (files, etag) => { await call("PUT", `${files}campaigns/start-${campaign.name}-${segment}.drl`, startRule(campaign.name, segment), { text: true, ifMatch: etag }); }); }}>Bind it</button>
        </div>
        <div>
          <button class="button" aria-disabled={busy} onClick={() => { if (!busy) void (ended ? field("to", null, `${campaign.title} starts again`) : field("to", yesterday(today), `${campaign.title} starts for nobody any more`)); }}>{ended ? "Let it start again" : "Let it start for nobody any more"}</button>
          <p class="soft small">{ended ? "It takes out the day after which it starts for nobody." : "What waits already still goes; only new starts end."}</p>
        </div>
        {refused ? <div class="notice error left" role="alert"><h3>{refused.title}</h3><p>{refused.message}</p></div> : null}
      </div>
    </section>
  );
}

function yesterday(today: string): string {
  return new Date(Date.parse(today + "T00:00:00Z") - 86_400_000).toISOString().slice(0, 10);
}

