import { useEffect, useState } from "preact/hooks";

/** Where in the console one is: the path's parts, decoded. A link within the console changes it without loading the page anew. */
export function usePlace(): string[] {
  const [path, set] = useState(location.pathname);
  useEffect(() => {
    const moved = () => set(location.pathname);
    const clicked = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element).closest("a");
      if (!link || link.target || link.origin !== location.origin || link.hash) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    addEventListener("popstate", moved);
    addEventListener("regulars:moved", moved);
    document.addEventListener("click", clicked);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener("regulars:moved", moved);
      document.removeEventListener("click", clicked);
    };
  }, []);
  return path.split("/").filter(Boolean).map(decoded);
}

/** What the address asks for behind its question mark: filters of a list, so that a link leads to what one sees. An empty value takes one out. */
export function useAsked(): [URLSearchParams, (change: Record<string, string>) => void] {
  const [asked, set] = useState(location.search);
  useEffect(() => {
    const moved = () => set(location.search);
    addEventListener("popstate", moved);
    addEventListener("regulars:moved", moved);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener("regulars:moved", moved);
    };
  }, []);
  function change(values: Record<string, string>) {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) value === "" ? next.delete(name) : next.set(name, value);
    history.replaceState(null, "", location.pathname + (next.size > 0 ? `?${next}` : ""));
    set(location.search);
  }
  return [new URLSearchParams(asked), change];
}

export function go(path: string) {
  history.pushState(null, "", path);
  scrollTo(0, 0);
  dispatchEvent(new Event("regulars:moved"));
}

export function to(...parts: string[]): string {
  return "/" + parts.map(encodeURIComponent).join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
