/**
 * What a page of the app asks for first, by its address, so that the answer to the page itself can say so (`Link`,
 * RFC 8288, with `rel=preload`): the data is then on its way while the scripts are. The app takes the answers up when
 * it asks for the same addresses; one that differs here costs a request, and nothing else.
 */
import { sessionCookieName } from '../people/sessions/cookies.ts'

const id = '([0-9a-f-]{36})'

/** `$1` is the id of the page's address. The app's own list is `screens.ts` of the web package. */
const screens: readonly (readonly [page: RegExp, requests: readonly string[]])[] = [
  [/^\/(?:projects)?$/, ['/api/v1/projects']],
  [new RegExp(`^/projects/${id}$`), ['/api/v1/projects/$1', '/api/v1/projects/$1/items']],
  [/^\/content$/, ['/api/v1/content']],
  [new RegExp(`^/content/${id}$`), ['/api/v1/content/$1']],
  [/^\/inbox$/, ['/api/v1/inbox?filter=all']],
]

/** The `Link` header of a page, whose path is that below `base`; undefined where nothing is known to be asked for, or nobody is signed in. */
export function linkToFirstRequests(
  path: string,
  cookies: string | undefined,
  base: string,
): string | undefined {
  // Under whatever name the cookie goes: a session that is over costs an answer of 401.
  if (!cookies?.includes(sessionCookieName)) return undefined
  const [page, requests] = screens.find(([page]) => page.test(path)) ?? []
  if (!page) return undefined
  return requests
    ?.map(
      (request) => `<${base}${path.replace(page, request)}>; rel=preload; as=fetch; crossorigin=anonymous`,
    )
    .join(', ')
}
