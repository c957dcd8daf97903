import type { Service, Values } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Combobox, Tokens, type Option } from "../parts/Combobox";
import { useSigned } from "../shell/context";
import { many } from "../words/words";
import type { Test } from "../definition/tree";
import { namesOf, operator, unit, valuesOf, type Fact, type Parameter, type Property } from "../definition/vocabulary";

/** What the comparison is with: the editor that fits the property. */
export function Value(props: { item: Test; fact: Fact; property: Property; wrong?: string; onChange: (value: string | string[]) => void }) {
  const { session } = useSigned();
  const { item, property } = props;
  const by = operator(property, item.operator);
  const path = by && (by.editor === "text" || by.editor === "texts") ? valuesOf(props.fact, property) : null;
  const suggested = useOptions(path, property.name);
  if (by === undefined || by.editor === "none") return null;
  const label = "Value";
  const one = Array.isArray(item.value) ? item.value[0] ?? "" : item.value;
  const list = Array.isArray(item.value) ? item.value : item.value === "" ? [] : [item.value];
  const closed: Option[] = property.values.map((value) => ({ value, label: spoken(value) }));
  const measure = unit(property, session.business.currency);
  switch (by.editor) {
    case "choice":
      return <Combobox label={label} value={one} options={closed} wrong={props.wrong} placeholder="Choose" onChoose={props.onChange} />;
    case "choices":
      return <Tokens label={label} values={list} options={closed} wrong={props.wrong} onChange={props.onChange} />;
    case "texts":
      return <Tokens label={label} values={list} options={suggested} free wrong={props.wrong} onChange={props.onChange} />;
    case "numbers":
      return <Tokens label={label} values={list} options={[]} free wrong={props.wrong} onChange={props.onChange} />;
    case "text":
      return <Combobox label={label} value={one} options={suggested} free wrong={props.wrong} placeholder="A text" onChoose={props.onChange} />;
    case "day":
      return <input class="input day" type="date" aria-label={label} aria-invalid={props.wrong !== undefined} value={one} onInput={(e) => props.onChange(e.currentTarget.value)} />;
    case "money":
    case "number":
      return (
        <span class="measured">
          {by.editor === "money" ? <span class="soft">{measure}</span> : null}
          <input class="input figure" type="text" inputMode="decimal" autocomplete="off" aria-label={measure === "" ? label : `${label} in ${measure}`} aria-invalid={props.wrong !== undefined} value={one} onInput={(e) => props.onChange(e.currentTarget.value)} />
          {by.editor === "number" && measure !== "" ? <span class="soft">{measure}</span> : null}
        </span>
      );
  }
}

export function Argument(props: { parameter: Parameter; value: string; wrong?: string; onChange: (value: string) => void }) {
  const { parameter } = props;
  const suggested = useOptions(namesOf(parameter), parameter.name);
  const label = spoken(parameter.name);
  if (parameter.type === "WHOLE_NUMBER") {
    return (
      <span class="measured">
        <input class="input figure" type="text" inputMode="numeric" autocomplete="off" aria-label={label} title={parameter.meaning} aria-invalid={props.wrong !== undefined} value={props.value} onInput={(e) => props.onChange(e.currentTarget.value)} />
        <span class="soft">{parameter.name}</span>
      </span>
    );
  }
  if (parameter.type === "DATE") return <input class="input day" type="date" aria-label={label} aria-invalid={props.wrong !== undefined} value={props.value} onInput={(e) => props.onChange(e.currentTarget.value)} />;
  return <Combobox label={label} value={props.value} options={suggested} free wrong={props.wrong} placeholder={label} onChoose={props.onChange} />;
}

/** What occurs, the most frequent first; services under the names they have. */
function useOptions(path: string | null, of: string): Option[] {
  const found = useLoad<Values>(path);
  const services = useLoad<Service[]>(of === "service" || of === "favouriteService" || of === "page" || of === "what" ? "/api/services" : null);
  if (path === null || found.data === undefined) return [];
  const name = (id: string) => services.data?.find((one) => one.id === id)?.name ?? id;
  return found.data.values.map((one) => ({ value: one.value, label: name(one.value), also: one.value, hint: one.count > 0 ? many(one.count, "time") : undefined }));
}

/** NO_SHOW → no-show. */
export function spoken(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase().replace(/_/g, "-");
}
