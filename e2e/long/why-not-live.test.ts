/**
 * "Why is this not live?": whoever works here gets plain words in place, without codes and without a modal, and a
 * message for the administrator; administrators get to the checks, which run by themselves.
 */
import { bufferAnswers, startFaultProxy, stripUpgrade } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { checksEnded, runChecks, verdict } from '../src/connection-page.ts'
import { liveStatus, modals } from '../src/frame.ts'
import { createKeyboardPerson } from '../src/keyboard-person.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const question = 'Why is this not live?'
const details = (page: Page) => page.getByRole('dialog', { name: 'Live updates' })

/** Behind a proxy that knows no WebSockets and holds answers back, so that the status is "Delayed". */
async function enterDelayed(person: 'admin' | 'editor') {
  const box = await startFaultProxy(stage.server.port, [stripUpgrade(), bufferAnswers()])
  onTestFinished(() => box.stop())
  const page = await stage.enter(person, `${box.url}/projects`)
  await liveStatus(page, 'Delayed').waitFor()
  return { page, url: box.url }
}

it('is answered to an editor in place, in words that need no knowledge, by keyboard alone', async () => {
  const { page, url } = await enterDelayed('editor')
  const keyboard = createKeyboardPerson(page)
  // One begins in the page, and the status stands above it.
  await keyboard.tabTo(liveStatus(page, 'Delayed'), 'Shift+Tab')
  await keyboard.press('Enter')
  await keyboard.tabTo(details(page).getByRole('button', { name: question }))
  await keyboard.press('Enter')
  await keyboard.sees(details(page).getByText('What still works'))
  const text = await details(page).innerText()
  expect(text).toContain('Copydesk asks for changes every few seconds')
  expect(text).toContain('Everything works and is saved at once.')
  expect(text).toContain('Ask your administrator')
  expect(text).toContain(`${url}/admin/live?tab=connection`)
  const withoutAddresses = text.replaceAll(/https?:\S+/g, '').replaceAll(/\d+ \w{3} \d{4}, \d\d:\d\d/g, '')
  expect(withoutAddresses).not.toMatch(/\b\d{3,}\b|Upgrade|proxy|Error|undefined| at \w+ \(/)
  expect(await modals(page).count()).toBe(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
  await keyboard.press('Escape')
  await keyboard.isAt(liveStatus(page, 'Delayed'))
})

it('gives an editor a message to copy', async () => {
  const { page, url } = await enterDelayed('editor')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
  await liveStatus(page, 'Delayed').click()
  await details(page).getByRole('button', { name: question }).click()
  await details(page).getByRole('button', { name: 'Copy this message' }).click()
  await details(page).getByRole('button', { name: 'Copied' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`Live updates do not come through to me at ${url}`)
  expect(copied).toContain(`${url}/admin/live?tab=connection&run=now`)
})

it('leads an administrator to the checks, which run by themselves and say what is wrong', async () => {
  const { page } = await enterDelayed('admin')
  await liveStatus(page, 'Delayed').click()
  await details(page).getByRole('link', { name: question }).click()
  await checksEnded(page)
  expect(await verdict(page).getByRole('heading', { level: 2 }).innerText()).toBe(
    'A proxy removes the Upgrade header',
  )
  await verdict(page).getByText('Streamed answers are held back').waitFor()
  expect(await details(page).count()).toBe(0)
  // Loaded anew it waits to be asked.
  expect(new URL(page.url()).search).toBe('?tab=connection')
})

it('is not asked where everything is live', async () => {
  const page = await stage.enter('editor', '/projects')
  await liveStatus(page, 'Live').click()
  await details(page).waitFor()
  expect(await details(page).getByText(question).count()).toBe(0)
})

it('leads an administrator to the checks also where it is live, but not over a WebSocket', async () => {
  const box = await startFaultProxy(stage.server.port, [stripUpgrade()])
  onTestFinished(() => box.stop())
  const page = await stage.enter('admin', `${box.url}/projects`)
  await liveStatus(page, 'Live').click()
  await details(page).getByRole('link', { name: 'Find out why' }).click()
  await checksEnded(page)
  await verdict(page).getByRole('heading', { name: 'A proxy removes the Upgrade header' }).waitFor()
})

it('has a page that others than administrators do not see', async () => {
  const page = await stage.enter('editor', '/admin/live?tab=connection')
  await page.getByText('Administrators can switch these.').waitFor()
  expect(await page.getByRole('tab', { name: 'Connection' }).count()).toBe(0)
})

it('has a page that works by keyboard, copies, and has nothing wrong to axe, wide and narrow', async () => {
  const box = await startFaultProxy(stage.server.port, [stripUpgrade()])
  onTestFinished(() => box.stop())
  const page = await stage.enter('admin', `${box.url}/admin/live?tab=connection`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: box.url })
  const keyboard = createKeyboardPerson(page)
  await keyboard.tabTo(page.getByRole('button', { name: 'Run the checks' }))
  await keyboard.press('Enter')
  await keyboard.sees(page.getByRole('button', { name: 'Run the checks again' }))
  await keyboard.isAt(page.getByRole('button', { name: 'Run the checks again' }))

  await keyboard.tabTo(page.getByRole('button', { name: /^Configuration for/ }))
  await keyboard.press('Enter')
  await keyboard.sees(page.getByRole('menu'))
  await keyboard.type('hap')
  await keyboard.press('Enter')
  await keyboard.sees(page.getByRole('region', { name: 'Configuration for HAProxy' }))
  await keyboard.tabTo(page.getByRole('button', { name: 'Copy the configuration' }))
  await keyboard.press('Enter')
  await keyboard.sees(page.getByRole('button', { name: 'Copied' }))
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('timeout tunnel')

  const check = page.locator('summary').filter({ hasText: 'What the server saw of the attempt' })
  await keyboard.tabTo(check)
  await keyboard.press('Enter')
  await keyboard.sees(page.getByText('The server saw the handshake as it was sent.'))
  await keyboard.tabTo(page.locator('summary').filter({ hasText: 'For a ticket' }))
  await keyboard.press('Enter')
  await keyboard.sees(page.getByRole('region', { name: 'Text for a ticket' }).getByText('[cause 1]'))
  await page.getByRole('table', { name: 'Turned away, by reason' }).getByText('Upgrade header lost').waitFor()

  const findings: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      findings.push(...(await axeViolations(page)))
    }
  }
  expect(findings).toEqual([])
})

it('says when the server’s report cannot be read, and asks again', async () => {
  const page = await stage.open('/admin/live?tab=connection')
  await page.route('**/api/v1/live/report', (route) => route.abort())
  await page.getByRole('button', { name: /^Administrator/ }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'The server’s report could not be read' })
  await alert.waitFor()
  await page.unroute('**/api/v1/live/report')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('table', { name: 'Open connections' }).waitFor()
  await runChecks(page)
  await verdict(page).getByText('WebSockets get through').waitFor()
})
