/**
 * The path that the app is served below, which only the server knows: read from where this very code came from, so
 * that one build serves anywhere, in pages and in workers.
 */

/** Such as `/copydesk`, without a slash at its end; empty at the root. */
export const basePath: string = /^(.*)\/assets\/[^/]+$/.exec(new URL(import.meta.url).pathname)?.[1] ?? ''

/** A name in what the browser shares between all that one host serves: storage, locks, channels, workers. */
export function sharedName(name: string): string {
  return basePath === '' ? name : `${basePath} ${name}`
}

/** The path of a page below the base, for what is not drawn by the router. */
export function pathOfPage(): string {
  return window.location.pathname.slice(basePath.length) || '/'
}
