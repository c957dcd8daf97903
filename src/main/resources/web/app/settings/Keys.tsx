import { useState } from "preact/hooks";
import { call, refusal, type Refusal } from "../api/call";
import type { Key } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Ready } from "../parts/parts";
import { useSigned } from "../shell/context";

const ROLES: [role: string, says: string][] = [["viewer", "looks"], ["analyst", "changes rules and campaigns"], ["booking-system", "tells of clients and bookings"], ["admin", "all of it"]];

/** Who may call: keys are made, shown once, and revoked. */
export function Keys() {
  const { session, format } = useSigned();
  const keys = useLoad<Key[]>("/api/keys");
  const [name, setName] = useState("");
  const [role, setRole] = useState("viewer");
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const [sure, setSure] = useState<number | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  async function make() {
    setRefused(null);
    setMade(null);
    try {
      setMade((await call<{ name: string; key: string }>("POST", "/api/keys", { name: name.trim(), roles: [role] })).rows);
      setName("");
      keys.again();
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  async function revoke(id: number) {
    setRefused(null);
    setSure(null);
    try {
      await call("DELETE", `/api/keys/${id}`);
      keys.again();
    } catch (e) {
      setRefused(refusal(e));
    }
  }
  return (
    <section class="card" aria-labelledby="keys">
      <header><h2 id="keys">Keys</h2></header>
      <div class="inside stack">
        <form class="row bottom" onSubmit={(e) => { e.preventDefault(); if (name.trim() !== "") void make(); }}>
          <div class="field grow"><label for="key-name">Name, which the log tells</label><input id="key-name" class="input" value={name} autocomplete="off" onInput={(e) => setName(e.currentTarget.value)} /></div>
          <div class="field grow"><label for="key-role">What it may</label><select id="key-role" class="input" value={role} onChange={(e) => setRole(e.currentTarget.value)}>{ROLES.map(([value, says]) => <option key={value} value={value}>{value}: {says}</option>)}</select></div>
          <button class="button" aria-disabled={name.trim() === ""}>Make a key</button>
        </form>
        {made ? <div class="verdict yes" role="status"><p>The key of <b>{made.name}</b>. It is shown this once; whoever has it may use it.</p><pre class="code" tabIndex={0}>{made.key}</pre></div> : null}
        {refused ? <p class="problem" role="alert">{refused.problem.errors?.[0]?.detail ?? refused.message}</p> : null}
        <Ready of={keys} rows={4}>
          {(all) => (
            <ul class="tasks keys">
              {all.filter((one) => one.revokedAt === null).map((one) => (
                <li key={one.id}>
                  <div><p class="what"><bdi>{one.name}</bdi>{one.name === session.name ? <span class="badge">yours</span> : null}</p><p class="soft small">{one.roles.join(", ")}, since {format.date(one.createdAt)}</p></div>
                  {sure === one.id ? <div class="row"><button class="button" onClick={() => void revoke(one.id)}>Yes, revoke {one.name}</button><button class="button plain" onClick={() => setSure(null)}>No</button></div> : <button class="button plain" aria-label={`Revoke ${one.name}`} onClick={() => setSure(one.id)}>Revoke</button>}
                </li>
              ))}
            </ul>
          )}
        </Ready>
      </div>
    </section>
  );
}
