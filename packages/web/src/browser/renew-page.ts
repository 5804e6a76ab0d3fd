/**
 * Loads the page anew because its code is of another version than the server's, and when that takes nothing from anybody:
 * texts that are not sent yet are kept by themselves, forms are not. An old page is renewed at once, a new one as often as
 * public/incomplete-page.js does so, for it may come from one server of an update and its code from another.
 */

/** What lacks code so soon after it was loaded may lack it again. */
const newForMs = 30_000
const askAgainMs = 2_000

/** What it touches of a window. */
export interface RenewedPage {
  document: Pick<Document, 'activeElement' | 'querySelector'>
  location: Pick<Location, 'reload'>
  performance: Pick<Performance, 'now'>
  setTimeout: (callback: () => void, ms: number) => unknown
  dispatchEvent: (event: Event) => boolean
}

/** Does not resolve when the page goes. False: it was renewed often enough; true: somebody is writing, so ask again. */
export function renewPage(page: RenewedPage): Promise<boolean> {
  if (page.performance.now() < newForMs) return renewIncomplete(page)
  if (isWriting(page.document))
    return new Promise((resolve) => page.setTimeout(() => resolve(true), askAgainMs))
  page.location.reload()
  return new Promise(() => {})
}

function renewIncomplete(page: RenewedPage): Promise<boolean> {
  return new Promise((resolve) => {
    const gaveUp = () => resolve(false)
    const event = new CustomEvent('copydesk-incomplete-page', { cancelable: true, detail: gaveUp })
    const isUnheard = page.dispatchEvent(event)
    if (isUnheard) gaveUp()
  })
}

function isWriting(document: Pick<Document, 'activeElement' | 'querySelector'>): boolean {
  const isField = document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true
  return isField || document.querySelector('[role="dialog"]') !== null
}
