import { useEffect, useState } from "preact/hooks";
import { call, refusal, Refusal } from "../api/call";
import type { PreviewJob } from "../api/types";

export type Starts = "future-only" | "everyone" | { perDay: number };
export interface Previewed { job: PreviewJob | null; refused: Refusal | null; again: () => void }

/** Who would move, and what would be sent: asked anew whenever the draft or the question is another. */
export function usePreview(release: string, hash: string, starts: Starts, wanted: boolean): Previewed {
  const [job, set] = useState<PreviewJob | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [turn, again] = useState(0);
  const question = JSON.stringify(starts);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    const path = `/api/rules/releases/${encodeURIComponent(release)}/preview`;
    let running: string | null = null;
    setRefused(null);
    const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
    void (async () => {
      try {
        await pause(200); // whoever types a number is not done with the first digit
        if (stop.signal.aborted) return;
        let asked = await begin(path, starts, stop.signal);
        running = asked.job;
        for (let wait = 150; asked.state === "RUNNING"; wait = Math.min(1_000, wait * 1.4)) {
          set((before) => (before?.impact ? { ...asked, impact: before.impact } : asked));
          await pause(wait);
          if (stop.signal.aborted) return;
          asked = (await call<PreviewJob>("GET", `${path}/${asked.job}`, undefined, { signal: stop.signal })).rows;
        }
        running = null;
        if (asked.state === "DONE") set(asked);
        else setRefused(new Refusal(0, "Nobody was counted", asked.failure ?? "It was cancelled."));
      } catch (e) {
        if (!stop.signal.aborted) setRefused(refusal(e));
      }
    })();
    return () => {
      stop.abort();
      if (running !== null) void call("DELETE", `${path}/${running}`).catch(() => undefined);
    };
  }, [release, hash, question, wanted, turn]);
  return { job, refused, again: () => again(turn + 1) };
}

/** Another preview of the business may still be ending. */
async function begin(path: string, starts: Starts, signal: AbortSignal): Promise<PreviewJob> {
  for (let tries = 0; ; tries++) {
    try {
      return (await call<PreviewJob>("POST", path, { starts, sample: 10 }, { signal })).rows;
    } catch (e) {
      if (!(e instanceof Refusal) || e.status !== 409 || tries >= 8) throw e;
      await new Promise((go) => setTimeout(go, 400));
    }
  }
}
