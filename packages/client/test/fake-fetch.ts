/** A `fetch` that answers what the test says and remembers what it was asked. */

export interface Asked {
  method: string
  /** Path and query. */
  path: string
  body: unknown
  headers: Record<string, string>
}

export interface FakeFetch {
  fetch: typeof globalThis.fetch
  asked: Asked[]
  /** Answers in this order; the last one again and again. A function may throw, as fetch does without network. */
  answers: (() => Response | Promise<Response>)[]
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

/** An error answer of the API. */
export function problem(status: number, code: string, more: object = {}): Response {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: '',
    remedy: 'Do it.',
    instance: 'r-1',
    ...more,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  })
}

/** Makes a fetch; without answers everything gets an empty object. */
export function createFakeFetch(): FakeFetch {
  const fake: FakeFetch = {
    asked: [],
    answers: [],
    fetch: async (input, init) => {
      const url = new URL(String(input), 'http://desk.example')
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
      const headers = Object.fromEntries(new Headers(init?.headers))
      fake.asked.push({ method: init?.method ?? 'GET', path: url.pathname + url.search, body, headers })
      const answer = fake.answers.length > 1 ? fake.answers.shift() : fake.answers[0]
      const aborted = new Promise<never>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
      // Where the answer wins, nobody waits for the abort any more.
      aborted.catch(() => {})
      init?.signal?.throwIfAborted()
      return Promise.race([Promise.resolve(answer ? answer() : json({})), aborted])
    },
  }
  return fake
}
