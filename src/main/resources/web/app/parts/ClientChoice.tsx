import { useState } from "preact/hooks";
import type { Client } from "../api/types";
import { useLoad } from "../api/useLoad";
import { nameOf } from "../words/words";
import { Combobox } from "./Combobox";

/** A field in which a client is found by the beginnings of what people call them; an empty one is nobody. */
export function ClientChoice(props: { id: string; value: string; onChoose: (client: string) => void; none?: string }) {
  const [typed, type] = useState("");
  const found = useLoad<Client[]>(`/api/clients?limit=20&q=${encodeURIComponent(typed)}`, true);
  const chosen = useLoad<Client>(props.value === "" ? null : `/api/clients/${encodeURIComponent(props.value)}`);
  const none = props.none ?? "Anybody";
  // what was found before is not what is looked for now
  const looking = found.state === "loading" && typed !== "";
  const rows = looking ? [] : found.data ?? [];
  const options = [
    ...(typed === "" ? [{ value: "", label: none }] : []),
    ...(chosen.data && typed === "" && !rows.some((one) => one.id === props.value) ? [chosen.data] : []).concat(rows).map((one) => ({ value: one.id, label: nameOf(one), hint: one.email ?? one.phone ?? one.id })),
  ];
  return <Combobox id={props.id} label="Client" value={props.value} options={options} onChoose={props.onChoose} onType={type} looking={looking} placeholder={none} />;
}
