/**
 * Gives the focus to an element of the page once the page can take it. A menu that closes keeps the page inert until it
 * is gone, and then gives the focus back to its button: a field that a choice in the menu opens would miss it.
 */

/** The function that it returns gives up, for an element that goes away before. */
export function focusWhenFree(element: HTMLElement): () => void {
  if (isFree(element)) {
    element.focus()
    return () => {}
  }
  const observer = new MutationObserver(() => {
    if (!isFree(element)) return
    observer.disconnect()
    element.focus()
  })
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ['inert'] })
  return () => observer.disconnect()
}

function isFree(element: HTMLElement): boolean {
  return element.closest('[inert]') === null
}
