/**
 * Loads the page anew because its code is of another version than the server's, once, and when that takes nothing from
 * anybody: texts that are not sent yet are kept by themselves, forms are not.
 */

/** A page that lacks code so soon after it was loaded would lack it again. */
const newForMs = 30_000
const askAgainMs = 2_000

/** What it touches of a window. */
export interface RenewedPage {
  document: Pick<Document, 'activeElement' | 'querySelector'>
  location: Pick<Location, 'reload'>
  performance: Pick<Performance, 'now'>
  setTimeout: (callback: () => void, ms: number) => unknown
}

/** Does not resolve when the page goes. False: it is new already; true: somebody is writing, so ask again. */
export function renewPage(page: RenewedPage): Promise<boolean> {
  if (page.performance.now() < newForMs) return Promise.resolve(false)
  if (isWriting(page.document))
    return new Promise((resolve) => page.setTimeout(() => resolve(true), askAgainMs))
  page.location.reload()
  return new Promise(() => {})
}

function isWriting(document: Pick<Document, 'activeElement' | 'querySelector'>): boolean {
  const isField = document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true
  return isField || document.querySelector('[role="dialog"]') !== null
}
