import type { Logged } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, More, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { to, useAsked } from "../shell/place";

/** Who did what when: releases, keys, settings, starts by hand, messages sent again. */
export default function Log() {
  const { format } = useSigned();
  const [asked, ask] = useAsked();
  const query = new URLSearchParams({ limit: "100" });
  for (const name of ["who", "what", "subject"]) {
    const value = asked.get(name);
    if (value) query.set(name, value);
  }
  const rows = useLoad<Logged[]>(`/api/audit-log?${query}`, true);
  const chosen = ["who", "what", "subject"].filter((name) => asked.get(name));
  return (
    <>
      <div><Title of="Who did what">Who did what</Title><p class="soft">Rules, keys, settings, starts by hand. Press a name, a deed or a thing to see only that.</p></div>
      {chosen.length > 0 ? (
        <div class="row tokens" role="group" aria-label="Only">
          {chosen.map((name) => <span key={name} class="token"><bdi>{words(asked.get(name)!)}</bdi><button type="button" aria-label={`Without ${asked.get(name)}`} onClick={() => ask({ [name]: "" })}>×</button></span>)}
        </div>
      ) : null}
      <div class="card">
        <Ready of={rows} rows={12}>
          {(all) => all.length === 0 ? <Empty inline title="Nothing was done">{chosen.length > 0 ? "Take one of the choices out." : "What people and keys do stands here."}</Empty> : (
            <>
              <table class={rows.state === "loading" ? "table ledger stale" : "table ledger"}>
                <thead><tr><th scope="col">What</th><th scope="col">To what</th><th scope="col" class="wide">By</th><th scope="col" class="number">When</th></tr></thead>
                <tbody>
                  {all.map((one) => (
                    <tr key={one.id}>
                      <td><button class="pick" onClick={() => ask({ what: one.what })}>{words(one.what)}</button>{one.details ? <p>{one.details}</p> : null}</td>
                      <td>{/^r-\d+$/.test(one.subject) ? <a href={to("changes", one.subject)}>{one.subject}</a> : <button class="pick" onClick={() => ask({ subject: one.subject })}><bdi>{one.subject}</bdi></button>}</td>
                      <td class="wide"><button class="pick soft" onClick={() => ask({ who: one.who })}><bdi>{one.who}</bdi></button></td>
                      <td class="number soft"><time dateTime={one.at}>{format.date(one.at)}</time><p>{format.clock(one.at)}</p></td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <More next={rows.next} more={rows.more} />
            </>
          )}
        </Ready>
      </div>
    </>
  );
}

/** release-activated → Release activated. */
function words(code: string): string {
  const said = /^[a-z]+(-[a-z]+)+$/.test(code) ? code.replace(/-/g, " ") : code;
  return said.charAt(0).toUpperCase() + said.slice(1);
}
