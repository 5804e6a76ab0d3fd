/** The first day of two people in small windows and in the dark: nothing on the way is larger than its window. */
import { launchBrowser, startServer } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { watchComplaints } from '../src/complaints.ts'
import { spendFirstDay } from '../src/first-day.ts'
import { type Hands, keyboardHands, pointerHands } from '../src/hands.ts'
import { overflowOf } from '../src/overflow.ts'
import { patienceMs } from '../src/stage.ts'

const phone = { width: 390, height: 844 }
/** A desk of 1280 px, enlarged four times. */
const enlarged = { width: 320, height: 256 }
const desk = { width: 1280, height: 800 }

it.each<[string, { width: number; height: number }, 'light' | 'dark', (page: Page) => Hands]>([
  ['on a phone', phone, 'light', pointerHands],
  ['on a phone with a keyboard, dark', phone, 'dark', keyboardHands],
  ['enlarged four times', enlarged, 'light', pointerHands],
  ['enlarged four times with a keyboard', enlarged, 'light', keyboardHands],
  ['on a desk, dark', desk, 'dark', pointerHands],
])('is spent %s', async (_where, viewport, colorScheme, hands) => {
  const [server, browser] = await Promise.all([startServer({ demo: false }), launchBrowser()])
  onTestFinished(async () => {
    await browser.close()
    await server.stop()
  })
  const findings: Record<string, readonly string[]> = {}
  const complaints: (readonly string[])[] = []
  await spendFirstDay({
    server,
    arrive: async (address) => {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' })
      page.setDefaultTimeout(patienceMs)
      complaints.push(watchComplaints(page))
      await page.goto(address)
      return hands(page)
    },
    look: async (page, place) => {
      // A window of few lines scrolls down as a whole.
      const wide = (await overflowOf(page)).filter((line) => line.endsWith('right') || viewport !== enlarged)
      const found = [...(await axeViolations(page)), ...wide]
      if (found.length > 0) findings[place] = found
    },
  })
  expect(findings).toEqual({})
  expect(complaints.flat()).toEqual([])
})
