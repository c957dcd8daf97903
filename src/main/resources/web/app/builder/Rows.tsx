import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Combobox, type Option } from "../parts/Combobox";
import { Menu } from "../parts/Menu";
import { useSigned } from "../shell/context";
import { condition } from "../words/words";
import { add, copy, edit, emptyBox, emptyGroup, emptyTest, change, move, retarget, type Box, type Group, type How, type Item, type Test } from "../definition/tree";
import { operators, operator, words, type Fact, type Vocabulary } from "../definition/vocabulary";
import type { OfRow } from "./useCount";
import { Argument, Value } from "./Value";

/** What every part of the tree is drawn with. */
export interface Editing {
  vocabulary: Vocabulary;
  /** Another tree; typing in one place is one step to be undone. */
  set: (by: (root: Group) => Group, typing?: string) => void;
  wrong: Map<number, string>;
  counts: Map<number, OfRow>;
  clients: number | null;
  fresh: { id: number };
}

const HOWS: [How, string][] = [["all", "All of these"], ["any", "Any of these"], ["none", "None of these"], ["not-all", "Not all of these"]];

export function Boxed(props: { group: Group; fact: Fact; editing: Editing; whole?: boolean }) {
  const { group, editing } = props;
  return (
    <fieldset class={props.whole ? "box whole" : "box"} data-id={group.id}>
      <legend class="hidden">{props.whole ? "Conditions" : "A box of conditions"}</legend>
      <div class="head">
        <select class="input how" aria-label="How many have to hold" value={group.how} onChange={(e) => editing.set((root) => edit(root, group.id, (item) => ({ ...item, how: e.currentTarget.value as How }) as Group))}>
          {HOWS.map(([how, says]) => <option key={how} value={how}>{says}</option>)}
        </select>
        {props.whole ? null : <><Counted id={group.id} editing={editing} /><Actions item={group} editing={editing} /></>}
      </div>
      <Problem id={group.id} editing={editing} />
      <Members items={group.items} of={group.id} fact={props.fact} editing={editing} />
    </fieldset>
  );
}

function Members(props: { items: Item[]; of: number; fact: Fact; editing: Editing }) {
  const { editing } = props;
  function put(item: Item) {
    editing.fresh.id = item.id;
    editing.set((root) => add(root, props.of, item));
  }
  return (
    <>
      <ul class="rows">
        {props.items.map((item) => <li key={item.id}><One item={item} fact={props.fact} editing={editing} /></li>)}
      </ul>
      <div class="row adds">
        <button type="button" class="button small-button" onClick={() => put(emptyTest())}>+ Condition</button>
        <button type="button" class="button plain small-button" onClick={() => put(emptyGroup("any"))}>+ Box</button>
        {props.fact === "Client" ? <button type="button" class="button plain small-button" onClick={() => put(emptyBox("Booking", true))}>+ Has a booking where …</button> : null}
        {props.fact === "Client" ? <button type="button" class="button plain small-button" onClick={() => put(emptyBox("Booking", false))}>+ Has no booking where …</button> : null}
      </div>
    </>
  );
}

function One(props: { item: Item; fact: Fact; editing: Editing }) {
  const { item, editing } = props;
  switch (item.kind) {
    case "group":
      return <Boxed group={item} fact={props.fact} editing={editing} />;
    case "fact":
      return <OfFact box={item} editing={editing} />;
    case "kept":
      return (
        <div class="line" data-id={item.id}>
          <p><span class="badge">rule</span> {condition(item.node)}</p>
          <Actions item={item} editing={editing} />
        </div>
      );
    case "test":
      return <Line item={item} fact={props.fact} editing={editing} />;
  }
}

function OfFact(props: { box: Box; editing: Editing }) {
  const { box, editing } = props;
  const set = (by: Partial<Box>) => editing.set((root) => edit(root, box.id, (item) => ({ ...item, ...by }) as Box));
  const thing = box.fact === "Booking" ? "booking" : "survey answer";
  return (
    <fieldset class="box" data-id={box.id}>
      <legend class="hidden">Of a {thing}</legend>
      <div class="head">
        <select class="input how" aria-label="Has it or not" value={String(box.has)} onChange={(e) => set({ has: e.currentTarget.value === "true" })}>
          <option value="true">Has a {thing}</option><option value="false">Has no {thing}</option>
        </select>
        <select class="input how" aria-label="How many have to hold" value={box.how} onChange={(e) => set({ how: e.currentTarget.value as "all" | "any" })}>
          <option value="all">where all is so</option><option value="any">where any is so</option>
        </select>
        <Counted id={box.id} editing={editing} />
        <Actions item={box} editing={editing} />
      </div>
      <Problem id={box.id} editing={editing} />
      <Members items={box.items} of={box.id} fact={box.fact} editing={editing} />
    </fieldset>
  );
}

