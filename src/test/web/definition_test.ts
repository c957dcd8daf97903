// What the builder makes of a definition, and says of it; run by DefinitionScreenIT with the Deno that the bundler brings.
import type { Node } from "../../main/resources/web/app/api/types.ts";
import { CLIENT, BOOKING, SURVEY } from "../../main/resources/web/app/definition/catalogue.ts";
import { whole } from "../../main/resources/web/app/definition/sentence.ts";
import { add, begun, change, copy, done, emptyGroup, emptyTest, move, placed, read, redone, retarget, undone, write, type Group, type Item, type Test } from "../../main/resources/web/app/definition/tree.ts";
import { operators, Vocabulary, type Told } from "../../main/resources/web/app/definition/vocabulary.ts";

declare const Deno: { test(name: string, run: () => void): void; readTextFileSync(path: string): string; env: { get(name: string): string } };

const told = JSON.parse(Deno.readTextFileSync(Deno.env.get("VOCABULARY"))) as Told;
const vocabulary = new Vocabulary(told);
const says = { money: (value: string) => `€${Number(value).toFixed(2)}`, day: (value: string) => value };
const sentence = (definition: Node) => whole(read(definition, vocabulary), vocabulary, says);

function equal(actual: unknown, expected: unknown, of = "") {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${of}\n  was      ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
}

const DEFINITIONS: [Node, string][] = [
  [{ all: [] }, "Every client."],
  [{ any: [{ field: "daysSinceLastVisit", operator: ">=", value: 60 }, { field: "noShows", operator: ">=", value: 2 }] }, "Clients: last visit at least 60 days ago, or at least 2 no-shows."],
  [{ all: [{ field: "booked", arguments: ["massage"] }, { field: "spendInLast", arguments: [30], operator: ">", value: 200 }, { not: { all: [{ field: "spendPercentile", operator: ">", value: 80 }, { field: "visits", operator: ">=", value: 3 }] } }] },
    "Clients: booked massage, and spent more than €200.00 in the last 30 days, and (not both: rank by spend above 80 and at least 3 visits)."],
  [{ all: [{ field: "bookedCategory", arguments: ["hair"], operator: "==", value: false }, { field: "city", operator: "in", value: ["Riga", "Jūrmala"] }, { field: "tags", operator: "not contains", value: "student" }] },
    "Clients: never booked hair, and city is one of Riga, Jūrmala, and tag missing: student."],
  [{ all: [{ exists: { fact: "Booking", all: [{ field: "status", operator: "==", value: "NO_SHOW" }, { field: "daysAgo", operator: "<=", value: 90 }] } }, { not: { exists: { fact: "Survey" } } }] },
    "Clients: (has a booking: status is no-show, at most 90 days ago), and (has no survey answer)."],
  [{ all: [{ field: "age", operator: "== null" }, { not: { any: [{ field: "city", operator: "==", value: "Riga" }, { field: "hasEmail" }] } }] },
    "Clients: age is not known, and (neither city is Riga nor has an e-mail address)."],
];

Deno.test("a definition is read and written again as it was, and said in words", () => {
  for (const [definition, words] of DEFINITIONS) {
    const written = write(read(definition, vocabulary), vocabulary);
    equal(written.definition, definition);
    equal(written.unfinished, []);
    equal(sentence(definition), words);
  }
});

Deno.test("what can be said only as a rule is kept as it is", () => {
  const kept = { all: [{ field: "spend", operator: ">", value: { field: "profit" } }, { field: "visits", operator: ">=", value: 1 }] } as unknown as Node;
  const root = read(kept, vocabulary);
  equal(root.items[0]!.kind, "kept");
  equal(write(root, vocabulary).definition, kept);
});

Deno.test("what is not finished is left out and named", () => {
  const test = emptyTest("visits");
  const root = read({ all: [{ field: "hasEmail" }] }, vocabulary);
  const written = write(add(add(root, root.id, test), root.id, retarget(emptyTest(), "spendInLast", "Client", vocabulary)), vocabulary);
  equal(written.definition, { all: [{ field: "hasEmail" }] });
  equal(written.unfinished.length, 2);
});

