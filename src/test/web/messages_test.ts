// What the ledger's lines read like, and what the list of messages asks for; run by DefinitionScreenIT.
import type { Line } from "../../main/resources/web/app/api/types.ts";
import { LISTS, outcome, question } from "../../main/resources/web/app/messages/outcome.ts";
import { Format } from "../../main/resources/web/app/words/format.ts";

declare const Deno: { test(name: string, run: () => void): void };

const format = new Format({ name: "", roles: [], now: "2026-11-22T12:00:00Z", business: { id: "s", name: "S", zone: "Europe/Riga", currency: "EUR", country: "LV" } });
const LINE: Line = {
  id: "1", client: "ana", name: "Ana", campaign: "win-back", step: "offer", kind: "message", state: "QUEUED", moment: "2026-11-23T07:00:00Z", dueAt: "2026-11-23T07:00:00Z", doneAt: null, firstDueAt: null, expiresAt: null,
  gate: null, channel: null, variant: null, origin: "", decidedAt: null, release: "r-1", rule: "", because: "", reason: null, task: null,
};

function equal(actual: unknown, expected: unknown) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`was      ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
}
const says = (line: Partial<Line>) => outcome({ ...LINE, ...line }, format);

Deno.test("what waits says until when and why, by the business's clock", () => {
  equal(says({}).says, "Would go on 23 Nov 2026, 09:00");
  equal(says({ gate: "quiet", reason: "quiet hours are 21:00 to 09:00" }), { says: "Held until 23 Nov 2026, 09:00, since it is night where they are", tone: "wait", why: "Quiet hours are 21:00 to 09:00." });
  equal(says({ kind: "task" }).says, "Due on 23 Nov 2026, 09:00");
});

Deno.test("what went and what did not says by which way and why not", () => {
  equal(says({ state: "DONE", channel: "email" }).says, "Sent by e-mail");
  equal(says({ state: "CANCELLED", gate: "consent", reason: "the client has not agreed to email" }), { says: "Not sent, since they have not agreed", tone: "no", why: "The client has not agreed to email." });
  equal(says({ state: "DONE", kind: "task", task: { assignee: "manager", text: "Call", priority: null, openUntil: null, finishedAt: null, finishedBy: null } }).says, "Given to manager");
  equal(says({ state: "CANCELLED", gate: "a-gate-of-tomorrow" }).says, "Not sent");
  equal(says({ state: "A_STATE" }).says, "a state");
});

Deno.test("each state stands in one list beside the one of all that happened", () => {
  const listed = Object.entries(LISTS).filter(([name]) => name !== "all").flatMap(([, list]) => list.states);
  equal([...listed].sort(), [...new Set(listed)].sort());
  equal(LISTS["all"]!.states.filter((one) => !listed.includes(one)), []);
});

Deno.test("the address says what the ledger is asked; waiting ones are due within days, others were decided within them", () => {
  const ask = (search: string) => decodeURIComponent(question(new URLSearchParams(search), "2026-11-22T12:00:00Z"));
  equal(ask("show=waiting&days=1"), "/api/actions?order=soonest&limit=50&state=QUEUED&to=2026-11-23T12:00:00.000Z");
  equal(ask("show=failed&days=7&campaign=win-back&gate=cap&client=ana&other=x"), "/api/actions?order=newest&limit=50&state=FAILED,UNCERTAIN&campaign=win-back&client=ana&gate=cap&from=2026-11-15T12:00:00.000Z");
  equal(ask("show=nonsense&days=many").startsWith("/api/actions?order=newest&limit=50&state=SENDING,DONE"), true);
});
