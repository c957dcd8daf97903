import type { Defined, Member, Node, Segment, Transition } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to } from "../shell/place";
import { condition, family, sentence } from "../words/words";
import "./segment.css";

export function SegmentPage(props: { name: string }) {
  const { format } = useSigned();
  const path = `/api/segments/${encodeURIComponent(props.name)}`;
  const all = useLoad<Segment[]>("/api/segments");
  const members = useLoad<Member[]>(`${path}/members`);
  const segment = all.data?.find((one) => one.name === props.name);
  const template = family(props.name);
  const title = segment && segment.title !== segment.name ? segment.title : template ? `${template[0]}: ${template[1]}` : segment?.title ?? props.name;
  if (members.state === "error" && members.error.status === 404) {
    return <><Title of="Segment">There is no such segment</Title><Ready of={members}>{() => null}</Ready></>;
  }
  return (
    <>
      <nav aria-label="Back"><a href="/segments">← Segments</a></nav>
      <div class="spread">
        <div><Title of={title}>{title}</Title>{segment?.question ? <p class="soft">{segment.question}</p> : null}</div>
        <div class="row">
          <p class="big" role="status">{segment ? <><b>{format.number(segment.members)}</b> {segment.members === 1 ? "client" : "clients"} now</> : null}</p>
          {template ? null : <a class="button" href={to("segments", props.name, "edit")}>Change it</a>}
        </div>
      </div>
      <div class="split">
        <section class="card" aria-labelledby="members">
          <header><h2 id="members">Who is in it</h2></header>
          <Ready of={members} rows={9}>{(rows) => <Members rows={rows} next={members.next} more={members.more} />}</Ready>
        </section>
        <div class="stack">
          <Definition name={props.name} about={segment} />
          <Movements path={path} />
        </div>
      </div>
    </>
  );
}

function Members(props: { rows: Member[]; next?: string | null; more: () => void }) {
  const { format } = useSigned();
  if (props.rows.length === 0) return <Empty inline title="Nobody at present">As soon as the rules find somebody, they stand here.</Empty>;
  return (
    <>
      <table class="table">
        <thead><tr><th scope="col">Client</th><th scope="col" class="number">Since</th></tr></thead>
        <tbody>
          {props.rows.map((one) => (
            <tr key={one.client}>
              <td><a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a><p>{sentence(one.because)}</p></td>
              <td class="number soft">{one.since ? <time dateTime={one.since} title={format.dateTime(one.since)}>{format.date(one.since)}</time> : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More next={props.next} more={props.more} />
    </>
  );
}

function Definition(props: { name: string; about?: Segment }) {
  const { format } = useSigned();
  const defined = useLoad<Defined>(`/api/segments/${encodeURIComponent(props.name)}/definition`);
  const template = defined.state === "error" && defined.error.status === 404;
  return (
    <section class="card" aria-labelledby="definition">
      <header><h2 id="definition">What puts clients here</h2></header>
      <div class="inside stack">
        {template
          ? <p class="soft">A rule that names many segments by what it finds, such as one for each city, makes this one.</p>
          : (
            <Ready of={defined} rows={3}>
              {(found) => (
                <>
                  {found.rules.map((rule) => (
                    <div key={rule.rule} class="rule">
                      <h3>{rule.rule}</h3>
                      {rule.definition ? <Conditions node={rule.definition} /> : <p class="soft small">Written as a rule in {rule.file}, line {rule.line}.</p>}
                    </div>
                  ))}
                  <p class="soft small">By release {found.release}.</p>
                </>
              )}
            </Ready>
          )}
        {props.about ? (
          <dl class="about">
            <dt>Campaign</dt><dd>{props.about.campaign && props.about.campaign !== "none" ? <a href={to("campaigns", props.about.campaign)}>{props.about.campaign}</a> : "none"}</dd>
            <dt>Looked after by</dt><dd>{props.about.owner ?? "nobody"}</dd>
            {props.about.review ? <><dt>To be reviewed</dt><dd>{format.localDay(props.about.review)}</dd></> : null}
          </dl>
        ) : null}
      </div>
    </section>
  );
}

/** All, any or none, in words; nothing is nested deeper than a box in a box. */
function Conditions(props: { node: Node }) {
  const { node } = props;
  const group = "all" in node ? { head: "All of these", nodes: node.all } : "any" in node ? { head: "Any of these", nodes: node.any } : null;
  if (group === null) return <p>{condition(node)}</p>;
  if (group.nodes.length === 1) return <Conditions node={group.nodes[0]!} />;
  return (
    <div class="group">
      <p class="soft small">{group.head}</p>
      <ul>{group.nodes.map((one, at) => <li key={at}>{"all" in one || "any" in one ? <Conditions node={one} /> : condition(one)}</li>)}</ul>
    </div>
  );
}

const CAUSES: Record<string, string> = { CHANGE: "something was booked or told", IMPORT: "imported history", TIME: "time passed", RELEASE: "the rules changed", REQUEST: "asked for" };

function Movements(props: { path: string }) {
  const { format } = useSigned();
  const moved = useLoad<Transition[]>(`${props.path}/transitions?order=newest&limit=12`);
  return (
    <section class="card" aria-labelledby="moved">
      <header><h2 id="moved">Who moved lately</h2></header>
      <Ready of={moved} rows={5}>
        {(rows) =>
          rows.length === 0
            ? <Empty inline title="Nobody came or went yet" />
            : (
              <ul class="moves inside">
                {rows.map((one, at) => (
                  <li key={at}>
                    <span class={one.kind === "ENTERED" ? "in" : "out"} aria-hidden="true">{one.kind === "ENTERED" ? "→" : "←"}</span>
                    <div>
                      <p><a href={to("clients", one.client)}><bdi>{one.name ?? one.client}</bdi></a> {one.kind === "ENTERED" ? "came in" : "left"}</p>
                      <p class="soft small">{one.occurredAt ? <time dateTime={one.occurredAt} title={format.dateTime(one.occurredAt)}>{format.date(one.occurredAt)}</time> : null}{one.cause ? `, ${CAUSES[one.cause] ?? one.cause.toLowerCase()}` : ""}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
      </Ready>
    </section>
  );
}
