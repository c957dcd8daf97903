import type { Campaign, CampaignResult } from "../api/types";
import { useSigned } from "../shell/context";
import { many } from "../words/words";
import { length } from "./words";

const GOALS: Record<string, string> = { booked: "booked", visited: "came", redeemed: "used the offer" };

/** Whether it helps, in a few words: the difference to those held out, as far as it can be told. */
export function Difference(props: { result?: CampaignResult; campaign: Campaign }) {
  const { format } = useSigned();
  if (props.campaign.goal === null) return <span class="soft">not measured</span>;
  const uplift = props.result?.uplift;
  if (!uplift) return <span class="soft">not known yet</span>;
  const sure = uplift.low > 0 || uplift.high < 0;
  return <span class={sure ? `tone ${uplift.low > 0 ? "good" : "bad"}` : "soft"}>{sure ? `${more(uplift.difference, format)}` : "cannot be told yet"}</span>;
}

/** The same with its numbers. */
export function Result(props: { result?: CampaignResult; campaign: Campaign }) {
  const { format } = useSigned();
  const { campaign, result } = props;
  const goal = campaign.goal;
  if (goal === null) return <p class="soft">It has no goal, so nothing is measured.</p>;
  const says = `${GOALS[goal.event] ?? goal.event}${goal.service || goal.category ? ` (${goal.service ?? goal.category})` : ""} within ${length(goal.within)}`;
  const uplift = result?.uplift;
  if (!uplift) {
    return <p class="soft">{campaign.holdout === 0 ? "Everybody gets it, so there is nobody to compare with." : `Not known yet: nobody’s ${length(goal.within)} are over among those who got it and the ${campaign.holdout} of 100 left out.`}</p>;
  }
  const bar = (label: string, reached: number, of: number, kind: string) => (
    <li><span>{label}</span><i class={kind} aria-hidden="true" style={{ width: `${Math.max(1, (40 * reached) / of)}%` }} /><b>{format.percent(reached / of)}</b> <span class="soft small of">{format.number(reached)} of {format.number(of)}</span></li>
  );
  const sure = uplift.low > 0 || uplift.high < 0;
  return (
    <div class="stack">
      <p>{sure ? `${uplift.difference > 0 ? "It helps" : "It does harm"}: of 100 clients, ${more(uplift.difference, format).replace(" of 100", "")} ${says} than without it.` : "It cannot be told yet whether it helps: too few clients, or too little difference."}</p>
      <ul class="states arms">{bar("Got it", uplift.reached, uplift.clients, "")}{bar("Left out", uplift.heldOutReached, uplift.heldOut, "other")}</ul>
      <p class="soft small">How many {says}. The true difference is most likely between {more(uplift.low, format)} and {more(uplift.high, format)}. {many(uplift.clients + uplift.heldOut, "client")} whose time to do so is over.</p>
    </div>
  );
}

/** A share as whole people: 4 more of 100. */
function more(share: number, format: { number: (value: unknown) => string }): string {
  return `${format.number(Math.abs(share * 100))} ${share < 0 ? "fewer" : "more"} of 100`;
}
