import { useEffect, useState } from "preact/hooks";
import { call, Refusal } from "../api/call";
import type { Session } from "../api/types";
import { Title } from "../parts/parts";
import { Brand } from "../shell/Shell";
import "./signin.css";

/** By the code of a link, which stands behind the #, or by a key that is typed. Neither is kept. */
export function SignIn(props: { expired: boolean; done: (session: Session) => void }) {
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(location.hash.length > 1);
  const [problem, setProblem] = useState<string | null>(null);
  const [byCompany, setByCompany] = useState(false);

  async function signIn(by: { key: string } | { code: string }) {
    setBusy(true);
    setProblem(null);
    try {
      props.done((await call<Session>("POST", "/api/session", by)).rows);
    } catch (e) {
      setProblem(e instanceof Refusal ? e.message : String(e));
      setBusy(false);
    }
  }

  useEffect(() => {
    // a service that does not say has keys
    call<{ company: boolean }>("GET", "/api/session/ways").then((ways) => setByCompany(ways.rows.company), () => setByCompany(false));
  }, []);

  useEffect(() => {
    const code = location.hash.slice(1);
    if (code === "") return;
    history.replaceState(null, "", location.pathname);
    void signIn({ code });
  }, []);

  return (
    <main class="sign-in">
      <Brand />
      <Title of="Sign in">Sign in to Regulars</Title>
      {props.expired ? <p class="soft">Your session is over. Sign in, and you are back where you were.</p> : null}
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (key.trim() === "") setProblem("Paste the key first.");
          else void signIn({ key: key.trim() });
        }}
      >
        <div class="field">
          <label for="key">Key</label>
          <input
            id="key" class="input" type="password" autocomplete="current-password" spellcheck={false} value={key}
            aria-describedby={problem ? "problem" : "hint"} aria-invalid={problem !== null}
            onInput={(e) => setKey(e.currentTarget.value)}
          />
          {problem ? <p id="problem" class="problem small" role="alert">{problem}</p> : null}
        </div>
        <button class="button filled" type="submit" aria-disabled={busy}>{busy ? "Signing in …" : "Sign in"}</button>
      </form>
      {byCompany ? <p><a class="button" href="/api/session/company">Sign in with your company's account</a></p> : null}
      <p id="hint" class="soft small">The first start of the service prints a link that signs you in, and the key. Whoever has a key with the role admin makes you another.</p>
    </main>
  );
}
