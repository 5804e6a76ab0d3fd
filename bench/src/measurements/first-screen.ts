/**
 * From the click to the rows: how long the list of projects takes in a browser that has never been there, on a slow
 * machine (Chromium slows its processor down four times). Beside it a page without content that loads the same scripts
 * and styles, whatever it has to show.
 */
import { withProduct } from '../product/product.ts'
import { openRows, type Page, withWindow } from '../product/window.ts'
import { type Measurement, productOfRow } from './measurement.ts'

const slowerTimes = 4
const projectRow = '[href^="/projects/"]'

export const firstScreen: Measurement = {
  name: 'first-screen',
  title: () => `Opening Projects in a new browser, its processor slowed down ${slowerTimes} times`,
  rows: ['floor', 'earlier', 'sqlite'],
  measure: (row, flags) =>
    withProduct(productOfRow(row === 'floor' ? 'sqlite' : row, flags), ({ server }) =>
      withWindow(server, async (page) => {
        const devTools = await page.context().newCDPSession(page)
        await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowerTimes })
        const address = `${server.url}/projects`
        const readyMs =
          row === 'floor' ? await openEmpty(page, address) : await openRows(page, address, projectRow)
        return { 'there after': { value: readyMs, unit: 'ms' } }
      }),
    ),
}

/** The app finds no place to draw itself into, which it says by an error once all its scripts have run. */
async function openEmpty(page: Page, address: string): Promise<number> {
  await page.route(address, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace('id="root"', 'id="nothing"')
    await route.fulfill({ response, body })
  })
  const failed = page.waitForEvent('pageerror')
  await page.goto(address, { waitUntil: 'commit' })
  await failed
  return page.evaluate(() => performance.now())
}