Deno.test("numbers are taken as people write them, and what is none is told by the API", () => {
  const root = read({ all: [{ field: "spend", operator: ">", value: 1 }] }, vocabulary);
  const value = (text: string) => (write(change(root, root.items[0]!.id, (item) => ({ ...item, value: text }) as Item), vocabulary).definition as { all: { value: unknown }[] }).all[0]!.value;
  equal(value("12,50"), 12.5);
  equal(value("1 200"), 1200);
  equal(value("many"), "many");
});

Deno.test("a pointer of a problem finds the condition it is about", () => {
  const root = read({ all: [{ field: "hasEmail" }, { not: { any: [{ field: "visits", operator: ">=", value: 1 }, { field: "city", operator: "==", value: "x" }] } }] }, vocabulary);
  const written = write(root, vocabulary);
  const inner = root.items[1] as Group;
  equal(placed("/all/1/not/any/1/value", written), inner.items[1]!.id);
  equal(placed("/all/0/field", written), root.items[0]!.id);
  equal(placed("/all/1/not", written), inner.id);
});

Deno.test("whatever is edited, undoing it all gives what was there, and ids stay each one's own", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 60; round++) {
    const start = read(DEFINITIONS[1 + random(DEFINITIONS.length - 1)]![0], vocabulary);
    let history = begun(start);
    for (let step = 0; step < 30; step++) {
      const parts = all(history.now);
      const one = parts[random(parts.length)]!;
      const edits: ((root: Group) => Group)[] = [
        (root) => move(root, one.id, 1), (root) => move(root, one.id, -1),
        (root) => change(root, one.id, (item) => [item, copy(item)]), (root) => change(root, one.id, () => null),
        (root) => change(root, one.id, (item) => ({ ...emptyGroup("any"), items: [item] })),
        (root) => add(root, root.id, emptyTest("visits")),
      ];
      history = done(history, edits[random(edits.length)]!(history.now));
      const ids = all(history.now).map((item) => item.id);
      equal(new Set(ids).size, ids.length, `ids of round ${round}`);
    }
    const after = history.now;
    while (history.past.length > 0) history = undone(history);
    equal(history.now, start, `round ${round}`);
    while (history.future.length > 0) history = redone(history);
    equal(history.now, after, `round ${round} redone`);
  }
  function all(item: Item): Item[] {
    return [item, ...("items" in item ? item.items.flatMap(all) : [])];
  }
});

Deno.test("typing in one place is undone in one step", () => {
  const start = begun(read({ all: [] }, vocabulary));
  const typed = done(done(done(start, { ...start.now, items: [emptyTest()] }, "a"), { ...start.now, items: [emptyTest(), emptyTest()] }, "a"), { ...start.now, how: "any" }, "b");
  equal(undone(undone(typed)).now, start.now);
});

Deno.test("another property keeps what fits", () => {
  const days = retarget({ ...emptyTest("visitsInLast"), arguments: ["90"], operator: ">=", value: "3" }, "bookingsInLast", "Client", vocabulary) as Test;
  equal([days.arguments, days.operator, days.value], [["90"], ">=", "3"]);
  const city = retarget(days, "city", "Client", vocabulary) as Test;
  equal([city.arguments, city.operator, city.value], [[], "==", ""]);
});

Deno.test("every word of the vocabulary has a label, its arguments in its sentence, and operators that the rules know", () => {
  const symbols = (type: string) => (told as unknown as { types: { name: string; operators: { symbol: string }[] }[] }).types.find((one) => one.name === type)!.operators.map((one) => one.symbol);
  for (const [fact, words] of [["Client", CLIENT], ["Booking", BOOKING], ["Survey", SURVEY]] as const) {
    for (const property of vocabulary.properties(fact)) {
      const said = words[property.name];
      if (said === undefined) throw new Error(`${fact}.${property.name} has no label in catalogue.ts`);
      property.parameters.forEach((_, at) => { if (!said[2].includes(`{${at}}`)) throw new Error(`${property.name} does not say its argument ${at}`); });
      if (property.type !== "FLAG" && !said[2].includes("{v}")) throw new Error(`${property.name} does not say its value`);
      for (const one of operators(property)) {
        if (one.symbol !== "no" && !symbols(property.type).includes(one.symbol)) throw new Error(`${property.type} has no operator ${one.symbol}`);
      }
    }
    for (const name of Object.keys(words)) if (vocabulary.property(fact, name) === undefined) throw new Error(`${fact} has no word ${name} any more`);
  }
});
