import type { Campaign, Line } from "../api/types";
import { useLoad } from "../api/useLoad";
import { ClientChoice } from "../parts/ClientChoice";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to, useAsked } from "../shell/place";
import { GATES } from "../words/gates";
import { sentence } from "../words/words";
import { LISTS, outcome, question } from "./outcome";
import { Tabs } from "./Tabs";

/** What campaigns sent and what they did not, and why; what one looks for stands in the address. */
export function MessageList() {
  const { session } = useSigned();
  const [asked, ask] = useAsked();
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const lines = useLoad<Line[]>(question(asked, session.now), true);
  const show = asked.get("show") ?? "all";
  const title = (name: string) => campaigns.data?.find((one) => one.name === name)?.title ?? name;
  const names = [...new Set([...(campaigns.data ?? []).map((one) => one.name), ...[asked.get("campaign") ?? ""].filter(Boolean)])];
  return (
    <>
      <div><Title of="Messages">Messages</Title><p class="soft">What campaigns sent, what they did not, and why.</p></div>
      <Tabs now="/messages" />
      <div class="card">
        <div class="inside filters">
          <div class="row kinds" role="group" aria-label="Show">
            {Object.entries(LISTS).map(([name, one]) => <button key={name} class="button plain small" aria-pressed={show === name} onClick={() => ask({ show: name === "all" ? "" : name })}>{one.title}</button>)}
          </div>
          <div class="filter-row">
            <Choice id="campaign" label="Campaign" all="Any campaign" value={asked.get("campaign") ?? ""} options={names.map((name) => [name, title(name)])} choose={(value) => ask({ campaign: value })} />
            <Choice id="gate" label="Why not" all="Any reason" value={asked.get("gate") ?? ""} options={Object.entries(GATES)} choose={(value) => ask({ gate: value })} />
            <Choice id="days" label="When" all="Any time" value={asked.get("days") ?? ""} options={[["1", "Within a day"], ["7", "Within 7 days"], ["30", "Within 30 days"], ["365", "Within a year"]]} choose={(value) => ask({ days: value })} />
            <div class="field"><label for="client">Client</label><ClientChoice id="client" value={asked.get("client") ?? ""} onChoose={(client) => ask({ client })} /></div>
          </div>
        </div>
        <Ready of={lines} rows={12}>
          {(rows) => rows.length === 0
            ? <Empty inline title="Nothing of this kind">{[...asked.keys()].length > 0 ? "Ask for less at once: take a filter out." : "As soon as a campaign starts for a client, what it does stands here."}</Empty>
            : <><Lines rows={rows} title={title} stale={lines.state === "loading"} /><More next={lines.next} more={lines.more} /></>}
        </Ready>
      </div>
    </>
  );
}

function Choice(props: { id: string; label: string; all: string; value: string; options: [string, string][]; choose: (value: string) => void }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} class="input" value={props.value} onChange={(e) => props.choose(e.currentTarget.value)}>
        <option value="">{props.all}</option>
        {props.options.map(([value, says]) => <option key={value} value={value}>{says}</option>)}
      </select>
    </div>
  );
}

export function Lines(props: { rows: Line[]; title: (campaign: string) => string; stale?: boolean }) {
  const { format } = useSigned();
  return (
    <table class={props.stale ? "table ledger stale" : "table ledger"}>
      <thead><tr><th scope="col">What became of it</th><th scope="col">Client</th><th scope="col" class="wide">Campaign</th><th scope="col" class="number">When</th></tr></thead>
      <tbody>
        {props.rows.map((line, at) => {
          const { says, tone, why } = outcome(line, format);
          return (
            <tr key={line.id ?? `start-${at}`}>
              <td>{line.id === null ? <b class={`tone ${tone}`}>{says}</b> : <a class={`tone ${tone}`} href={to("messages", line.id)}>{says}</a>}{why ? <p>{why}</p> : null}</td>
              <td><a href={to("clients", line.client)}><bdi>{line.name ?? line.client}</bdi></a></td>
              <td class="wide">{props.title(line.campaign)}<p>{sentence([line.kind, line.step].filter(Boolean).join(", ")).replace(/\.$/, "")}</p></td>
              <td class="number soft"><time dateTime={line.moment} title={format.dateTime(line.moment)}>{format.date(line.moment)}</time><p>{format.clock(line.moment)}</p></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
