/** The administrators' page that finds out why live updates do not come through, as a person finds its parts. */
import type { Locator, Page } from 'playwright-core'

export const connectionPath = '/admin/live?tab=connection'

/** Starts the checks, and waits until they have ended. */
export async function runChecks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run the checks' }).click()
  await checksEnded(page)
}

export async function checksEnded(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run the checks again' }).waitFor()
}

/** The one answer at the top. */
export const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' })

/** What is said of each hop, in order. */
export async function readWay(page: Page): Promise<string[]> {
  const hops = await page.getByRole('list', { name: 'The way' }).getByRole('listitem').allInnerTexts()
  return hops.map((hop) => hop.replaceAll(/\s*\n\s*/g, ': '))
}
