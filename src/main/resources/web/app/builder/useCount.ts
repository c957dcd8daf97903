import { useEffect, useRef, useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Counted, Node } from "../api/types";

const PAUSE = 150;
export interface Count { counted: Counted | null; counting: boolean; refused: Refusal | null }

/** Whom a definition holds, while it is written: the last number stays until there is another; what was asked before is not waited for. */
export function useCount(definition: Node, segment: string | undefined): Count {
  const [count, set] = useState<Count>({ counted: null, counting: true, refused: null });
  const text = JSON.stringify(definition);
  useEffect(() => {
    const stop = new AbortController();
    set((before) => ({ ...before, counting: true }));
    const timer = setTimeout(() => {
      call<Counted>("POST", "/api/segments/preview", { definition, segment, sample: 10 }, { signal: stop.signal }).then(
        ({ rows }) => set({ counted: rows, counting: false, refused: null }),
        (e: unknown) => {
          if (!stop.signal.aborted) set((before) => ({ ...before, counting: false, refused: refusal(e) }));
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, segment]);
  return count;
}

export interface OfRow { count: number; unknown?: number }

/** The same of single conditions, one after the other, once the whole is counted; what was counted a moment ago is not asked again. */
export function useRowCounts(rows: [id: number, node: Node][], settled: boolean): Map<number, OfRow> {
  const [counts, set] = useState(new Map<string, OfRow>());
  const asked = useRef(counts);
  asked.current = counts;
  const texts = rows.map(([, node]) => JSON.stringify(node));
  const all = texts.join("\n");
  useEffect(() => {
    if (!settled) return undefined;
    const stop = new AbortController();
    void (async () => {
      for (const [i, text] of texts.entries()) {
        if (stop.signal.aborted) return;
        if (asked.current.has(text)) continue;
        try {
          const { rows: found } = await call<Counted>("POST", "/api/segments/preview", { definition: { all: [rows[i]![1]] }, sample: 0 }, { signal: stop.signal });
          set((before) => new Map(before).set(text, { count: found.count, unknown: found.unknown }));
        } catch {
          continue; // the whole says what is wrong
        }
      }
    })();
    return () => stop.abort();
  }, [all, settled]);
  return new Map(rows.flatMap(([id], i) => (counts.has(texts[i]!) ? [[id, counts.get(texts[i]!)!] as const] : [])));
}
