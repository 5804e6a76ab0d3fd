/**
 * Keeps an element in sight of what scrolls while what stands above it still comes in and pushes it away: a text, a
 * checklist. It ends with the first thing that the person does, so that nothing is ever taken out of their hands.
 */
const acts = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** Brings it to the middle at once. Returns what lets go of it. */
export function holdInView(scroller: HTMLElement, element: HTMLElement): () => void {
  const observer = new IntersectionObserver(
    ([newest]) => {
      if (newest !== undefined && newest.intersectionRatio < 1) element.scrollIntoView({ block: 'center' })
    },
    { root: scroller, threshold: [0, 1] },
  )
  const release = () => {
    observer.disconnect()
    for (const act of acts) window.removeEventListener(act, release, true)
  }
  element.scrollIntoView({ block: 'center' })
  observer.observe(element)
  for (const act of acts) window.addEventListener(act, release, { capture: true, passive: true })
  return release
}