function Line(props: { item: Test; fact: Fact; editing: Editing }) {
  const { item, fact, editing } = props;
  const { vocabulary } = editing;
  const property = vocabulary.property(fact, item.field);
  const wrong = editing.wrong.get(item.id);
  const options = useMemo<Option[]>(() => vocabulary.properties(fact).map((one) => {
    const [group, label] = words(fact, one.name);
    return { value: one.name, label, group, also: `${one.name} ${one.meaning}` };
  }), [vocabulary, fact]);
  const line = useRef<HTMLDivElement>(null);
  const fresh = editing.fresh.id === item.id;
  useLayoutEffect(() => {
    // whoever chose what is asked goes on with what it is compared with
    if (item.field !== "" && fresh) line.current?.querySelector<HTMLElement>(".asked input")?.focus();
  }, [item.field]);
  const set = (by: Partial<Test>, typing?: string) => editing.set((root) => edit(root, item.id, (one) => ({ ...one, ...by }) as Test), typing);
  return (
    <div class="line" data-id={item.id} ref={line} onKeyDown={(e) => keyed(e, item, editing)}>
      <div class="fields">
        <div class="property">
          <Combobox
            label="What is asked" value={item.field} options={options} placeholder="What is asked?" autoFocus={fresh && item.field === ""} wrong={wrong}
            onChoose={(field) => { editing.fresh.id = item.id; editing.set((root) => edit(root, item.id, (one) => retarget(one as Test, field, fact, vocabulary))); }}
          />
        </div>
        {property ? (
          <div class="asked">
            {property.parameters.map((parameter, at) => (
              <Argument
                key={parameter.name} parameter={parameter} value={item.arguments[at] ?? ""} wrong={wrong}
                onChange={(value) => set({ arguments: property.parameters.map((_, i) => (i === at ? value : item.arguments[i] ?? "")) }, `${item.id}/${at}`)}
              />
            ))}
            <select
              class="input by" aria-label="Comparison" value={item.operator}
              onChange={(e) => {
                const next = operator(property, e.currentTarget.value)!;
                const list = next.editor.endsWith("s");
                const value = next.editor === "none" ? "" : list ? (Array.isArray(item.value) ? item.value : item.value === "" ? [] : [item.value]) : Array.isArray(item.value) ? item.value[0] ?? "" : item.value;
                set({ operator: next.symbol, value });
              }}
            >
              {operators(property).map((one) => <option key={one.symbol} value={one.symbol}>{one.says}</option>)}
            </select>
            <Value item={item} fact={fact} property={property} wrong={wrong} onChange={(value) => set({ value }, `${item.id}/value`)} />
          </div>
        ) : item.field === "" ? null : <p class="problem small">There is no “{item.field}” any more.</p>}
      </div>
      <div class="after"><Counted id={item.id} editing={editing} /><Actions item={item} editing={editing} /></div>
      <Problem id={item.id} editing={editing} />
    </div>
  );
}

function Problem(props: { id: number; editing: Editing }) {
  const wrong = props.editing.wrong.get(props.id);
  return wrong === undefined ? null : <p class="problem small wide-problem" role="alert">{wrong}</p>;
}

/** How many this alone holds for, and of how many it is not known. */
function Counted(props: { id: number; editing: Editing }) {
  const { format } = useSigned();
  const found = props.editing.counts.get(props.id);
  if (found === undefined) return <span class="alone" />;
  const unknown = found.unknown ? ` · ${format.number(found.unknown)} unknown` : "";
  return <span class="alone soft small" title={unknown === "" ? "Clients of whom this alone is so" : "Clients of whom this alone is so, and of whom it is not known"}>{format.number(found.count)}{unknown}</span>;
}

function keyed(e: KeyboardEvent, item: Item, editing: Editing) {
  if (!e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
  e.preventDefault();
  const focused = document.activeElement as HTMLElement | null;
  editing.set((root) => move(root, item.id, e.key === "ArrowUp" ? -1 : 1));
  requestAnimationFrame(() => focused?.focus());
}

function Actions(props: { item: Item; editing: Editing }) {
  const { item, editing } = props;
  return (
    <span class="actions">
      <Menu
        label="More for this" actions={[
          ["Move up  (Alt ↑)", () => editing.set((root) => move(root, item.id, -1))],
          ["Move down  (Alt ↓)", () => editing.set((root) => move(root, item.id, 1))],
          ["Duplicate", () => editing.set((root) => change(root, item.id, (one) => [one, copy(one)]))],
          ["Put into a box", () => editing.set((root) => change(root, item.id, (one) => ({ ...emptyGroup("any"), items: [one] })))],
        ]}
      />
      <button type="button" class="icon" title="Remove" aria-label="Remove" onClick={() => editing.set((root) => change(root, item.id, () => null))}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
      </button>
    </span>
  );
}
