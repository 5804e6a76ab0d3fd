/**
 * Copydesk inside a network: plain HTTP on a name of its own, where browsers leave out what they keep for secure pages
 * (random UUIDs, locks, the clipboard). Everything is there all the same.
 */
import {
  createApiCaller,
  launchBrowser,
  runCopydesk,
  type StartedServer,
  startServer,
} from '@copydesk/testkit'
import { freePort } from '@copydesk/testkit/proxies'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { connectionPath, runChecks, verdict } from '../src/connection-page.ts'
import { liveStatus } from '../src/frame.ts'
import { comment, itemWith, moveItem, openComments, publish, writeComment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { countSharedWorkers } from '../src/shared-worker.ts'
import { patienceMs } from '../src/stage.ts'

const person = { email: 'ada@desk.test', name: 'Ada Byron', password: 'a long password of four words' }

let server: StartedServer
let browser: Browser
let origin: string

beforeAll(async () => {
  const port = await freePort()
  origin = `http://desk.test:${port}`
  const env = { COPYDESK_HOST: '127.0.0.1', COPYDESK_PUBLIC_URL: origin }
  ;[server, browser] = await Promise.all([
    startServer({ demo: false, port, env }),
    launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1']),
  ])
  const args = ['user', 'add', person.email, '--name', person.name, '--role', 'admin']
  const added = await runCopydesk(args, {
    env: { COPYDESK_DATA_DIR: server.dataDir },
    input: `${person.password}\n`,
  })
  expect(added).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A window of a browser of its own, signed in through the form. */
async function enter(path: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.goto(origin + path)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: `You: ${person.name}` }).waitFor()
  return page
}

/** What is in the clipboard, as pasting shows it. */
async function pasted(page: Page, into: ReturnType<Page['getByRole']>): Promise<string> {
  await into.click()
  await page.keyboard.press('ControlOrMeta+v')
  await expect.poll(() => into.inputValue()).not.toBe('')
  return into.inputValue()
}

it('shows changes by themselves in two browsers, copies, comments and publishes', async () => {
  const first = await enter('/projects')
  const complaints = [watchComplaints(first)]
  expect(
    await first.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'clipboard' in navigator]),
  ).toEqual([false, false, false])
  await liveStatus(first, 'Live').waitFor()
  const cookies = await first.context().cookies()
  const api = createApiCaller(server.url, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  const { project } = await buildProject(api, 'Inside', ['Notice board', 'Canteen'])
  await first.getByRole('row', { name: /Inside/ }).waitFor()

  const path = `/projects/${project.id}`
  await first.goto(origin + path)
  const second = await enter(path)
  complaints.push(watchComplaints(second))
  const third = await second.context().newPage()
  await third.goto(`${origin}${path}?tab=comments`)
  const windows = [first, second, third]
  for (const page of windows) await liveStatus(page, 'Live').waitFor()
  expect(await countSharedWorkers(browser)).toBe(2)

  await moveItem(first, 'Notice board', 'In review')
  await itemWith(second, 'Notice board', 'In review').waitFor()
  await moveItem(first, 'Notice board', 'Ready to publish')
  await itemWith(second, 'Notice board', 'Ready').waitFor()
  await openComments(first)
  await writeComment(first, 'Shall it go out today?')
  await comment(third, person.name, 'Shall it go out today?').waitFor()
  await publish(first, 'Publish the ready ones')
  await itemWith(second, 'Notice board', 'Published').waitFor()

  await first.getByRole('button', { name: 'More about this project' }).click()
  await first.getByRole('menuitem', { name: 'Copy link' }).click()
  await first.getByText('Link copied').waitFor()
  await third.getByRole('button', { name: 'More about this comment' }).click()
  await third.getByRole('menuitem', { name: 'Copy link' }).click()
  await third.getByText('Link copied').waitFor()
  await third.goto(`${origin}/content`)
  expect(await pasted(third, third.getByRole('searchbox', { name: 'Search titles' }))).toContain(`${path}?`)
  expect(complaints.flat()).toEqual([])
})

it('copies what the checks of the connection found, which find nothing wrong', async () => {
  const page = await enter(connectionPath)
  await runChecks(page)
  expect(await verdict(page).innerText()).toContain('WebSockets get through')
  await page.getByText('For a ticket').click()
  await page.getByRole('button', { name: 'Copy the text' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
})
