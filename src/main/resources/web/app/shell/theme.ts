const KEPT = "regulars-theme";
export type Theme = "auto" | "light" | "dark";

export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "auto";
}

export function setTheme(next: Theme) {
  if (next === "auto") {
    localStorage.removeItem(KEPT);
    delete document.documentElement.dataset["theme"];
  } else {
    localStorage.setItem(KEPT, next);
    document.documentElement.dataset["theme"] = next;
  }
}
