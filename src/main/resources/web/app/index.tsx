import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./base.css";
import { call } from "./api/call";
import type { Session } from "./api/types";
import { onSignedOut } from "./api/useLoad";
import { ClientPage } from "./client/ClientPage";
import { ClientSearch } from "./clients/ClientSearch";
import { Empty, Title } from "./parts/parts";
import { SegmentPage } from "./segment/SegmentPage";
import { SegmentList } from "./segments/SegmentList";
import { Signed } from "./shell/context";
import { go, usePlace } from "./shell/place";
import { Shell } from "./shell/Shell";
import { setTheme, theme } from "./shell/theme";
import { SignIn } from "./signin/SignIn";
import { Format } from "./words/format";

/** undefined: not asked yet; null: nobody is signed in. */
function Console() {
  const [session, set] = useState<Session | null | undefined>(undefined);
  const [expired, setExpired] = useState(false);
  const place = usePlace();

  useEffect(() => {
    onSignedOut(() => {
      setExpired(true);
      set(null);
    });
    // a link signs in whoever follows it, also instead of somebody else
    if (place[0] === "sign-in" && location.hash.length > 1) set(null);
    else call<Session | null>("GET", "/api/session").then((page) => set(page.rows), () => set(null));
  }, []);

  const home = place.length === 0 || place[0] === "sign-in";
  useEffect(() => {
    if (session && home) {
      history.replaceState(null, "", "/segments");
      dispatchEvent(new Event("regulars:moved"));
    }
  }, [session, home]);

  if (session === undefined) return null;
  if (session === null) {
    return <SignIn expired={expired} done={(begun) => { setExpired(false); set(begun); }} />;
  }
  async function signOut() {
    await call("DELETE", "/api/session").catch(() => undefined);
    set(null);
    go("/sign-in");
  }
  return (
    <Signed.Provider value={{ session, format: new Format(session) }}>
      <Shell place={place[0] ?? ""} signOut={() => void signOut()}>{home ? null : screen(place)}</Shell>
    </Signed.Provider>
  );
}

function screen([first, name]: string[]) {
  if (first === "segments") return name === undefined ? <SegmentList /> : <SegmentPage key={name} name={name} />;
  if (first === "clients") return name === undefined ? <ClientSearch /> : <ClientPage key={name} id={name} />;
  return <><Title of="Not found">There is no such place</Title><Empty title="Nothing is here">Choose a place above.</Empty></>;
}

setTheme(theme());
render(<Console />, document.getElementById("console")!);
