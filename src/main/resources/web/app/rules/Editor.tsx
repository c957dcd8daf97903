import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Diagnostic } from "../api/types";
import { begun, completed, matching, place, type Word } from "./words";

/** A text with numbered lines, marks beside those with problems, and words of the vocabulary while one types: arrows choose, Enter takes, Escape closes. */
export function Editor(props: {
  text: string; set: (text: string) => void; readOnly: boolean; words: Word[]; problems: Diagnostic[]; look: { line: number; column: number } | null; save: () => void; label: string;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const caret = useRef<number | null>(null);
  const [offered, setOffered] = useState<Word[]>([]);
  const [at, setAt] = useState(-1);
  const lines = props.text.split("\n");
  const marks = new Map<number, "ERROR" | "WARNING">();
  for (const one of props.problems) if (marks.get(one.line) !== "ERROR") marks.set(one.line, one.severity);

  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [props.text]);
  useLayoutEffect(() => {
    const box = area.current;
    if (props.look === null || box === null) return;
    const start = place(props.text, props.look.line, props.look.column);
    box.focus();
    box.setSelectionRange(start, start);
    box.scrollTop = Math.max(0, (props.look.line - 4) * parseFloat(getComputedStyle(box).lineHeight));
  }, [props.look]);

  function offer(box: HTMLTextAreaElement) {
    setOffered(box.selectionStart === box.selectionEnd ? matching(props.words, begun(box.value, box.selectionStart)) : []);
    setAt(-1);
  }
  function take(word: Word) {
    const box = area.current!;
    const done = completed(box.value, box.selectionStart, word);
    caret.current = done.caret;
    props.set(done.text);
    setOffered([]);
    box.focus();
  }
  function keyed(e: KeyboardEvent) {
    if (e.key.toLowerCase() === "s" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      props.save();
    } else if (offered.length === 0) return;
    else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      setAt((at + (e.key === "ArrowDown" ? 1 : -1) + offered.length + (at < 0 && e.key === "ArrowUp" ? 1 : 0)) % offered.length);
    } else if (e.key === "Enter" && at >= 0) {
      e.preventDefault();
      take(offered[at]!);
    } else if (e.key === "Escape") {
      e.preventDefault();
      setOffered([]);
    }
  }
  return (
    <div class="editor">
      <div class="sheet">
        <div class="gutter" ref={gutter} aria-hidden="true"><div>{lines.map((_, i) => <span key={i} class={marks.get(i + 1)?.toLowerCase()}>{i + 1}</span>)}</div></div>
        <textarea
          ref={area} value={props.text} readOnly={props.readOnly} spellcheck={false} autocomplete="off" autocapitalize="off" wrap="off" rows={Math.min(34, Math.max(14, lines.length + 1))} aria-label={`Text of ${props.label}`}
          aria-autocomplete="list" aria-controls="offered" aria-activedescendant={at >= 0 ? `offered-${at}` : undefined}
          onInput={(e) => { props.set(e.currentTarget.value); offer(e.currentTarget); }} onKeyDown={keyed} onClick={() => setOffered([])} onBlur={() => setOffered([])}
          onScroll={(e) => { if (gutter.current) gutter.current.scrollTop = e.currentTarget.scrollTop; }}
        />
      </div>
      <ul id="offered" class="offered" role="listbox" aria-label="Words" hidden={offered.length === 0} onMouseDown={(e) => e.preventDefault()}>
        {offered.map((one, i) => <li key={one.name} id={`offered-${i}`} role="option" aria-selected={i === at} onClick={() => take(one)}><b>{one.name}</b><span class="soft small">{one.says}</span></li>)}
      </ul>
    </div>
  );
}
