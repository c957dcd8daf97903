/** One thing that is wrong, and the place in what was sent that it is about. */
export interface Wrong { pointer?: string | null; detail?: string; code?: string; message?: string; hint?: string; file?: string; line?: number }
/** What the API says of what it refuses; some problems carry more. */
export interface Problem { title?: string; detail?: string; errors?: Wrong[]; diagnostics?: Wrong[]; takesBack?: TakesBack; conflicts?: unknown[] }
export interface TakesBack { over: string; madeOf?: string; rollback: boolean; rules: string[]; segments: string[]; campaigns: string[]; files: string[]; changes: { sentence: string }[] }

/** One request to the API. What it refuses is told in its own words. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly title: string, detail: string, readonly problem: Problem = {}) {
    super(detail);
  }
}

export function refusal(e: unknown): Refusal {
  return e instanceof Refusal ? e : new Refusal(0, "That did not work", String(e));
}

export interface Page<T> { rows: T; next: string | null; etag: string | null }
/** With text, that is sent as it is, or what is answered is taken as it is. A Blob is sent as it is, too. */
export interface How { signal?: AbortSignal; ifMatch?: string | null; text?: boolean }

/** Told that nobody is signed in any more. */
let signedOut: () => void = () => undefined;
export function onSignedOut(listener: () => void) {
  signedOut = listener;
}

export async function call<T>(method: string, path: string, body?: unknown, how: How = {}): Promise<Page<T>> {
  const sent = body instanceof Blob || (how.text && typeof body === "string") ? body : body === undefined ? undefined : JSON.stringify(body);
  const headers: Record<string, string> = { Accept: how.text && method === "GET" ? "text/plain" : "application/json" };
  if (body !== undefined) headers["Content-Type"] = body instanceof Blob ? "application/octet-stream" : sent === body ? "text/plain;charset=UTF-8" : "application/json";
  if (how.ifMatch) headers["If-Match"] = how.ifMatch;
  let answer: Response;
  try {
    answer = await fetch(path, { method, signal: how.signal, headers, body: sent });
  } catch (e) {
    if (how.signal?.aborted) throw e;
    throw new Refusal(0, "The service cannot be reached", "Check the connection, then try again.");
  }
  const text = await answer.text();
  if (answer.status === 401 && path !== "/api/session") signedOut();
  if (!answer.ok) throw told(answer.status, text);
  return { rows: (how.text && method === "GET" ? text : text === "" ? null : JSON.parse(text)) as T, next: nextPage(answer.headers.get("Link")), etag: answer.headers.get("ETag") };
}

function told(status: number, text: string): Refusal {
  try {
    const problem = JSON.parse(text) as Problem;
    return new Refusal(status, problem.title ?? "That did not work", problem.detail ?? "", problem);
  } catch {
    return new Refusal(status, "That did not work", `The service answered ${status}.`);
  }
}

/** The link to the next page, on this very host. */
function nextPage(link: string | null): string | null {
  const found = link?.match(/<([^>]+)>;\s*rel="?next"?/)?.[1];
  if (found === undefined) return null;
  const url = new URL(found, location.href);
  return url.pathname + url.search;
}
