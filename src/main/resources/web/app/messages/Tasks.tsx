import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Campaign, Line } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to, useAsked } from "../shell/place";
import { Tabs } from "./Tabs";

/** What campaigns ask staff to do. */
export function Tasks() {
  const { session } = useSigned();
  const [asked, ask] = useAsked();
  const done = asked.get("show") === "done";
  const tasks = useLoad<Line[]>(`/api/actions?kind=task&state=DONE&order=newest&limit=50&finished=${done}`);
  const campaigns = useLoad<Campaign[]>("/api/campaigns");
  const title = (name: string) => campaigns.data?.find((one) => one.name === name)?.title ?? name;
  const may = session.roles.includes("analyst") || session.roles.includes("booking-system");
  return (
    <>
      <div><Title of="Tasks">Tasks</Title><p class="soft">What campaigns ask the front desk and others to do.</p></div>
      <Tabs now="/messages/tasks" />
      <div class="card">
        <div class="inside filters row kinds" role="group" aria-label="Show">
          <button class="button plain small" aria-pressed={!done} onClick={() => ask({ show: "" })}>To be done</button>
          <button class="button plain small" aria-pressed={done} onClick={() => ask({ show: "done" })}>Done</button>
        </div>
        <Ready of={tasks} rows={6}>
          {(rows) => rows.length === 0
            ? <Empty inline title={done ? "Nothing was done yet" : "Nothing is to be done"}>{done ? "A task that somebody ticks stands here." : "A campaign with a task puts it here when it is due."}</Empty>
            : <><ul class="tasks">{rows.map((one) => <Task key={one.id} line={one} title={title} may={may} />)}</ul><More next={tasks.next} more={tasks.more} /></>}
        </Ready>
        {may ? null : <p class="inside soft small">Tasks are ticked by keys with the role analyst; yours has {session.roles.join(", ")}.</p>}
      </div>
    </>
  );
}

function Task(props: { line: Line; title: (name: string) => string; may: boolean }) {
  const { session, format } = useSigned();
  const [line, set] = useState(props.line);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const { task } = line;
  const finished = task?.finishedAt ?? null;
  async function tell(method: "PUT" | "DELETE") {
    setRefused(null);
    try {
      set((await call<Line>(method, `/api/actions/${encodeURIComponent(line.id!)}/finished`)).rows);
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  const over = task?.openUntil && Date.parse(task.openUntil) < Date.parse(session.now);
  return (
    <li>
      <div>
        <p class="what"><a href={to("messages", line.id!)}>{task?.text ?? "Its text is kept no more."}</a>{task?.priority ? <span class="badge">{task.priority}</span> : null}</p>
        <p class="soft small">For {task?.assignee ?? "staff"}, about <a href={to("clients", line.client)}><bdi>{line.name ?? line.client}</bdi></a>. {props.title(line.campaign)}, since {format.date(line.moment)}.</p>
        <p class="soft small" role="status">{finished ? `Done on ${format.dateTime(finished)}, says ${task?.finishedBy ?? "somebody"}.` : task?.openUntil ? (over ? `It was to be done until ${format.dateTime(task.openUntil)}.` : `To be done until ${format.dateTime(task.openUntil)}.`) : ""}</p>
        {refused ? <p class="problem" role="alert">{refused.message}</p> : null}
      </div>
      {props.may ? <button class="button" onClick={() => void tell(finished ? "DELETE" : "PUT")}>{finished ? "Not done after all" : "Done"}</button> : null}
    </li>
  );
}
