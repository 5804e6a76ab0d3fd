/**
 * Whether a page is larger than its window: what scrolls is a part of the app's frame, never the document. The doorways,
 * which have no frame, may scroll down.
 */
import type { Page } from 'playwright-core'

/** A line for each direction in which the document scrolls. */
export async function overflowOf(page: Page): Promise<string[]> {
  const { right, down, isFramed } = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return {
      right: scrollWidth - clientWidth,
      down: scrollHeight - clientHeight,
      isFramed: document.querySelector('nav') !== null,
    }
  })
  return [
    ...(right > 0 ? [`the document scrolls ${right} px to the right`] : []),
    ...(down > 0 && isFramed ? [`the document scrolls ${down} px down`] : []),
  ]
}
