import type { Campaign, CampaignResult, Segment } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to, useAsked } from "../shell/place";
import { Difference } from "./Result";
import { standing, sums } from "./words";

const PERIODS: [days: string, title: string][] = [["30", "30 days"], ["90", "90 days"], ["365", "A year"]];

export function since(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}

/** The campaigns with what they did lately and what came of it. */
export function CampaignList() {
  const { session, format } = useSigned();
  const [asked, ask] = useAsked();
  const days = PERIODS.some(([one]) => one === asked.get("days")) ? asked.get("days")! : "30";
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const segments = useLoad<Segment[]>("/api/segments");
  const results = useLoad<CampaignResult[]>(`/api/campaign-results?from=${encodeURIComponent(since(session.now, Number(days)))}`, true);
  const from = (name: string) => (segments.data ?? []).filter((one) => one.campaign === name).map((one) => one.title);
  return (
    <>
      <div class="spread">
        <div><Title of="Campaigns">Campaigns</Title><p class="soft">What follows when a client comes into a segment or something happens.</p></div>
        <div class="row kinds" role="group" aria-label="Within">{PERIODS.map(([value, title]) => <button key={value} class="button plain small" aria-pressed={days === value} onClick={() => ask({ days: value === "30" ? "" : value })}>{title}</button>)}</div>
      </div>
      <Ready of={campaigns} rows={10}>
        {(all) => all.length === 0 ? <Empty title="There is no campaign">Campaigns are files of the rules: campaigns/welcome.yaml and others.</Empty> : (
          <div class="card">
            <table class="table campaigns">
              <thead><tr><th scope="col">Campaign</th><th scope="col" class="number">In it</th><th scope="col" class="number">Sent</th><th scope="col" class="number wide">Held</th><th scope="col" class="number wide">Not sent</th><th scope="col" class="wide">Does it help?</th></tr></thead>
              <tbody>
                {[...all].sort((a, b) => (started(results.data, b) - started(results.data, a)) || a.title.localeCompare(b.title)).map((one) => {
                  const result = results.data?.find((each) => each.campaign === one.name);
                  const messages = sums(result?.steps ?? []);
                  const is = standing(one, session.now.slice(0, 10));
                  return (
                    <tr key={one.name}>
                      <td><a href={to("campaigns", one.name)}>{one.title}</a><p>{[is === "on" ? "" : is === "ended" ? "Starts for nobody any more" : `From ${format.localDay(one.from!)}`, one.kind === "service" ? "service" : "", from(one.name).slice(0, 3).join(", ")].filter(Boolean).join(" · ")}</p></td>
                      <td class="number">{number(result?.inIt)}</td><td class="number">{number(result && messages.sent)}</td>
                      <td class="number wide">{number(result && messages.held)}</td><td class="number wide">{number(result && messages.not)}</td>
                      <td class="wide"><Difference result={result} campaign={one} /></td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Ready>
    </>
  );

  function number(count: number | undefined) {
    return count === undefined ? "…" : count === 0 ? <span class="soft">0</span> : format.number(count);
  }
}

function started(results: CampaignResult[] | undefined, campaign: Campaign): number {
  return results?.find((one) => one.campaign === campaign.name)?.started ?? 0;
}
