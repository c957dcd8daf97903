import type { Node } from "../api/types";
import { operator, operators, type Fact, type Vocabulary } from "./vocabulary";

/** A definition while it is edited: every part has an id that stays, whatever happens around it. What is typed stays as it was typed. */
export type How = "all" | "any" | "none" | "not-all";
export interface Group { id: number; kind: "group"; how: How; items: Item[] }
export interface Test { id: number; kind: "test"; field: string; arguments: string[]; operator: string; value: string | string[] }
export interface Box { id: number; kind: "fact"; fact: "Booking" | "Survey"; has: boolean; how: "all" | "any"; items: Item[] }
/** What can be said only as a rule; it is kept as it is. */
export interface Kept { id: number; kind: "kept"; node: Node }
export type Item = Group | Test | Box | Kept;

let last = 0;
export const newId = () => ++last;

export const emptyTest = (field = ""): Test => ({ id: newId(), kind: "test", field, arguments: [], operator: "", value: "" });
export const emptyGroup = (how: How = "any"): Group => ({ id: newId(), kind: "group", how, items: [emptyTest()] });
export const emptyBox = (fact: "Booking" | "Survey", has: boolean): Box => ({ id: newId(), kind: "fact", fact, has, how: "all", items: [emptyTest()] });

/** Reads what the API tells. The whole is always a group. */
export function read(node: Node, vocabulary: Vocabulary): Group {
  const item = part(node, "Client", vocabulary);
  return item.kind === "group" ? item : { id: newId(), kind: "group", how: "all", items: [item] };
}

function part(node: Node, fact: Fact, vocabulary: Vocabulary): Item {
  const id = newId();
  const group = (how: How, nodes: Node[]): Group => ({ id, kind: "group", how, items: nodes.map((one) => part(one, fact, vocabulary)) });
  if ("all" in node) return group("all", node.all);
  if ("any" in node) return group("any", node.any);
  if ("exists" in node) return box(id, node, true, vocabulary);
  if ("not" in node) {
    const { not } = node;
    if ("exists" in not) return box(id, not, false, vocabulary);
    if ("any" in not) return group("none", not.any);
    if ("all" in not) return group("not-all", not.all);
    return { id, kind: "group", how: "none", items: [part(not, fact, vocabulary)] };
  }
  return test(id, node, fact, vocabulary);
}

function box(id: number, node: Extract<Node, { exists: unknown }>, has: boolean, vocabulary: Vocabulary): Item {
  const { fact, all, any, ...rest } = node.exists as { fact: string; all?: Node[]; any?: Node[] } & Record<string, unknown>;
  if ((fact !== "Booking" && fact !== "Survey") || Object.keys(rest).length > 0 || (all && any)) {
    return { id, kind: "kept", node: has ? node : { not: node } };
  }
  return { id, kind: "fact", fact, has, how: any ? "any" : "all", items: (all ?? any ?? []).map((one) => part(one, fact, vocabulary)) };
}

function test(id: number, node: Extract<Node, { field: string }>, fact: Fact, vocabulary: Vocabulary): Item {
  const kept: Kept = { id, kind: "kept", node };
  const property = vocabulary.property(fact, node.field);
  const flat = (value: unknown) => value === undefined || ["string", "number", "boolean"].includes(typeof value);
  const values = Array.isArray(node.value) ? node.value : [node.value];
  if (property === undefined || !values.every(flat) || !(node.arguments ?? []).every(flat)) return kept;
  const no = property.type === "FLAG" && node.operator === "==" && node.value === false;
  const symbol = no ? "no" : node.operator ?? "";
  if (operator(property, symbol) === undefined) return kept;
  const value = no || node.value === undefined ? "" : Array.isArray(node.value) ? node.value.map(String) : String(node.value);
  return { id, kind: "test", field: node.field, arguments: (node.arguments ?? []).map(String), operator: symbol, value };
}

/** What the API takes, without what is not finished, and where each part stands in it. */
export interface Written { definition: Node; places: [pointer: string, id: number][]; unfinished: number[] }

export function write(root: Group, vocabulary: Vocabulary): Written {
  const written: Written = { definition: { all: [] }, places: [], unfinished: [] };
  const definition = node(root, "", "Client", vocabulary, written) ?? { all: [] };
  written.definition = "all" in definition || "any" in definition ? definition : { all: [definition] };
  if (written.definition !== definition) written.places = written.places.map(([pointer, id]) => ["/all/0" + pointer, id]);
  return written;
}

function node(item: Item, pointer: string, fact: Fact, vocabulary: Vocabulary, written: Written): Node | null {
  written.places.push([pointer, item.id]);
  switch (item.kind) {
    case "kept":
      return item.node;
    case "test":
      return comparison(item, fact, vocabulary, written);
    case "group": {
      const key = item.how === "all" || item.how === "not-all" ? "all" : "any";
      const not = item.how === "none" || item.how === "not-all";
      const nodes = members(item.items, `${pointer}${not ? "/not" : ""}/${key}`, fact, vocabulary, written);
      if (nodes.length === 0) return null;
      const group = { [key]: nodes } as Node;
      return not ? { not: group } : group;
    }
    case "fact": {
      const around = pointer + (item.has ? "" : "/not") + "/exists";
      const nodes = members(item.items, `${around}/${item.how}`, item.fact, vocabulary, written);
      const exists = { exists: { fact: item.fact, ...(nodes.length > 0 ? { [item.how]: nodes } : {}) } };
      return item.has ? exists : { not: exists };
    }
  }
}

