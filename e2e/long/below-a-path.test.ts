/**
 * Two desks below two paths of one host, behind a real nginx that passes their paths on: the journey that everybody
 * takes at a root, and nothing that one desk keeps in the browser is seen by the other. The second is a copy of the
 * first, so that all their ids are the same; its WebSockets are off.
 */
import { createHmac } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDesk } from '@copydesk/client'
import type { Comment } from '@copydesk/contract'
import { launchBrowser, type StartedServer, signInAs, startServer } from '@copydesk/testkit'
import { documentedConfig, freePort, startNginx } from '@copydesk/testkit/proxies'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { connectionPath, runChecks, verdict } from '../src/connection-page.ts'
import { askDoctor, doctorSays, healthy } from '../src/doctor-says.ts'
import { liveStatus } from '../src/frame.ts'
import { comment, composer } from '../src/project-page.ts'
import { realtimeFigure } from '../src/realtime-figures.ts'
import { buildProject } from '../src/sample-project.ts'
import { countSharedWorkers } from '../src/shared-worker.ts'
import { demoPeople, patienceMs, signIn } from '../src/stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'copydesk-paths-'))
const tokenSecret = 'a secret of the tests, long enough for HS256'
const paths = { desk: '/copydesk', copy: '/tools/copy' }
let site: string
let servers: Record<keyof typeof paths, StartedServer>
let browser: Browser
let project: { id: string }
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const port = await freePort()
  site = `http://127.0.0.1:${port}`
  const start = async (name: keyof typeof paths, env: Record<string, string> = {}) => {
    const COPYDESK_PUBLIC_URL = `${site}${paths[name]}/`
    const dataDir = join(folder, name)
    return startServer({
      dataDir,
      env: {
        COPYDESK_PUBLIC_URL,
        COPYDESK_TRUST_PROXY: '127.0.0.1',
        COPYDESK_PERSON_TOKEN_SECRET: tokenSecret,
        ...env,
      },
    })
  }
  mkdirSync(join(folder, 'desk'))
  const desk = await start('desk')
  const made = await buildProject(await signInAs(desk.url, 'editor'), 'Two desks')
  project = made.project
  await desk.kill('SIGTERM')
  cpSync(join(folder, 'desk'), join(folder, 'copy'), { recursive: true })
  await desk.restart()
  servers = { desk, copy: await start('copy', { COPYDESK_WEBSOCKETS_ENABLED: 'false' }) }
  const location = / {4}location \/ \{[\s\S]*?\n {4}\}\n/
  const config = documentedConfig('nginx').replace(location, (block) => {
    const below = (path: string, at: string) =>
      block.replace('location /', `location ${path}/`).replace('127.0.0.1:4600', at)
    // What operators write by mistake: everything reaches the server, by another path than the one that it knows.
    const cut = below('/cut', `127.0.0.1:4600${paths.desk}/`)
    return cut + below(paths.desk, '127.0.0.1:4600') + below(paths.copy, `127.0.0.1:${servers.copy.port}`)
  })
  const proxy = await startNginx({ config, upstreamPort: desk.port, port })
  browser = await launchBrowser()
  ends.push(
    () => browser.close(),
    () => proxy.stop(),
    () => servers.copy.stop(),
    () => servers.desk.stop(),
  )
})

afterAll(async () => {
  for (const end of ends) await end()
  rmSync(folder, { recursive: true })
})

async function openWindow(): Promise<{ page: Page; asked: string[]; complaints: readonly string[] }> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const page = await context.newPage()
  return { page, asked, complaints: watchComplaints(page) }
}

const write = async (name: keyof typeof paths, body: string) =>
  (await signInAs(site + paths[name], 'reviewer')).post<Comment>(`/projects/${project.id}/comments`, { body })

const { editor, reviewer } = demoPeople
const place = () => `/projects/${project.id}?tab=comments`

async function openProject(page: Page): Promise<void> {
  await page.getByRole('row', { name: 'Two desks' }).getByRole('link').first().click()
  await page.getByRole('tab', { name: /^Comments/ }).click()
}

/** Locks of workers, which have the name of no person and no text. */
const madeUp = /^copydesk realtime [\da-f-]{36}$/

/** What is kept and held below this host by name. */
const namesIn = (page: Page) =>
  page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...((await navigator.locks.query()).held ?? []).map(({ name }) => name ?? ''),
  ])

it('is signed in to, live in two windows, and the same after a reload of a deep link', async () => {
  const { page, asked, complaints } = await openWindow()
  await page.goto(site + paths.desk)
  await signIn(page, 'editor')
  expect(page.url()).toBe(`${site}/copydesk/projects`)
  await openProject(page)
  const second = await page.context().newPage()
  await second.goto(site + paths.desk + place())
  for (const window of [page, second]) {
    await composer(window).waitFor()
    await liveStatus(window, 'Live').waitFor()
  }
  await write('desk', 'Seen below a path')
  for (const window of [page, second]) await comment(window, reviewer.name, 'Seen below a path').waitFor()
  expect(await realtimeFigure(servers.desk, 'connections')).toBe(1)

  await second.reload()
  await comment(second, reviewer.name, 'Seen below a path').waitFor()
  expect(second.url()).toBe(site + paths.desk + place())
  await second.goto(`${site}/copydesk/docs/api`)
  await second.getByText('/api/v1/projects/{id}', { exact: true }).first().waitFor()
  expect(asked.filter((path) => !path.startsWith('/copydesk/') && path !== '/copydesk')).toEqual([])
  expect(complaints).toEqual([])
  await page.context().close()
})

