import type { Release } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import "./changes.css";

/** What is being changed and is not live yet, what answers, and what did before. */
export function ChangeList() {
  const releases = useLoad<Release[]>("/api/rules/releases?limit=50");
  return (
    <>
      <div class="spread">
        <div><Title of="Changes">Changes</Title><p class="soft">What somebody changed and nobody let answer yet; and what answered when.</p></div>
        <a class="button filled" href="/segments/new">New segment</a>
      </div>
      <Ready of={releases} rows={8}>{(all) => <All all={all} next={releases.next} more={releases.more} />}</Ready>
    </>
  );
}

export const draft = (release: Release) => release.state === "DRAFT" || release.state === "CHECKED";

function All(props: { all: Release[]; next?: string | null; more: () => void }) {
  const { session } = useSigned();
  const drafts = props.all.filter(draft);
  const mine = drafts.filter((one) => one.editedBy === session.name);
  const others = drafts.filter((one) => one.editedBy !== session.name);
  const answering = answers(props.all);
  const active = props.all.filter((one) => one.state === "ACTIVE");
  const before = props.all.filter((one) => one.state === "RETIRED");
  return (
    <div class="stack">
      {drafts.length === 0 ? <Empty title="Nothing is being changed">A segment that is changed or made becomes a change here. It is looked at, and then somebody lets it answer.</Empty> : null}
      <Group title="Mine, not live" of={mine} answering={answering} />
      <Group title="Of others, not live" of={others} answering={answering} />
      <Group title="Live" of={active} answering={answering} />
      <Group title="Live before" of={before} answering={answering} />
      <More next={props.next} more={props.more} />
    </div>
  );
}

/** The release that answers for the business: its own, else the one that all share. */
export function answers(all: Release[]): Release | undefined {
  const active = all.filter((one) => one.state === "ACTIVE");
  return active.find((one) => one.scope === "own") ?? active[0];
}

function Group(props: { title: string; of: Release[]; answering?: Release }) {
  const { format } = useSigned();
  if (props.of.length === 0) return null;
  return (
    <section class="card" aria-label={props.title}>
      <header><h2>{props.title}</h2></header>
      <ul class="changes">
        {props.of.map((one) => (
          <li key={one.id}>
            <div class="grow">
              <a href={to("changes", one.id)}><bdi>{one.message || one.id}</bdi></a>
              <p class="soft small">{one.id}{one.scope === "shared" ? ", shared by all businesses" : ""}, by {one.editedBy}, {format.dateTime(one.activatedAt ?? one.editedAt)}{draft(one) && one.parent && props.answering && one.parent !== props.answering.id ? `; made of ${one.parent}, and ${props.answering.id} has become active since` : ""}</p>
            </div>
            <State of={one} answers={one.id === props.answering?.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function State(props: { of: Release; answers: boolean }) {
  const says = { DRAFT: "not checked, or not ready", CHECKED: "ready", ACTIVE: props.answers ? "answers now" : "answers for others", RETIRED: "answered before" }[props.of.state];
  const sign = { DRAFT: "○", CHECKED: "✓", ACTIVE: "●", RETIRED: "–" }[props.of.state];
  return <span class={`state ${props.of.state.toLowerCase()}`}><span aria-hidden="true">{sign}</span> {says}</span>;
}
