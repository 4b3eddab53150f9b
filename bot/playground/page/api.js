// Talking to the program: JSON over HTTP to where the page came from.

/** What the program refused or did not do; `code` is a key of the page's words. */
export class ApiError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Ask for something. */
export function get(name, query = {}) {
  return call(`/playground/api/${name}?${new URLSearchParams(query)}`, { method: "GET" });
}

/** Do something. */
export function post(name, body) {
  return call(`/playground/api/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function call(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new ApiError("offline");
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const byStatus = { 403: "forbidden", 413: "too_large" };
  throw new ApiError(byStatus[response.status] ?? answer?.error ?? "failed");
}

/**
 * Ids of what a person does. The same deed sent again after a lost answer has the same id, so
 * that it is done once: `for(content)` gives the id until `done()`.
 */
export class DeedIds {
  #content = null;
  #id = "";

  for(content) {
    const words = JSON.stringify(content);
    if (words !== this.#content) {
      this.#content = words;
      this.#id = crypto.randomUUID();
    }
    return this.#id;
  }

  done() {
    this.#content = null;
  }
}

/** The id of a deed that is not sent again. */
export const newId = () => crypto.randomUUID();
