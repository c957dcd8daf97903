import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Refusal } from "../api/call";
import type { Loaded } from "../api/useLoad";

/** The one heading of a place; whoever hears the page is told of it when they come. */
export function Title(props: { children: ComponentChildren; of: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${props.of} · Regulars`;
    heading.current?.focus({ preventScroll: true });
  }, [props.of]);
  return <h1 ref={heading} tabIndex={-1}><bdi>{props.children}</bdi></h1>;
}

export function Skeleton(props: { rows?: number }) {
  return (
    <div class="skeleton" role="status">
      <b class="hidden">Loading</b>
      {Array.from({ length: (props.rows ?? 6) }, (_, i) => <span key={i} />)}
    </div>
  );
}

export function Failure(props: { error: Refusal; again: () => void }) {
  return (
    <div class="notice error" role="alert">
      <h2>{props.error.title}</h2>
      <p>{props.error.message}</p>
      {props.error.status === 403 || props.error.status === 404
        ? null
        : <button class="button" onClick={props.again}>Try again</button>}
    </div>
  );
}

export function Empty(props: { title: string; children?: ComponentChildren; inline?: boolean }) {
  return (
    <div class={props.inline ? "notice inline" : "notice"}>
      <h3>{props.title}</h3>
      {props.children ? <p>{props.children}</p> : null}
    </div>
  );
}

/** What was loaded, or what is so instead. */
export function Ready<T>(props: { of: Loaded<T> & { again: () => void }; rows?: number; children: (data: T) => ComponentChildren }) {
  const { of } = props;
  if (of.data !== undefined && of.state !== "error") return <>{props.children(of.data)}</>;
  return of.state === "error" ? <Failure error={of.error} again={of.again} /> : <Skeleton rows={props.rows} />;
}

export function More(props: { next?: string | null; more: () => void }) {
  return props.next ? <div class="inside row"><button class="button" onClick={props.more}>Show more</button></div> : null;
}

export function Mark(props: { truth: "TRUE" | "FALSE" | "UNKNOWN" }) {
  const [sign, word] = { TRUE: ["✓", "holds"], FALSE: ["✗", "does not hold"], UNKNOWN: ["?", "is not known"] }[props.truth] as [string, string];
  return (
    <span class={`mark ${props.truth.toLowerCase()}`}>
      <span aria-hidden="true">{sign}</span><span class="hidden">{word}: </span>
    </span>
  );
}
