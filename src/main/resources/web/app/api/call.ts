/** One request to the API. What it refuses is told in its own words. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly title: string, detail: string) {
    super(detail);
  }
}

export interface Page<T> { rows: T; next: string | null }

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Page<T>> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? { Accept: "application/json" } : { Accept: "application/json", "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Refusal(0, "The service cannot be reached", "Check the connection, then try again.");
  }
  const text = await answer.text();
  if (!answer.ok) throw refusal(answer.status, text);
  return { rows: (text === "" ? null : JSON.parse(text)) as T, next: nextPage(answer.headers.get("Link")) };
}

function refusal(status: number, text: string): Refusal {
  try {
    const problem = JSON.parse(text) as { title?: string; detail?: string };
    return new Refusal(status, problem.title ?? "That did not work", problem.detail ?? "");
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
