import { condition } from "../words/words";
import type { Group, Item, Test } from "./tree";
import { operator, words, type Fact, type Property, type Vocabulary } from "./vocabulary";

export interface Says { money: (value: string) => string; day: (value: string) => string; titleOf?: (name: string) => string }

/** The whole in words: "Clients: last visit at least 60 days ago, or at least 2 no-shows." */
export function whole(root: Group, vocabulary: Vocabulary, says: Says): string {
  const said = root.items.map((one) => part(one, "Client", vocabulary, says)).filter((one) => one !== "");
  if (said.length === 0) return "Every client.";
  return `Clients: ${joined(root.how, said)}.`;
}

function part(item: Item, fact: Fact, vocabulary: Vocabulary, says: Says): string {
  switch (item.kind) {
    case "kept":
      return condition(item.node);
    case "test":
      return test(item, fact, vocabulary, says);
    case "group": {
      const said = item.items.map((one) => part(one, fact, vocabulary, says)).filter((one) => one !== "");
      return said.length === 0 ? "" : said.length === 1 && (item.how === "all" || item.how === "any") ? said[0]! : `(${joined(item.how, said)})`;
    }
    case "fact": {
      const thing = item.fact === "Booking" ? "booking" : "survey answer";
      const said = item.items.map((one) => part(one, item.fact, vocabulary, says)).filter((one) => one !== "");
      const where = said.length === 0 ? "" : `: ${said.join(item.how === "all" ? ", " : " or ")}`;
      return `(${item.has ? "has a" : "has no"} ${thing}${where})`;
    }
  }
}

function joined(how: Group["how"], said: string[]): string {
  switch (how) {
    case "all": return said.join(", and ");
    case "any": return said.join(", or ");
    case "none": return said.length === 1 ? `not: ${said[0]}` : `neither ${said.join(" nor ")}`;
    case "not-all": return said.length === 1 ? `not: ${said[0]}` : `not ${said.length === 2 ? "both" : "all"}: ${said.join(" and ")}`;
  }
}

function test(item: Test, fact: Fact, vocabulary: Vocabulary, says: Says): string {
  const property = vocabulary.property(fact, item.field);
  const by = property && operator(property, item.operator);
  if (property === undefined || by === undefined) return "";
  const [, label, sentence, no] = words(fact, item.field);
  const filled = (text: string) => property.parameters.reduce((all, one, at) => all.replace(`{${at}}`, argument(item.arguments[at] ?? "", one.type === "DATE", says)), text);
  if (by.symbol.endsWith("null")) return `${filled(label.replace(/…/g, () => item.arguments[0] ?? "…"))} ${by.says}`;
  if (property.type === "FLAG") return filled(by.symbol === "no" ? no ?? `not: ${sentence}` : sentence);
  const empty = Array.isArray(item.value) ? item.value.length === 0 : item.value.trim() === "";
  if (empty) return "";
  const value = Array.isArray(item.value) ? item.value.map((one) => shown(one, property, says)).join(", ") : shown(item.value, property, says);
  const verb = by.says === "is" ? "is " : by.says === "include" ? "" : by.says === "do not include" ? "missing: " : by.says + " ";
  return filled(sentence).replace("{v}", verb + value);
}

const argument = (text: string, day: boolean, says: Says) => (text === "" ? "…" : day ? says.day(text) : says.titleOf?.(text) ?? text);

function shown(text: string, property: Property, says: Says): string {
  if (property.unit === "MONEY" && Number.isFinite(Number(text))) return says.money(text);
  if (property.type === "DAY" && /^\d{4}-\d\d-\d\d$/.test(text)) return says.day(text);
  return property.values.includes(text) ? text.toLowerCase().replace(/_/g, "-") : text;
}
