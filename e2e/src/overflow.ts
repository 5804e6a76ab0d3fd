/** Whether a page is larger than its window: what scrolls is a part of the app's frame, never the document. */
import type { Page } from 'playwright-core'

/** A line for each direction in which the document scrolls. */
export async function overflowOf(page: Page): Promise<string[]> {
  const [right, down] = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [scrollWidth - clientWidth, scrollHeight - clientHeight] as const
  })
  return [
    ...(right > 0 ? [`the document scrolls ${right} px to the right`] : []),
    ...(down > 0 ? [`the document scrolls ${down} px down`] : []),
  ]
}