function members(items: Item[], pointer: string, fact: Fact, vocabulary: Vocabulary, written: Written): Node[] {
  const nodes: Node[] = [];
  for (const item of items) {
    const before = written.places.length;
    const made = node(item, `${pointer}/${nodes.length}`, fact, vocabulary, written);
    if (made === null) written.places.length = before;
    else nodes.push(made);
  }
  return nodes;
}

function comparison(item: Test, fact: Fact, vocabulary: Vocabulary, written: Written): Node | null {
  const property = vocabulary.property(fact, item.field);
  const by = property && operator(property, item.operator);
  const missing = property === undefined || by === undefined
    || property.parameters.some((_, at) => (item.arguments[at] ?? "").trim() === "")
    || (by.editor !== "none" && (Array.isArray(item.value) ? item.value.length === 0 : item.value.trim() === ""));
  if (missing) {
    written.unfinished.push(item.id);
    return null;
  }
  const args = property.parameters.length === 0 ? {} : { arguments: property.parameters.map((one, at) => (one.type === "WHOLE_NUMBER" ? numeric(item.arguments[at]!) : item.arguments[at]!.trim())) };
  const test = { field: item.field, ...args };
  if (property.type === "FLAG" && by.symbol === "no") return { ...test, operator: "==", value: false };
  if (by.symbol === "") return test;
  if (by.editor === "none") return { ...test, operator: by.symbol };
  const number = property.type === "NUMBER" || property.type === "RANK";
  const value = (text: string) => (number ? numeric(text) : text.trim());
  return { ...test, operator: by.symbol, value: Array.isArray(item.value) ? item.value.map(value) : value(item.value) };
}

/** A number as it was meant: 12,50 too. What is none stays a text, so that the API says what is wrong. */
function numeric(text: string): number | string {
  const plain = text.trim().replace(/\s/g, "").replace(/^(-?\d+),(\d{1,2})$/, "$1.$2");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text.trim();
}

/** The part that a pointer of a problem is about. */
export function placed(pointer: string, written: Written): number | undefined {
  let found: [string, number] | undefined;
  for (const place of written.places) {
    const inside = pointer === place[0] || pointer.startsWith(place[0] + "/");
    if (inside && (found === undefined || place[0].length > found[0].length)) found = place;
  }
  return found?.[1];
}

/** The tree with one part another; null takes it out. */
export function change<T extends Item>(root: T, id: number, by: (item: Item) => Item | Item[] | null): T {
  if (!("items" in root)) return root;
  let touched = false;
  const items = root.items.flatMap((item) => {
    if (item.id === id) {
      touched = true;
      const made = by(item);
      return made === null ? [] : made;
    }
    const inside = change(item, id, by);
    touched ||= inside !== item;
    return [inside];
  });
  return touched ? { ...root, items } : root;
}

export function edit(root: Group, id: number, by: (item: Item) => Item): Group {
  return root.id === id ? (by(root) as Group) : change(root, id, by);
}

export function add(root: Group, into: number, item: Item): Group {
  return edit(root, into, (group) => ("items" in group ? { ...group, items: [...group.items, item] } : group));
}

/** One place up or down among its like; at an end it stays. */
export function move(root: Group, id: number, by: -1 | 1): Group {
  const moved = <T extends Item>(item: T): T => {
    if (!("items" in item)) return item;
    const at = item.items.findIndex((one) => one.id === id);
    if (at < 0) return { ...item, items: item.items.map(moved) };
    const to = at + by;
    if (to < 0 || to >= item.items.length) return item;
    const items = [...item.items];
    [items[at], items[to]] = [items[to]!, items[at]!];
    return { ...item, items };
  };
  return moved(root);
}

/** The same once more, with ids of its own. */
export function copy(item: Item): Item {
  return "items" in item ? { ...item, id: newId(), items: item.items.map(copy) } : { ...item, id: newId() };
}

/** A test of another property: what fits of it stays. */
export function retarget(item: Test, field: string, fact: Fact, vocabulary: Vocabulary): Test {
  const property = vocabulary.property(fact, field);
  if (property === undefined) return { ...item, field, arguments: [], operator: "", value: "" };
  const before = vocabulary.property(fact, item.field);
  const same = before !== undefined && before.type === property.type && before.unit === property.unit;
  const by = (same && operator(property, item.operator)) || operators(property)[0]!;
  const args = property.parameters.map((one, at) => (before?.parameters[at]?.type === one.type ? item.arguments[at] : undefined) ?? (one.name === "days" ? "30" : ""));
  return { ...item, field, arguments: args, operator: by.symbol, value: same ? item.value : by.editor.endsWith("s") ? [] : "" };
}

/** A step in what was done: typing in one place is one step. */
export interface History { now: Group; past: Group[]; future: Group[]; typing: string | null }
const STEPS = 100;

export const begun = (now: Group): History => ({ now, past: [], future: [], typing: null });
export function done(history: History, next: Group, typing: string | null = null): History {
  if (next === history.now) return history;
  const goesOn = typing !== null && typing === history.typing;
  return { now: next, past: goesOn ? history.past : [...history.past.slice(-STEPS + 1), history.now], future: [], typing };
}
export function undone(history: History): History {
  const before = history.past.at(-1);
  return before === undefined ? history : { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future], typing: null };
}
export function redone(history: History): History {
  const [next, ...future] = history.future;
  return next === undefined ? history : { now: next, past: [...history.past, history.now], future, typing: null };
}
