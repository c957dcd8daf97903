import type { Line } from "../api/types";
import type { Format } from "../words/format";
import { GATES } from "../words/gates";
import { sentence } from "../words/words";

export type Tone = "good" | "wait" | "no" | "bad";
export interface Outcome { says: string; tone: Tone; why: string | null }

/** By which way; a channel of the business's own has the name that it has. */
export function by(channel: string): string {
  return { email: "e-mail", sms: "SMS" }[channel] ?? channel;
}

/** What became of a line of the ledger, or will, and why, in words. */
export function outcome(line: Line, format: Format): Outcome {
  const why = line.gate !== null && GATES[line.gate] !== undefined ? `since ${GATES[line.gate]}` : null;
  const reason = line.reason === null || line.reason === "" ? null : sentence(line.reason);
  const at = (moment: string | null) => (moment === null ? "" : format.dateTime(moment));
  switch (line.state) {
    case "DONE":
      return { says: done(line), tone: "good", why: null };
    case "SENDING":
      return { says: `On its way${line.channel ? ` by ${by(line.channel)}` : ""}`, tone: "wait", why: null };
    case "QUEUED":
      return why === null
        ? { says: `${line.kind === "message" ? "Would go" : "Due"} on ${at(line.dueAt)}`, tone: "wait", why: null }
        : { says: `Held until ${at(line.dueAt)}, ${why}`, tone: "wait", why: reason };
    case "CANCELLED":
      return { says: why === null ? "Not sent" : `Not sent, ${why}`, tone: "no", why: reason };
    case "FAILED":
      return { says: "Could not be sent", tone: "bad", why: reason };
    case "UNCERTAIN":
      return { says: "Perhaps sent; nobody knows", tone: "bad", why: reason };
    case "HELD_OUT":
      return { says: "Left out, so that one sees what messages do", tone: "no", why: null };
    case "SKIPPED":
      return { says: "Did not start", tone: "no", why: reason };
    case "BACKLOG":
      return { says: "Did not start: it was so before", tone: "no", why: reason };
    default:
      return { says: line.state.toLowerCase().replace(/_/g, " "), tone: "no", why: reason };
  }
}

function done(line: Line): string {
  switch (line.kind) {
    case "message":
      return `Sent${line.channel ? ` by ${by(line.channel)}` : ""}`;
    case "task":
      return line.task?.finishedAt ? "Done" : `Given to ${line.task?.assignee ?? "staff"}`;
    case "tag":
      return "Tag put on";
    case "untag":
      return "Tag taken off";
    case "event":
      return "Told to those who listen";
    default:
      return "Done";
  }
}

/** The lists that one may look at, each with the states it holds and what comes first. */
export const LISTS: Record<string, { title: string; states: string[]; order: "newest" | "soonest" }> = {
  all: { title: "What happened", states: ["SENDING", "DONE", "FAILED", "UNCERTAIN", "CANCELLED", "HELD_OUT", "SKIPPED"], order: "newest" },
  sent: { title: "Sent", states: ["DONE", "SENDING"], order: "newest" },
  not: { title: "Not sent", states: ["CANCELLED", "HELD_OUT", "SKIPPED"], order: "newest" },
  failed: { title: "Failed", states: ["FAILED", "UNCERTAIN"], order: "newest" },
  waiting: { title: "Waiting", states: ["QUEUED"], order: "soonest" },
  before: { title: "From before", states: ["BACKLOG"], order: "newest" },
};

/** What the ledger is asked, by what the address says; times count back from a moment. */
export function question(asked: URLSearchParams, now: string): string {
  const list = LISTS[asked.get("show") ?? "all"] ?? LISTS["all"]!;
  const query = new URLSearchParams({ order: list.order, limit: "50", state: list.states.join(",") });
  for (const name of ["campaign", "client", "gate"]) {
    const value = asked.get(name);
    if (value) query.set(name, value);
  }
  const days = Number(asked.get("days"));
  if (days > 0) {
    const edge = new Date(Date.parse(now) + (list.order === "soonest" ? 1 : -1) * days * 86_400_000).toISOString();
    query.set(list.order === "soonest" ? "to" : "from", edge);
  }
  return `/api/actions?${query}`;
}
