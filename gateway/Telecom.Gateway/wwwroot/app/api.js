// The JSON API. The key, when there is one, stays in this tab.

const KEY = "telecom.key";

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The gateway answered ${status}.`);
    this.status = status;
    this.reason = problem?.reason ?? null;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** Reads a path of the API; returns the body and the server's own time, by which ages are told. */
export async function get(path, signal) {
  const secret = key.get();
  const response = await fetch(`/api/v1${path}`, {
    headers: secret ? { authorization: `Bearer ${secret}` } : {},
    cache: "no-store",
    signal,
  });
  const text = await response.text();
  const body = text.length > 0 && (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : null;
  if (!response.ok) {
    throw new ApiError(response.status, body);
  }
  return { body, now: new Date(response.headers.get("date") ?? Date.now()) };
}

/** Reads all pages of a list, at most `maxPages`. */
export async function getAll(path, name, signal, maxPages = 20) {
  const items = [];
  let token = null;
  let now = null;
  for (let page = 0; page < maxPages; page++) {
    const separator = path.includes("?") ? "&" : "?";
    const answer = await get(token ? `${path}${separator}pageToken=${encodeURIComponent(token)}` : path, signal);
    items.push(...answer.body[name]);
    now = answer.now;
    token = answer.body.nextPageToken;
    if (!token) {
      break;
    }
  }
  return { items, now };
}
