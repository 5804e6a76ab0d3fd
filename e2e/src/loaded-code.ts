/** Which parts of the app's code a window has already: what comes later is fetched while nothing else is to do. */
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { patienceMs } from './stage.ts'

const assets = new URL('../../packages/web/dist/assets/', import.meta.url)

/**
 * Only for people who are not signed in; for browsers without shared workers, and for the worker itself; for
 * administrators who look for what breaks a connection; for managers of private projects; for long texts, which are drawn as well without it.
 */
const elsewhere =
  /^(SignIn|SetUp|Invitation|AccountFields|Members|live-in-tab|live-worker|Connection|parse-worker)-/

/** Resolves when all code of the app is in this window, so that the server is not needed for it any more. */
export async function waitForAllCode(page: Page): Promise<void> {
  const wanted = readdirSync(assets)
    .filter((name) => name.endsWith('.js') && !elsewhere.test(name))
    .sort()
  const missing = async () => {
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname.replace('/assets/', '')),
    )
    return wanted.filter((name) => !loaded.includes(name))
  }
  await expect.poll(missing, { timeout: patienceMs }).toEqual([])
}
