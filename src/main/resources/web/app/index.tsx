import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./base.css";
import { call, onSignedOut } from "./api/call";
import type { Session } from "./api/types";
import { Builder } from "./builder/Builder";
import { ChangePage } from "./change/ChangePage";
import "./campaigns/campaigns.css";
import { ChangeList } from "./changes/ChangeList";
import { ClientPage } from "./client/ClientPage";
import { ClientSearch } from "./clients/ClientSearch";
import { Home } from "./home/Home";
import "./log/log.css";
import "./messages/messages.css";
import { MorePlaces } from "./more/More";
import { later } from "./parts/later";
import { Empty, Title } from "./parts/parts";
import "./rules/rules.css";
import { SegmentPage } from "./segment/SegmentPage";
import { SegmentList } from "./segments/SegmentList";
import { Signed } from "./shell/context";
import { go, usePlace } from "./shell/place";
import "./settings/settings.css";
import { Shell } from "./shell/Shell";
import { setTheme, theme } from "./shell/theme";
import { SignIn } from "./signin/SignIn";
import { Format } from "./words/format";

/** Screens that are loaded when somebody goes there. */
const Messages = later(() => import("./messages/Messages"));
const Campaigns = later(() => import("./campaigns/Campaigns"));
const Rules = later(() => import("./rules/Rules"));
const Settings = later(() => import("./settings/Settings"));
const Log = later(() => import("./log/Log"));

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

  const signedInHere = place[0] === "sign-in";
  useEffect(() => {
    if (session && signedInHere) {
      history.replaceState(null, "", "/");
      dispatchEvent(new Event("regulars:moved"));
    }
  }, [session, signedInHere]);

  if (session === undefined) return null;
  if (session === null) {
    return <SignIn expired={expired} done={(begun) => { setExpired(false); set(begun); }} />;
  }
  async function signOut() {
    await call("DELETE", "/api/session").catch(() => undefined);
    set(null);
    go("/sign-in");
  }
  async function again() {
    const { rows } = await call<Session | null>("GET", "/api/session");
    if (rows === null) setExpired(true);
    set(rows);
  }
  return (
    <Signed.Provider value={{ session, format: new Format(session), again }}>
      <Shell place={place[0] ?? ""} signOut={() => void signOut()}>{signedInHere ? null : screen(place)}</Shell>
    </Signed.Provider>
  );
}

function screen([first, name, third, ...rest]: (string | undefined)[]) {
  if (first === undefined) return <Home />;
  if (first === "segments" && name === "new") return <Builder key="new" />;
  if (first === "segments" && name !== undefined && third === "edit") return <Builder key={name} name={name} />;
  if (first === "segments") return name === undefined ? <SegmentList /> : <SegmentPage key={name} name={name} />;
  if (first === "changes") return name === undefined ? <ChangeList /> : <ChangePage key={name} id={name} />;
  if (first === "clients") return name === undefined ? <ClientSearch /> : <ClientPage key={name} id={name} />;
  if (first === "messages") return <Messages key={name ?? ""} name={name} />;
  if (first === "campaigns") return <Campaigns name={name} />;
  if (first === "rules") return <Rules path={[name, third, ...rest].filter(Boolean).join("/")} />;
  if (first === "settings") return <Settings />;
  if (first === "log") return <Log />;
  if (first === "more") return <MorePlaces />;
  return <><Title of="Not found">There is no such place</Title><Empty title="Nothing is here">Choose a place above.</Empty></>;
}

setTheme(theme());
render(<Console />, document.getElementById("console")!);
