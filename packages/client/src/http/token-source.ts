/**
 * Credentials for a page of another site, or a program without a cookie: one token at a time, asked for when it is
 * needed and renewed once it was refused. Knows nothing of what is in a token.
 */

/** Gives a token or key; asked again when the one before was refused. */
export type AskToken = () => string | Promise<string>

export class TokenSource {
  readonly #ask: AskToken
  #current: Promise<string> | undefined

  constructor(ask: AskToken) {
    this.#ask = ask
  }

  /** The token in use. Rejects as the page's own function does; it is asked again then. */
  get(): Promise<string> {
    if (this.#current) return this.#current
    const asked = (async () => this.#ask())()
    this.#current = asked
    asked.catch(() => {
      if (this.#current === asked) this.#current = undefined
    })
    return asked
  }

  /** A token other than `refused`. Requests that were refused at the same time share one. */
  async renew(refused: string): Promise<string> {
    const current = this.#current
    if (current && (await current.catch(() => refused)) === refused && this.#current === current) {
      this.#current = undefined
    }
    return this.get()
  }
}

/** A `fetch` that carries the token and, where it is refused, tries once more with a new one. */
export function fetchWithToken(fetch: typeof globalThis.fetch, source: TokenSource): typeof globalThis.fetch {
  return async (input, init) => {
    const send = (token: string) => {
      const headers = new Headers(init?.headers)
      headers.set('Authorization', `Bearer ${token}`)
      return fetch(input, { ...init, headers })
    }
    const token = await source.get()
    const answer = await send(token)
    if (answer.status !== 401) return answer
    const renewed = await source.renew(token)
    // The same one again would be refused again.
    return renewed === token ? answer : send(renewed)
  }
}

/** A `fetch` that says in every request whether cookies go along. */
export function fetchWithCredentials(
  fetch: typeof globalThis.fetch,
  credentials: RequestCredentials,
): typeof globalThis.fetch {
  return (input, init) => fetch(input, { ...init, credentials })
}
