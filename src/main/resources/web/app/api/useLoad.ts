import { useCallback, useEffect, useState } from "preact/hooks";
import { call, refusal, type Page, type Refusal } from "./call";

export type Loaded<T> =
  | { state: "loading"; data?: T; next?: string | null }
  | { state: "error"; error: Refusal; data?: T; next?: string | null }
  | { state: "ready"; data: T; next: string | null };

/** What a path answers; null asks for nothing. What was there stays while the same path is asked again; of another path only if it is to be kept. It is asked again when the version of what it is about is another. */
export function useLoad<T>(path: string | null, keep = false, version = ""): Loaded<T> & { again: () => void; more: () => void } {
  const [loaded, set] = useState<Loaded<T> & { of: string | null }>({ state: "loading", of: path });
  const [turn, again] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    set((before) => (before.of === path || keep ? { state: "loading", data: before.data, next: null, of: path } : { state: "loading", of: path }));
    call<T>("GET", path, undefined, { signal: stop.signal }).then(
      (page) => set({ state: "ready", data: page.rows, next: page.next, of: path }),
      (e: unknown) => {
        if (!stop.signal.aborted) fail(path, e);
      },
    );
    return () => stop.abort();
  }, [path, turn, version]);

  function fail(of: string, e: unknown) {
    set({ state: "error", error: refusal(e), of });
  }

  const more = useCallback(() => {
    const next = loaded.next;
    if (typeof next !== "string" || path === null) return;
    call<T>("GET", next).then(
      (page: Page<T>) =>
        set((before) =>
          before.of === path && before.next === next
            ? { state: "ready", data: [...(before.data as unknown[]), ...(page.rows as unknown[])] as T, next: page.next, of: path }
            : before),
      (e: unknown) => fail(path, e),
    );
  }, [loaded, path]);

  const shown = loaded.of === path || keep ? loaded : ({ state: "loading" } as Loaded<T>);
  return { ...shown, again: () => again(turn + 1), more };
}
