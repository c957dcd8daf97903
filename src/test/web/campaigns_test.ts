// How a campaign reads, and how its file is changed; run by DefinitionScreenIT.
import type { CampaignStep } from "../../main/resources/web/app/api/types.ts";
import { does, length, standing, sums, when, withField } from "../../main/resources/web/app/campaigns/words.ts";

declare const Deno: { test(name: string, run: () => void): void };

function equal(actual: unknown, expected: unknown) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`was      ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
}
const step = (of: Partial<CampaignStep>): CampaignStep => ({ name: "one", delay: "PT0S", before: null, at: null, content: { kind: "message", channel: "email", template: "hello" }, variants: [], ...of });

Deno.test("durations are said in the largest unit that fits", () => {
  equal(["PT48H", "P14D", "PT1H", "PT90M", "PT0S", "PT24H", "weird"].map(length), ["2 days", "14 days", "1 hour", "90 minutes", "0 minutes", "1 day", "weird"]);
});

Deno.test("steps say when and what", () => {
  equal(when(step({})), "at once");
  equal(when(step({ at: "10:00:00" })), "the next 10:00");
  equal(when(step({ delay: "PT168H", at: "10:00" })), "7 days after the start, at 10:00");
  equal(when(step({ delay: null, before: "PT24H" })), "1 day before the booking");
  equal(does(step({ content: { kind: "message", channels: ["sms", "email"], template: "hello", attach: "calendar" } })), "Writes by SMS, else by e-mail: hello, with the booking for the calendar");
  equal(does(step({ content: { kind: "task", assignee: "manager", text: "Call", due: "PT48H" } })), "Asks manager: Call, within 2 days");
  equal(does(step({ variants: ["a", "b"] })), "Writes by e-mail: one of a, b");
});

Deno.test("a field of a campaign's file is said anew, put in or taken out, and the rest stays", () => {
  const file = "# why\nname: win-back\ntitle: Win back\nkind: marketing\nlimit: 200 per day           # on all days\nstop: [booked]\nsteps:\n  - name: offer\n    limit: no\n";
  equal(withField(file, "limit", "50 per day").split("\n")[4], "limit: 50 per day           # on all days");
  equal(withField(file, "to", "2026-11-21").split("\n").slice(3, 5), ["kind: marketing", "to: 2026-11-21"]);
  equal(withField(withField(file, "to", "2026-11-21"), "to", null), file);
  equal(withField("name: a\nstop:\n  - booked\n  - visited\nsteps: []\n", "stop", "[replied]"), "name: a\nstop: [replied]\nsteps: []\n");
  equal(withField("name: a\nstop:\n- booked\n", "stop", null), "name: a\n");
});

Deno.test("messages alone count as sent, held and not sent; a campaign ends with its last day", () => {
  const of = (state: string, count: number, gate: string | null = null, kind = "message") => ({ step: "s", kind, state, gate, count });
  equal(sums([of("DONE", 5), of("DONE", 9, null, "tag"), of("QUEUED", 2), of("QUEUED", 3, "quiet"), of("CANCELLED", 4, "consent"), of("FAILED", 1)]), { sent: 5, waiting: 2, held: 3, not: 4, failed: 1 });
  const campaign = { from: "2026-11-01", to: "2026-11-22" } as never;
  equal(["2026-10-31", "2026-11-22", "2026-11-23"].map((day) => standing(campaign, day)), ["to come", "on", "ended"]);
});
