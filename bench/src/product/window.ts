/** A window of a person who is signed in, and how long a screen takes in it from the address to its rows. */
import { launchBrowser, type StartedServer } from '@copydesk/testkit'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
export type Page = Awaited<ReturnType<Browser['newPage']>>

/** Opens one in a new browser, hands it over and closes the browser, come what may. */
export async function withWindow<Result>(
  server: StartedServer,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { cookie } = await server.signIn('editor')
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext()
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: server.url }])
    return await use(await context.newPage())
  } finally {
    await browser.close()
  }
}

/** Milliseconds from the address until the first of its rows is to be seen. */
export async function openRows(page: Page, address: string, row: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator(row).first().waitFor()
  return page.evaluate(() => performance.now())
}
