import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { to } from "../shell/place";
import { nameOf } from "../words/words";
import "./clients.css";

const PAUSE = 150;

/** What is typed stands in the address too, so that going back finds it again. */
export function ClientSearch() {
  const [typed, type] = useState(new URLSearchParams(location.search).get("q") ?? "");
  const [asked, ask] = useState(typed);
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      ask(typed.trim());
      history.replaceState(null, "", typed.trim() === "" ? "/clients" : `/clients?q=${encodeURIComponent(typed.trim())}`);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const clients = useLoad<Client[]>(`/api/clients?limit=50${asked === "" ? "" : `&q=${encodeURIComponent(asked)}`}`, true);
  return (
    <>
      <Title of="Clients">Clients</Title>
      <form role="search" class="search" onSubmit={(e) => { e.preventDefault(); ask(typed.trim()); }}>
        <label class="hidden" for="search">Name, phone, e-mail or id</label>
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="11" cy="11" r="6.500" /><path d="m16 16 4.500 4.500" /></svg>
        <input
          id="search" ref={box} class="input" type="search" autocomplete="off" spellcheck={false} placeholder="Name, phone, e-mail or id"
          value={typed} onInput={(e) => type(e.currentTarget.value)}
        />
      </form>
      <Ready of={clients} rows={10}>
        {(found) =>
          found.length === 0
            ? asked === ""
              ? <Empty title="No client yet">Clients come from the booking system, by an import, or made up for a trial.</Empty>
              : <Empty title={`Nobody is found by “${asked}”`}>Each word is the beginning of a name, a phone number, an e-mail address or an id.</Empty>
            : <Found found={found} next={clients.next} more={clients.more} />}
      </Ready>
    </>
  );
}

function Found(props: { found: Client[]; next?: string | null; more: () => void }) {
  return (
    <div class="card">
      <table class="table">
        <thead><tr><th scope="col">Client</th><th scope="col" class="wide">Phone</th><th scope="col" class="wide">E-mail</th><th scope="col" class="wide">City</th></tr></thead>
        <tbody>
          {props.found.map((one) => (
            <tr key={one.id}>
              <td><a href={to("clients", one.id)}><bdi>{nameOf(one)}</bdi></a><p>{one.id}</p></td>
              <td class="wide soft">{one.phone ?? "–"}</td>
              <td class="wide soft">{one.email ?? "–"}</td>
              <td class="wide soft">{one.city ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hidden" role="status">{props.found.length} shown</p>
      <More next={props.next} more={props.more} />
    </div>
  );
}
