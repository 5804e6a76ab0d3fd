/** Takes the picture of the README, docs/screenshot.png, from the demo: `node --conditions=@copydesk/source scripts/screenshot.ts`. */
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from '@copydesk/testkit'

const server = await startServer()
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  await page.goto(server.url)
  await page.getByRole('button', { name: /^Editor/ }).click()
  await page.getByRole('link', { name: 'Summer timetable' }).click()
  await page.getByText('Sommerfahrplan').waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  await page.screenshot({ path: fileURLToPath(new URL('../docs/screenshot.png', import.meta.url)) })
} finally {
  await browser.close()
  await server.stop()
}