it('is live over a stream where WebSockets are off', async () => {
  const { page } = await openWindow()
  await page.goto(`${site + paths.copy}/projects`)
  await signIn(page, 'editor')
  await liveStatus(page, 'Live').waitFor()
  expect(await realtimeFigure(servers.copy, 'connections')).toBe(1)
  // The stream stands already: that this project is followed is said beside it, by `/emulation`.
  await openProject(page)
  await composer(page).waitFor()
  await write('copy', 'Over a stream below a path')
  await comment(page, reviewer.name, 'Over a stream below a path').waitFor()
  await page.context().close()
})

it.each([
  ['desk', 'websocket'],
  ['copy', 'http_stream'],
] as const)('is opened by a program at the address with the path: %s by %s', async (name, transport) => {
  const desk = await openDesk({ url: `${site + paths[name]}/`, token: async () => tokenFor('olga') })
  onTestFinished(() => desk.realtime.stop())
  const live = () => [desk.realtime.getStatus().status, desk.realtime.getStatus().transport]
  await expect.poll(live, { timeout: patienceMs }).toEqual(['live', transport])
  expect(desk.person.externalId).toBe('olga')
  const comments = desk.lives.comments(project.id)
  onTestFinished(comments.subscribe(() => {}))
  await expect.poll(() => comments.getSnapshot().status, { timeout: patienceMs }).toBe('ready')
  await write(name, 'Read by a program')
  const seen = () => JSON.stringify(comments.getSnapshot().data ?? '').includes('Read by a program')
  await expect.poll(seen, { timeout: patienceMs }).toBe(true)
})

/** As an application that Copydesk is embedded in signs it: HS256. */
function tokenFor(sub: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 600
  const claims = { sub, name: 'Olga', email: `${sub}@test.example`, role: 'editor', exp }
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', tokenSecret).update(signed).digest('base64url')}`
}

it('shares nothing in the browser with another desk of the host', async () => {
  const { page: desk } = await openWindow()
  await desk.goto(site + paths.desk + place())
  await signIn(desk, 'editor')
  const copy = await desk.context().newPage()
  await copy.goto(site + paths.copy + place())
  await signIn(copy, 'editor')
  for (const page of [desk, copy]) await liveStatus(page, 'Live').waitFor()
  expect(await countSharedWorkers(browser)).toBe(2)

  await composer(desk).fill('Only for this desk')
  await expect.poll(async () => (await namesIn(desk)).some((name) => name.includes(':unsaved:'))).toBe(true)
  await copy.reload()
  await composer(copy).waitFor()
  expect(await composer(copy).inputValue()).toBe('')
  const named = (await namesIn(copy)).filter((name) => !madeUp.test(name))
  for (const name of named) expect(name).toMatch(/^\/(copydesk|tools\/copy) /)

  await copy.getByRole('button', { name: `You: ${editor.name}` }).click()
  await copy.getByRole('menuitem', { name: 'Sign out' }).click()
  await copy.getByRole('button', { name: editor.button }).waitFor()
  await desk.reload()
  await expect.poll(() => composer(desk).inputValue(), { timeout: patienceMs }).toBe('Only for this desk')
  const cookies = await desk.context().cookies()
  expect(cookies.map(({ path }) => path).filter((path) => !path.startsWith('/copydesk'))).toEqual([])
  await desk.context().close()
})

it('is found by the doctor, from the address of a page as well, and past the proxy', async () => {
  expect(await doctorSays(`${site + paths.desk}/`, servers.desk.url)).toMatchObject(healthy)
  const page = await askDoctor([site + paths.copy + place()])
  expect(page.exitCode).toBe(0)
  expect(page.findings.map(({ cause }) => cause)).toContain('leave_path_out')
})

it('says to the doctor where it is, outside and where the path is cut off on the way', async () => {
  for (const [address, says] of [
    [servers.desk.url.replace(/\/copydesk$/, ''), 'Copydesk is below /copydesk/ here'],
    [`${site}/cut/`, 'was asked, and the server takes itself to be below /copydesk/'],
  ] as const) {
    const { exitCode, findings } = await askDoctor([address])
    const found = findings.find(({ cause }) => cause === 'path_changed')
    expect([exitCode, found?.confidence, found?.says]).toEqual([1, 'certain', expect.stringContaining(says)])
  }
})

it('finds nothing wrong on its page of the connection', async () => {
  const { page } = await openWindow()
  await page.goto(site + paths.desk + connectionPath)
  await signIn(page, 'admin')
  await runChecks(page)
  await verdict(page)
    .getByRole('heading', { name: 'WebSockets get through, and carry what is sent.' })
    .waitFor()
  await page.context().close()
})

it('is told of outside its path where it is', async () => {
  const answer = await fetch(`${servers.desk.url.replace(/\/copydesk$/, '')}/projects`)
  expect([answer.status, (await answer.json()).detail]).toEqual([
    404,
    expect.stringContaining('below /copydesk/'),
  ])
})
