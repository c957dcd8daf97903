import type { Active, Release, ReleaseFile } from "../api/types";
import { useLoad } from "../api/useLoad";
import { Empty, Ready, Title } from "../parts/parts";
import { useSigned } from "../shell/context";
import { useAsked } from "../shell/place";
import { many } from "../words/words";
import { FilePage } from "./FilePage";
import { encoded, folders } from "./words";

const SAYS: Record<string, string> = {
  "": "What all of it is about", segments: "Who is in which segment", campaigns: "What follows, and when it starts", scenarios: "What must come out: histories with expectations", tables: "Rules as tables",
  library: "Rules to be taken over", templates: "What messages say",
};

/** The files of the rules that answer, or of a change. */
export default function Rules(props: { path: string }) {
  const [asked] = useAsked();
  return props.path === "" ? <FileList within={asked.get("in")} /> : <FilePage key={`${props.path} ${asked.get("in")} ${asked.get("as")}`} path={props.path} within={asked.get("in")} asText={asked.get("as") === "text"} />;
}

export function address(path: string, within: string | null): string {
  return `/rules/${encoded(path)}${within ? `?in=${within}` : ""}`;
}

export const isTable = (path: string) => /\.(xlsx?|csv)$/i.test(path);

function FileList(props: { within: string | null }) {
  const { session } = useSigned();
  const [, ask] = useAsked();
  const active = useLoad<Active>("/api/rules/active");
  const releases = useLoad<Release[]>("/api/rules/releases?limit=50");
  const of = props.within ?? active.data?.id ?? null;
  const files = useLoad<ReleaseFile[]>(of === null ? null : `/api/rules/releases/${encodeURIComponent(of)}/files`);
  const drafts = (releases.data ?? []).filter((one) => one.scope === "own" && (one.state === "DRAFT" || one.state === "CHECKED"));
  const problems = props.within === null ? active.data?.problems ?? [] : [];
  return (
    <>
      <div class="spread">
        <div><Title of="Rules">Rules</Title><p class="soft">The files that say who is in which segment and what follows.</p></div>
        <div class="field">
          <label for="which">Of</label>
          <select id="which" class="input" value={props.within ?? ""} onChange={(e) => ask({ in: e.currentTarget.value })}>
            <option value="">what answers{active.data ? `, ${active.data.id}` : ""}</option>
            {drafts.map((one) => <option key={one.id} value={one.id}>{one.id}{one.message ? `: ${one.message}` : ""}</option>)}
            {props.within !== null && !drafts.some((one) => one.id === props.within) ? <option value={props.within}>{props.within}</option> : null}
          </select>
        </div>
      </div>
      <Ready of={files} rows={12}>
        {(all) => all.length === 0 ? <Empty title="There is no file" /> : (
          <div class="folders">
            {folders(all.map((one) => one.path)).map(([folder, paths]) => (
              <section key={folder} class="card" aria-label={folder || "Files"}>
                <header><h2>{folder || "Beside them"}</h2><span class="soft small">{many(paths.length, "file")}</span></header>
                <div class="inside">
                  {SAYS[folder] ? <p class="soft small">{SAYS[folder]}.</p> : null}
                  <ul class="files">
                    {paths.map((path) => {
                      const wrong = problems.filter((one) => one.file === path).length;
                      return <li key={path}><a href={address(path, props.within)}>{path.slice(folder.length === 0 ? 0 : folder.length + 1)}</a>{wrong > 0 ? <span class="tone bad small">{many(wrong, "problem")}</span> : null}</li>;
                    })}
                  </ul>
                </div>
              </section>
            ))}
          </div>
        )}
      </Ready>
      {session.roles.includes("analyst") ? null : <p class="soft small">Files are changed by keys with the role analyst; yours has {session.roles.join(", ")}.</p>}
    </>
  );
}
