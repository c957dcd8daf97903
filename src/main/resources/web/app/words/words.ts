import type { Client, Node } from "../api/types";

/** Names of properties that do not read well when they are only taken apart. */
const NAMES: Record<string, string> = {
  daysSinceLastVisit: "days since the last visit",
  daysSinceFirstVisit: "days since the first visit",
  spendPercentile: "rank by spend",
  usualIntervalDays: "usual days between visits",
  upcomingBookings: "bookings ahead",
};

const OPERATORS: Record<string, string> = {
  "==": "", "!=": "not", ">": "more than", ">=": "at least", "<": "less than", "<=": "at most",
  in: "one of", "not in": "none of", contains: "with", "not contains": "without", memberOf: "one of",
};

/** daysSinceLastVisit → days since the last visit. */
export function plain(name: string): string {
  return NAMES[name] ?? name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

/** The API's sentence with the names of properties as people say them; what stands in quotes is the client's own and stays. */
export function readable(sentence: string): string {
  return sentence
    .replace(/\b([a-z][A-Za-z]*)InLast\((\d+)\)/g, (_, word: string, days: string) => `${plain(word)} in the last ${days} days`)
    .replace(/\bmust be (>=|<=|>|<) /g, (_, operator: string) => `must be ${OPERATORS[operator]} `)
    .replace(/(\d\.\d{2})\d+/g, "$1")
    .replace(/\b(?:booked|bookedCategory)\(("[^"]*")\) is true/g, "has booked $1")
    .split(/("[^"]*"|'[^']*')/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, plain)))
    .join("");
}

/** A sentence begins with a capital and ends. */
export function sentence(text: string): string {
  const said = readable(text).trim();
  return said === "" ? "" : said.charAt(0).toUpperCase() + said.slice(1) + (/[.!?]$/.test(said) ? "" : ".");
}

/** One condition of a definition in words; groups are drawn by who asks. */
export function condition(node: Node): string {
  if ("field" in node) {
    const name = node.field + (node.arguments?.length ? `(${node.arguments.map((one) => JSON.stringify(one)).join(", ")})` : "");
    if (node.operator === undefined) return readable(`${name} is true`);
    const value = Array.isArray(node.value) ? node.value.join(", ") : String(node.value);
    const said = /^[a-z][a-zA-Z]*$/.test(name) ? plain(name) : readable(name);
    return `${said}: ${OPERATORS[node.operator] ?? node.operator} ${value}`.replace(":  ", ": ");
  }
  if ("exists" in node) {
    const inner = Object.entries(node.exists)
      .filter((entry): entry is [string, Node[]] => Array.isArray(entry[1]))
      .flatMap(([kind, nodes]) => nodes.map(condition).join(kind === "any" ? " or " : " and "));
    return `has a ${node.exists.fact.toLowerCase()}${inner.length ? " where " + inner.join(" and ") : ""}`;
  }
  if ("not" in node) return `not: ${condition(node.not)}`;
  if ("all" in node) return node.all.map(condition).join(" and ");
  if ("any" in node) return node.any.map(condition).join(" or ");
  return "written as a rule";
}

export function nameOf(client: Client): string {
  return [client.firstName, client.lastName].filter(Boolean).join(" ") || client.id;
}

/** service:massage → service: massage. */
export function family(name: string): [string, string] | null {
  const at = name.indexOf(":");
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : null;
}

export function many(count: number, one: string, more = one + "s"): string {
  return `${new Intl.NumberFormat("en-GB").format(count)} ${count === 1 ? one : more}`;
}
