import type { Campaign, CampaignStep, StepCount } from "../api/types";
import { by } from "../messages/outcome";
import { many, plain } from "../words/words";

/** PT48H → 2 days; P14D → 14 days; whole units only, the largest that fits. */
export function length(iso: string): string {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(iso);
  if (found === null) return iso;
  const [days, hours, minutes, seconds] = found.slice(1).map((one) => Number(one ?? 0)) as [number, number, number, number];
  const all = days * 1440 + hours * 60 + minutes + seconds / 60;
  if (all >= 1440 && all % 1440 === 0) return many(all / 1440, "day");
  if (all >= 60 && all % 60 === 0) return many(all / 60, "hour");
  return many(Math.round(all), "minute");
}

/** When a step is due: at once; 2 days after the start, at 10:00; 24 hours before the booking. */
export function when(step: CampaignStep): string {
  if (step.before !== null) return `${length(step.before)} before the booking`;
  const zero = step.delay === null || /^PT0S$/.test(step.delay);
  const after = zero ? "at once" : `${length(step.delay!)} after the start`;
  return step.at === null ? after : `${zero ? "the next" : `${after}, at`} ${step.at.slice(0, 5)}`;
}

/** What a step does. */
export function does(step: CampaignStep): string {
  const { content } = step;
  switch (content.kind) {
    case "message": {
      const ways = (content.channels ?? [content.channel ?? ""]).map(by).join(", else by ");
      const says = step.variants.length > 0 ? `one of ${step.variants.join(", ")}` : content.template ?? `“${content.text ?? ""}”`;
      return `Writes by ${ways}: ${says}${content.attach ? ", with the booking for the calendar" : ""}`;
    }
    case "task":
      return `Asks ${content.assignee ?? "staff"}: ${content.text ?? ""}${content.due ? `, within ${length(content.due)}` : ""}`;
    case "tag":
      return `Puts the tag ${content.tag ?? ""} on`;
    case "untag":
      return `Takes the tag ${content.tag ?? ""} off`;
    default:
      return `Tells those who listen: ${content.event ?? content.kind}`;
  }
}

/** How often it may start for one client. */
export function reentry(campaign: Campaign): string {
  if (campaign.reentry === "once") return "once in a client’s life";
  if (campaign.reentry === "each-entry") return "whenever there is something new to start from";
  return `not again within ${campaign.reentry.replace("every ", "")}`;
}

const STOPS: Record<string, string> = { booked: "they book", visited: "they come", redeemed: "they use the offer", replied: "they answer", "left-segment": "they leave the segment" };

/** What ends it for a client. */
export function stops(campaign: Campaign): string {
  return campaign.stop.map((one) => STOPS[one] ?? plain(one)).join(", or ");
}

/** What it offers, in words; money is written by whoever knows how. */
export function offer(campaign: Campaign, money: (amount: number) => string): string | null {
  const given = campaign.offer;
  if (given === null) return null;
  const worth = given.percent !== null ? `${given.percent} % off` : given.amount !== null ? `${money(given.amount)} off` : given.gift ?? "a present";
  const what = [...given.services, ...given.categories];
  return [worth, what.length > 0 ? `for ${what.join(", ")}` : "", given.minSpend !== null ? `from ${money(given.minSpend)} on` : "", given.validity !== null ? `valid for ${length(given.validity)}` : ""].filter(Boolean).join(", ");
}

/** Whether it may start on a day, and until when. */
export function standing(campaign: Campaign, today: string): "on" | "ended" | "to come" {
  if (campaign.to !== null && campaign.to < today) return "ended";
  return campaign.from !== null && campaign.from > today ? "to come" : "on";
}

/** Messages of a campaign: sent, waiting for their time, held by something, not sent. */
export function sums(steps: StepCount[]): { sent: number; waiting: number; held: number; not: number; failed: number } {
  const messages = steps.filter((one) => one.kind === "message");
  const sum = (keep: (one: StepCount) => boolean) => messages.filter(keep).reduce((all, one) => all + one.count, 0);
  return {
    sent: sum((one) => one.state === "DONE" || one.state === "SENDING"), waiting: sum((one) => one.state === "QUEUED" && one.gate === null), held: sum((one) => one.state === "QUEUED" && one.gate !== null),
    not: sum((one) => one.state === "CANCELLED"), failed: sum((one) => one.state === "FAILED" || one.state === "UNCERTAIN"),
  };
}

/** The text of a campaign's file with a field of the first level said anew, or taken out; comments and order stay. */
export function withField(file: string, name: string, value: string | null): string {
  const lines = file.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`${name}:`));
  if (at >= 0) {
    let end = at + 1;
    while (end < lines.length && /^(\s+\S|\s*- )/.test(lines[end]!)) end++;
    const comment = /\s+#.*$/.exec(lines[at]!)?.[0] ?? "";
    lines.splice(at, end - at, ...(value === null ? [] : [`${name}: ${value}${comment}`]));
  } else if (value !== null) {
    const behind = Math.max(lines.findIndex((line) => line.startsWith("kind:")), lines.findIndex((line) => line.startsWith("title:")), lines.findIndex((line) => line.startsWith("name:")));
    lines.splice(behind + 1, 0, `${name}: ${value}`);
  }
  return lines.join("\n");
}
