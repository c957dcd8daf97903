import { CampaignList } from "./CampaignList";
import { CampaignPage } from "./CampaignPage";

export default function Campaigns(props: { name?: string }) {
  return props.name === undefined ? <CampaignList /> : <CampaignPage key={props.name} name={props.name} />;
}
