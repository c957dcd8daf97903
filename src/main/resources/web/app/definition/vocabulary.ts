import { BOOKING, CLIENT, SURVEY, type Words } from "./catalogue";

/** The vocabulary of rules as the API tells it. */
export type Type = "NUMBER" | "TEXT" | "FLAG" | "DAY" | "TEXTS" | "RANK";
export interface Parameter { name: string; type: "TEXT" | "WHOLE_NUMBER" | "DATE"; meaning: string }
export interface Property { name: string; type: Type; unit: string | null; meaning: string; parameters: Parameter[]; values: string[]; example: string }
export interface Told { facts: { name: string; properties: Property[] }[] }
export type Fact = "Client" | "Booking" | "Survey";

export const FACTS: Record<Fact, Record<string, Words>> = { Client: CLIENT, Booking: BOOKING, Survey: SURVEY };

export class Vocabulary {
  private readonly byFact = new Map<string, Map<string, Property>>();

  constructor(told: Told) {
    for (const fact of told.facts) this.byFact.set(fact.name, new Map(fact.properties.map((one) => [one.name, one])));
  }

  property(fact: Fact, name: string): Property | undefined {
    return this.byFact.get(fact)?.get(name);
  }

  properties(fact: Fact): Property[] {
    const order = Object.keys(FACTS[fact]);
    const at = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...(this.byFact.get(fact)?.values() ?? [])].sort((a, b) => at(a.name) - at(b.name));
  }
}

/** daysSinceLastVisit → days since last visit. */
export function apart(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

export function words(fact: Fact, name: string): Words {
  return FACTS[fact][name] ?? ["Other", apart(name), `${apart(name)} {v}`];
}

/** What a value of a comparison is written with. */
export type Editor = "none" | "number" | "money" | "text" | "texts" | "numbers" | "day" | "choice" | "choices";
export interface Operator { symbol: string; says: string; editor: Editor }

const KNOWN: Operator[] = [{ symbol: "!= null", says: "is known", editor: "none" }, { symbol: "== null", says: "is not known", editor: "none" }];
const TEXT: Operator[] = [
  { symbol: "==", says: "is", editor: "text" }, { symbol: "!=", says: "is not", editor: "text" },
  { symbol: "in", says: "is one of", editor: "texts" }, { symbol: "not in", says: "is none of", editor: "texts" },
  { symbol: "contains", says: "has in it", editor: "text" }, { symbol: "not contains", says: "does not have in it", editor: "text" },
  { symbol: "str[startsWith]", says: "begins with", editor: "text" }, { symbol: "str[endsWith]", says: "ends with", editor: "text" },
  { symbol: "not str[startsWith]", says: "does not begin with", editor: "text" }, { symbol: "not str[endsWith]", says: "does not end with", editor: "text" },
  { symbol: "matches", says: "matches the pattern", editor: "text" }, { symbol: "not matches", says: "does not match the pattern", editor: "text" }, ...KNOWN,
];
const OPERATORS: Record<Type, Operator[]> = {
  NUMBER: [
    { symbol: ">=", says: "at least", editor: "number" }, { symbol: ">", says: "more than", editor: "number" },
    { symbol: "<=", says: "at most", editor: "number" }, { symbol: "<", says: "less than", editor: "number" },
    { symbol: "==", says: "exactly", editor: "number" }, { symbol: "!=", says: "other than", editor: "number" },
    { symbol: "in", says: "one of", editor: "numbers" }, { symbol: "not in", says: "none of", editor: "numbers" }, ...KNOWN,
  ],
  RANK: [
    { symbol: ">", says: "above", editor: "number" }, { symbol: ">=", says: "at least", editor: "number" },
    { symbol: "<=", says: "at most", editor: "number" }, { symbol: "<", says: "below", editor: "number" },
  ],
  DAY: [
    { symbol: ">=", says: "on or after", editor: "day" }, { symbol: "<=", says: "on or before", editor: "day" },
    { symbol: ">", says: "after", editor: "day" }, { symbol: "<", says: "before", editor: "day" },
    { symbol: "==", says: "on", editor: "day" }, { symbol: "!=", says: "not on", editor: "day" }, ...KNOWN,
  ],
  TEXT,
  TEXTS: [{ symbol: "contains", says: "include", editor: "text" }, { symbol: "not contains", says: "do not include", editor: "text" }, ...KNOWN],
  FLAG: [{ symbol: "", says: "yes", editor: "none" }, { symbol: "no", says: "no", editor: "none" }, ...KNOWN],
};

export function operators(property: Property): Operator[] {
  const all = OPERATORS[property.type];
  if (property.unit === "MONEY") return all.map((one) => (one.editor === "number" ? { ...one, editor: "money" } : one));
  if (property.values.length === 0) return all;
  return all
    .filter((one) => !/str\[|matches|contains/.test(one.symbol))
    .map((one) => (one.editor === "text" ? { ...one, editor: "choice" } : one.editor === "texts" ? { ...one, editor: "choices" } : one));
}

export function operator(property: Property, symbol: string): Operator | undefined {
  return operators(property).find((one) => one.symbol === symbol);
}

const UNITS: Record<string, string> = { DAYS: "days", YEARS: "years", HOURS: "hours", SECONDS: "seconds", VISITS: "visits", DAYS_OF_A_YEAR: "days", PER_MONTH: "a month", STARS: "stars", HOUR_OF_DAY: "o’clock" };
export function unit(property: Property, currency: string): string {
  return property.unit === "MONEY" ? currency : UNITS[property.unit ?? ""] ?? "";
}

/** Where the values of an argument or a text come from: the path of the API; null where nothing is suggested. */
export function valuesOf(fact: Fact, property: Property): string | null {
  if (property.values.length > 0 || property.parameters.length > 0 || (property.type !== "TEXT" && property.type !== "TEXTS") || fact === "Survey") return null;
  if (["id", "firstName", "lastName", "birthday"].includes(property.name)) return null;
  return `/api/values?fact=${fact}&property=${property.name}`;
}
const NAMES: Record<string, string> = { service: "service", category: "category", channel: "consent", brand: "brand", offer: "offer", page: "viewed category", what: "pass", attribute: "attribute", type: "activity" };
export function namesOf(parameter: Parameter): string | null {
  const names = NAMES[parameter.name];
  return parameter.type === "TEXT" && names !== undefined ? `/api/values?names=${encodeURIComponent(names)}` : null;
}
