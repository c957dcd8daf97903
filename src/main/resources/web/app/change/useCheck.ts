import { useEffect, useState } from "preact/hooks";
import { call, refusal } from "../api/call";
import type { Check } from "../api/types";
import type { Loaded } from "../api/useLoad";

/** What the check finds of a draft, asked anew when the draft is another. */
export function useCheck(path: string, hash: string, wanted: boolean): Loaded<Check> & { again: () => void } {
  const [loaded, set] = useState<Loaded<Check>>({ state: "loading" });
  const [turn, again] = useState(0);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    set((before) => ({ state: "loading", data: before.data }));
    call<Check>("POST", `${path}/check`, {}, { signal: stop.signal }).then(
      ({ rows }) => set({ state: "ready", data: rows, next: null }),
      (e: unknown) => {
        if (!stop.signal.aborted) set({ state: "error", error: refusal(e) });
      },
    );
    return () => stop.abort();
  }, [path, hash, wanted, turn]);
  return { ...loaded, again: () => again(turn + 1) };
}
