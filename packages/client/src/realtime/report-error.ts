/** Where errors of consumers go while the application takes none. */

/**
 * To the console, and in browsers to whoever listens for errors of the page. Not thrown again: a Node.js process would
 * end.
 */
export function reportToConsole(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error)
  else console.error(error)
}
