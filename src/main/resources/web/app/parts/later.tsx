import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Refusal } from "../api/call";
import { Failure, Skeleton } from "./parts";

/** A screen whose script is loaded when somebody goes there for the first time. */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [failed, setFailed] = useState(false);
    const [turn, again] = useState(0);
    useEffect(() => {
      if (loaded !== null) return;
      setFailed(false);
      load().then(
        (module) => {
          loaded = module.default;
          again((now) => now + 1);
        },
        () => setFailed(true),
      );
    }, [failed && turn]);
    if (failed) return <Failure error={new Refusal(0, "This place could not be loaded", "Check the connection, then try again.")} again={() => again(turn + 1)} />;
    const Screen = loaded;
    return Screen === null ? <Skeleton rows={8} /> : <Screen {...props} />;
  };
}
