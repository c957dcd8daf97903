import { useLayoutEffect, useRef, useState } from "preact/hooks";
import "./menu.css";

/** A button that opens a short list of what can be done; arrows go through it, Escape closes it. */
export function Menu(props: { label: string; actions: [says: string, act: () => void][] }) {
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => { if (open) around.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(); }, [open]);
  function close() {
    setOpen(false);
    around.current?.querySelector<HTMLElement>(".icon")?.focus();
  }
  function keyed(e: KeyboardEvent) {
    if (!open) return;
    const items = [...around.current!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step !== undefined && !e.altKey) {
      e.preventDefault();
      e.stopPropagation();
      items[(at + step + items.length) % items.length]!.focus();
    } else if (e.key === "Escape") {
      e.preventDefault();
      e.stopPropagation();
      close();
    }
  }
  return (
    <span class="menu" ref={around} onKeyDown={keyed} onFocusOut={(e) => { if (!around.current?.contains(e.relatedTarget as Element | null)) setOpen(false); }}>
      <button type="button" class="icon" aria-haspopup="menu" aria-expanded={open} aria-label={props.label} title={props.label} onClick={() => setOpen(!open)}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5.500v.01M12 12v.01M12 18.500v.01" /></svg>
      </button>
      {open ? (
        <span role="menu" aria-label={props.label}>
          {props.actions.map(([says, act]) => <button key={says} type="button" role="menuitem" tabIndex={-1} onClick={() => { close(); act(); }}>{says}</button>)}
        </span>
      ) : null}
    </span>
  );
}
