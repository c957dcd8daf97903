import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import "./combobox.css";

export interface Option { value: string; label: string; group?: string; hint?: string; also?: string }
const MOST = 120;

/**
 * A field with suggestions, by the pattern of ARIA: what is typed is looked for in labels and hints, word by word; arrows choose, Enter
 * takes, Escape leaves all as it was. With 'free' what is typed counts too. With 'onType' others look for it, and all options are shown.
 */
export function Combobox(props: {
  label: string; value: string; options: Option[]; onChoose: (value: string) => void; id?: string; free?: boolean; placeholder?: string; wrong?: string; autoFocus?: boolean; clear?: boolean; onType?: (typed: string) => void; looking?: boolean;
}) {
  const shown = props.value === "" ? "" : props.options.find((one) => one.value === props.value)?.label ?? props.value;
  const [open, setOpen] = useState(false);
  const [typed, type] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const name = useMemo(() => props.id ?? `combobox-${Math.random().toString(36).slice(2, 9)}`, [props.id]);
  const found = useMemo(() => (open ? (props.onType ? props.options : search(props.options, typed ?? "")) : []), [open, typed, props.options]);

  useLayoutEffect(() => { if (props.autoFocus) box.current?.focus(); }, []);
  useEffect(() => { if (open) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }); }, [at, open, found]);

  function show() {
    const now = props.options.findIndex((one) => one.value === props.value);
    setAt(props.free || now < 0 ? (props.free ? -1 : 0) : now);
    setOpen(true);
  }
  function leave() {
    setOpen(false);
    if (typed !== null) props.onType?.("");
    type(null);
  }
  function take(value: string) {
    leave();
    if (value !== props.value || props.clear) props.onChoose(value);
  }
  function keyed(e: KeyboardEvent) {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (!open) return show();
      const step = e.key === "ArrowDown" ? 1 : -1;
      setAt(found.length === 0 ? -1 : (at + step + found.length) % found.length);
    } else if (e.key === "Enter" && open) {
      e.preventDefault();
      const chosen = found[at];
      if (chosen) take(chosen.value);
      else if (props.free && typed !== null) take(typed.trim());
      else leave();
    } else if (e.key === "Enter" && props.free && typed !== null) {
      e.preventDefault();
      take(typed.trim());
    } else if (e.key === "Escape" && open) {
      e.preventDefault();
      e.stopPropagation();
      leave();
    }
  }
  return (
    <div class="combobox">
      <input
        id={name} ref={box} class="input" type="text" role="combobox" autocomplete="off" spellcheck={false} aria-label={props.label}
        aria-expanded={open} aria-controls={`${name}-list`} aria-autocomplete="list" aria-invalid={props.wrong !== undefined}
        aria-activedescendant={open && found[at] ? `${name}-${at}` : undefined} placeholder={props.placeholder}
        value={typed ?? shown} title={typed ?? shown}
        onInput={(e) => { type(e.currentTarget.value); props.onType?.(e.currentTarget.value); if (!open) setOpen(true); setAt(props.free ? -1 : 0); }}
        onFocus={(e) => e.currentTarget.select()} onClick={() => { if (!open) show(); }} onKeyDown={keyed}
        onBlur={() => { if (props.free && typed !== null && typed.trim() !== "") take(typed.trim()); else leave(); }}
      />
      <ul id={`${name}-list`} ref={list} role="listbox" aria-label={props.label} hidden={!open || found.length === 0} onMouseDown={(e) => e.preventDefault()}>
        {open ? found.map((one, i) => (
          <>
            {one.group !== undefined && one.group !== found[i - 1]?.group ? <li role="presentation" class="head">{one.group}</li> : null}
            <li key={one.value} id={`${name}-${i}`} role="option" aria-selected={i === at} onClick={() => take(one.value)}>
              <span><bdi>{one.label}</bdi></span>{one.hint ? <small>{one.hint}</small> : null}
            </li>
          </>
        )) : null}
      </ul>
      {open && found.length === 0 && !props.free && !props.looking ? <p class="nothing" role="status">Nothing is called that.</p> : null}
    </div>
  );
}

function search(options: Option[], typed: string): Option[] {
  const asked = bare(typed).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return options.slice(0, MOST);
  const label = (one: Option) => bare(one.label);
  return options
    .filter((one) => asked.every((word) => `${label(one)} ${bare(one.value)} ${bare(one.hint ?? "")} ${bare(one.also ?? "")}`.includes(word)))
    .map((one, at) => ({ one, at, far: asked.every((word) => label(one).includes(word)) ? (label(one).startsWith(asked[0]!) ? 0 : 1) : 2 }))
    .sort((a, b) => a.far - b.far || a.at - b.at)
    .map(({ one, far }) => (far < 2 ? { ...one, group: one.group } : one))
    .slice(0, MOST);
}

const bare = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** Several texts: each is taken out by a button of its own, another is put in by a field with suggestions. */
export function Tokens(props: { label: string; values: string[]; options: Option[]; onChange: (values: string[]) => void; free?: boolean; wrong?: string }) {
  const label = (value: string) => props.options.find((one) => one.value === value)?.label ?? value;
  return (
    <div class="tokens">
      {props.values.map((value) => (
        <span key={value} class="token"><bdi>{label(value)}</bdi><button type="button" aria-label={`Without ${label(value)}`} onClick={() => props.onChange(props.values.filter((one) => one !== value))}>×</button></span>
      ))}
      <Combobox
        key={props.values.length} label={props.values.length === 0 ? props.label : `${props.label}: another`} value="" clear free={props.free} wrong={props.wrong}
        placeholder={props.values.length === 0 ? "Choose" : "Another"} options={props.options.filter((one) => !props.values.includes(one.value))}
        onChoose={(value) => { if (value !== "" && !props.values.includes(value)) props.onChange([...props.values, value]); }}
      />
    </div>
  );
}
