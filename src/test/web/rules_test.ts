// What the editor of rules offers while somebody types; run by DefinitionScreenIT.
import { begun, completed, folders, matching, place, words, type Told } from "../../main/resources/web/app/rules/words.ts";

declare const Deno: { test(name: string, run: () => void): void; readTextFileSync(path: string): string; env: { get(name: string): string } };

const told = JSON.parse(Deno.readTextFileSync(Deno.env.get("VOCABULARY"))) as Told;
const all = words(told, ["vip", "at-risk"], ["win-back"]);

function equal(actual: unknown, expected: unknown) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`was      ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
}

Deno.test("words of the vocabulary, segments and campaigns are offered, those that begin so first, with what they mean", () => {
  equal(matching(all, "daysSinceLast")[0]!.name, "daysSinceLastVisit");
  equal(matching(all, "lastvisit").some((one) => one.name === "daysSinceLastVisit"), true);
  equal(matching(all, "at-r")[0], { name: "at-risk", says: "a segment", insert: "at-risk" });
  equal(matching(all, "d"), []);
  equal(matching(all, "visits"), []);
  equal(all.every((one) => one.says.length > 0), true);
});

Deno.test("the word before the caret is taken; none is begun in a comment", () => {
  const text = "rule \"a\" when $c : Client( daysSi && visits >= 3 )";
  const caret = text.indexOf("daysSi") + 6;
  equal(begun(text, caret), "daysSi");
  equal(begun("// daysSi", 9), "");
  equal(begun("visits >= ", 10), "");
  const done = completed(text, caret, all.find((one) => one.name === "visitsInLast")!);
  equal(done.text, "rule \"a\" when $c : Client( visitsInLast( && visits >= 3 )");
  equal(done.text.slice(0, done.caret).endsWith("visitsInLast("), true);
});

Deno.test("a problem's place is found in the text, also behind its end", () => {
  equal([place("ab\ncd", 2, 2), place("ab\ncd", 1, 9), place("ab\ncd", 7, 1)], [4, 2, 3]);
});

Deno.test("files stand by their folders", () => {
  equal(folders(["segments.yaml", "segments/b.drl", "segments/a.drl", "templates/welcome/en.md"]), [["", ["segments.yaml"]], ["segments", ["segments/a.drl", "segments/b.drl"]], ["templates", ["templates/welcome/en.md"]]]);
});
