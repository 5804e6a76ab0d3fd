/** The HTTP API in the name of one person, for tests: a session cookie, an Origin, JSON in and out. */

export interface ApiCaller {
  /** The `Cookie` header of the session, for connections that a test opens itself. */
  readonly cookie: string
  get<Body>(path: string): Promise<Body>
  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Body>
  patch<Body>(path: string, body: unknown, headers?: Record<string, string>): Promise<Body>
  delete(path: string): Promise<void>
  /** Any request, whatever the answer. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

/** Signs a demo person in at the server of this address. */
export async function signInAs(url: string, person: 'admin' | 'editor' | 'reviewer'): Promise<ApiCaller> {
  const answer = await request(url, 'POST', '/session/demo', { person })
  if (!answer.ok) throw new Error(`Signing in as ${person}: ${answer.status} ${await answer.text()}`)
  return createApiCaller(url, cookiesOf(answer))
}

/** The `Cookie` header that an answer makes of the next request. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ')
}

/** The API with a session cookie (`name=value`). Every method but `send` throws unless the answer is a success. */
export function createApiCaller(url: string, cookie: string): ApiCaller {
  const send: ApiCaller['send'] = (method, path, body, headers) =>
    request(url, method, path, body, { cookie, ...headers })
  const call = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => {
    const answer = await send(method, path, body, headers)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : null) as Body
  }
  return {
    cookie,
    send,
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path) => call('DELETE', path),
  }
}

function request(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      origin: new URL(url).origin,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
