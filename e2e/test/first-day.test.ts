/** Two people who know nothing of it find their way from an empty server to a release and back, by keyboard alone. */
import { launchBrowser, startServer } from '@copydesk/testkit'
import { it, onTestFinished } from 'vitest'
import { spendFirstDay } from '../src/first-day.ts'
import { keyboardHands } from '../src/hands.ts'
import { patienceMs } from '../src/stage.ts'

it('is found without a word of documentation, by keyboard alone', async () => {
  const [server, browser] = await Promise.all([startServer({ demo: false }), launchBrowser()])
  onTestFinished(async () => {
    await browser.close()
    await server.stop()
  })
  await spendFirstDay({
    server,
    arrive: async (address) => {
      const page = await browser.newPage({ reducedMotion: 'reduce' })
      page.setDefaultTimeout(patienceMs)
      await page.goto(address)
      return keyboardHands(page)
    },
  })
})
