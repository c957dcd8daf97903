import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useSigned } from "./context";
import { ELSE, FIRST, MORE } from "./places";
import { setTheme, theme, type Theme } from "./theme";
import "./shell.css";

export function Shell(props: { place: string; signOut: () => void; children: ComponentChildren }) {
  const { session } = useSigned();
  const here = "/" + props.place;
  const at = (one: { href: string }) => one.href === here || (one === ELSE && MORE.some((more) => more.href === here));
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to content</a>
      <header class="bar">
        <a class="brand" href="/"><Brand />{session.business.name}</a>
        <nav aria-label="Places">
          {[...FIRST, ...MORE, ELSE].map((one) => (
            <a key={one.href} class={one === ELSE ? "narrow" : MORE.includes(one) ? "roomy" : undefined} href={one.href} aria-current={at(one) ? "page" : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={one.path} /></svg>
              {one.title}
            </a>
          ))}
        </nav>
        <div class="me">
          {session.movable ? <TrialDay /> : null}
          <ThemeChoice />
          <span class="soft small who">{session.name}</span>
          <button class="button plain" onClick={props.signOut}>Sign out</button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>{props.children}</main>
    </div>
  );
}

export function Brand() {
  return (
    <svg class="mark-of-brand" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="11" /><path d="M8 17V7h5a3 3 0 0 1 0 6H8m4.500 0L16 17" />
    </svg>
  );
}

/** What day it is where one tries things out, and the way to where it is moved. */
function TrialDay() {
  const { session, format } = useSigned();
  return (
    <a class="trial-day" href="/settings" title="The clock of this service is moved by hand">
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" /></svg>
      <span class="hidden">Trial clock: </span>{format.date(session.now)}
    </a>
  );
}

function ThemeChoice() {
  const [now, set] = useState<Theme>(theme());
  const next: Record<Theme, Theme> = { auto: "dark", dark: "light", light: "auto" };
  const sign = { auto: "M12 3a9 9 0 0 0 0 18V3Z", dark: "M20 14.5A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500Z", light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z" };
  return (
    <button
      class="button plain theme"
      title={`Colours: ${now}`}
      onClick={() => {
        setTheme(next[now]);
        set(next[now]);
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9" /><path d={sign[now]} /></svg>
      <span class="hidden">Colours: {now}. Change to {next[now]}</span>
    </button>
  );
}
