/**
 * Keeps an element in sight of what scrolls while what stands before it still comes in and pushes it away: a text, a
 * count. It ends with the first thing that the person does, so that nothing is ever taken out of their hands.
 */
const acts = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** Brings it there at once, to the `place` asked for. Returns what lets go of it. */
export function holdInView(
  scroller: HTMLElement,
  element: HTMLElement,
  place: ScrollIntoViewOptions,
): () => void {
  const observer = new IntersectionObserver(
    ([newest]) => {
      if (newest !== undefined && newest.intersectionRatio < 1) element.scrollIntoView(place)
    },
    { root: scroller, threshold: [0, 1] },
  )
  const release = () => {
    observer.disconnect()
    for (const act of acts) window.removeEventListener(act, release, true)
  }
  element.scrollIntoView(place)
  observer.observe(element)
  for (const act of acts) window.addEventListener(act, release, { capture: true, passive: true })
  return release
}
