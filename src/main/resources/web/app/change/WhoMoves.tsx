import type { Impact, Some } from "../api/types";
import { Skeleton } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { many, sentence } from "../words/words";
import type { Previewed } from "./usePreview";

/** The exact people who come into a segment or leave one; segments in which nobody moves are only counted. */
export function WhoMoves(props: { previewed: Previewed; title: (segment: string) => string }) {
  const { job, refused } = props.previewed;
  const running = job?.state === "RUNNING";
  return (
    <section class="card" aria-labelledby="who" aria-busy={running}>
      <header><h2 id="who">Who moves</h2>{running ? <span class="soft small">{many(job.judged, "client")} of {job.clients} looked at</span> : null}</header>
      {refused ? <div class="inside"><p class="problem">{refused.message}</p><button class="button small-button" onClick={props.previewed.again}>Count again</button></div>
        : job?.impact ? <Moves impact={job.impact} title={props.title} stale={running ?? false} /> : <Skeleton rows={5} />}
    </section>
  );
}

function Moves(props: { impact: Impact; title: (segment: string) => string; stale: boolean }) {
  const { format } = useSigned();
  const { impact } = props;
  const moving = impact.segments.filter((one) => one.joiners.count + one.leavers.count > 0).sort((a, b) => b.joiners.count + b.leavers.count - a.joiners.count - a.leavers.count);
  const still = impact.segments.length - moving.length;
  return (
    <div class={props.stale ? "inside stack stale" : "inside stack"}>
      <p class="big" role="status"><b>{format.number(impact.moved)}</b> of {many(impact.clients, "client")} {impact.moved === 1 ? "moves" : "move"}</p>
      {moving.map((one) => (
        <div key={one.segment} class="mover">
          <h3>{props.title(one.segment)}</h3>
          <p class="moving"><span class="in">+{format.number(one.joiners.count)} come</span><span class="out">−{format.number(one.leavers.count)} go</span><span class="soft">{format.number(one.stayers.count)} stay{one.unknown ? `, ${format.number(one.unknown)} unknown` : ""}</span></p>
          <Bars joiners={one.joiners.count} leavers={one.leavers.count} stayers={one.stayers.count} />
          <People title="Who comes" some={one.joiners} open={moving.length <= 3} />
          <People title="Who goes" some={one.leavers} open={moving.length <= 3} />
        </div>
      ))}
      <p class="soft small">{moving.length === 0 ? "Nobody comes into a segment or leaves one. " : still > 0 ? `In ${many(still, "other segment")} nobody moves. ` : ""}As of {format.clock(impact.at)}, exactly.</p>
    </div>
  );
}

function Bars(props: { joiners: number; leavers: number; stayers: number }) {
  const all = Math.max(1, props.joiners + props.leavers + props.stayers);
  const width = (count: number) => ({ width: `${(100 * count) / all}%` });
  return <div class="bars" aria-hidden="true"><i class="stay" style={width(props.stayers)} /><i class="come" style={width(props.joiners)} /><i class="go" style={width(props.leavers)} /></div>;
}

function People(props: { title: string; some: Some; open: boolean }) {
  if (props.some.count === 0) return null;
  const more = props.some.count - props.some.sample.length;
  return (
    <details open={props.open}>
      <summary>{props.title}: {many(props.some.count, "client")}</summary>
      <ul class="people">
        {props.some.sample.map((one) => <li key={one.client}><a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a><p class="soft small">{sentence(one.because)}</p></li>)}
        {more > 0 ? <li class="soft small">And {more} more.</li> : null}
      </ul>
    </details>
  );
}
