/**
 * The browser's storage where a page may use it. Sandboxed views and strict privacy settings refuse the very word
 * `localStorage` with an exception; a full one refuses to keep more. Nothing here throws.
 */

/** The browser's storage; null where the page may not use it. What is called on it may still throw. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

/** What was kept under a name; null when nothing was, or nothing can be. */
export function recallText(name: string): string | null {
  try {
    return browserStorage()?.getItem(name) ?? null
  } catch {
    return null
  }
}

/** Keeps a text that is only a convenience: where it cannot be kept, nothing happens. */
export function keepText(name: string, text: string): void {
  try {
    browserStorage()?.setItem(name, text)
  } catch {
    // Full or forbidden.
  }
}
