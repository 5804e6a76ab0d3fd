/** An application on another site uses Copydesk in its own page: with tokens that its backend signs, and no cookie. */
import type { Project } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OtherSite, startOtherSite } from '../src/other-site.ts'
import { type Stage, startStage } from '../src/stage.ts'

const anyRevision = { 'if-match': '*' }
const secret = 'what the application and Copydesk share'

let site: OtherSite
let stranger: OtherSite
let stage: Stage

beforeAll(async () => {
  // A few that run out at once; that each of them does, on however slow a machine, would never end.
  site = await startOtherSite({ secret, seconds: (count) => (count > 4 ? 300 : 2) })
  stranger = await startOtherSite({ secret })
  stage = await startStage({
    env: { COPYDESK_PERSON_TOKEN_SECRET: secret, COPYDESK_ALLOWED_ORIGINS: site.origin },
  })
})
afterAll(async () => {
  await stage?.stop()
  await site?.stop()
  await stranger?.stop()
})

interface OpenedDesk {
  person: { name: string }
  api: { projects: { get(id?: string): Promise<Project> } }
  commands: { changeProject(project: Project, change: object): Promise<{ ok: boolean }> }
  lives: { project(id: string): { subscribe(run: () => void): void; getSnapshot(): { data?: Project } } }
  realtime: { subscribe(run: () => void): void; getStatus(): { transport: string | null } }
}

/** What the application's page has. */
interface Scope {
  openDesk(options: { url: string; token: () => Promise<string> }): Promise<OpenedDesk>
  desk: OpenedDesk
}

/** The application's page opens a desk and follows one project; what it sees stands in its title. */
function openDesk(page: Page, url: string, projectId: string): Promise<string> {
  return page.evaluate(
    async ([url = '', projectId = '']) => {
      const scope = globalThis as unknown as Scope
      scope.desk = await scope.openDesk({ url, token: async () => (await fetch('/token')).text() })
      const { desk } = scope
      const project = desk.lives.project(projectId)
      const show = () => {
        document.title = `${desk.realtime.getStatus().transport} ${project.getSnapshot().data?.name}`
      }
      project.subscribe(show)
      desk.realtime.subscribe(show)
      return desk.person.name
    },
    [url, projectId],
  )
}

const rename = (page: Page, id: string, name: string) =>
  page.evaluate(
    async ([id, name]) => {
      const { desk } = globalThis as unknown as Scope
      return (await desk.commands.changeProject(await desk.api.projects.get(id), { name })).ok
    },
    [id, name],
  )

it('reads and changes a project live, and gets a new token when one runs out', async () => {
  const editor = await stage.server.signIn('editor')
  const project = await editor.post<Project>('/projects', { name: 'Spring' })
  const page = await stage.open(site.origin)
  expect(await openDesk(page, stage.server.url, project.id)).toBe('Nora Nilsson')
  await page.waitForFunction(() => document.title === 'websocket Spring')
  await editor.patch(`/projects/${project.id}`, { name: 'Summer' }, anyRevision)
  await page.waitForFunction(() => document.title === 'websocket Summer')
  expect(await rename(page, project.id, 'Autumn')).toBe(true)
  expect(await editor.get<Project>(`/projects/${project.id}`)).toMatchObject({ name: 'Autumn' })
  // A person of their own, made by the token.
  const people = await editor.get<{ data: { email: string; externalId?: string }[] }>('/people')
  expect(people.data).toContainEqual(
    expect.objectContaining({ email: 'nora@app.example', externalId: 'app-user-7' }),
  )
  const before = site.tokens()
  await page.waitForFunction(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/token')).length > 3,
  )
  await editor.patch(`/projects/${project.id}`, { name: 'Winter' }, anyRevision)
  await page.waitForFunction(() => document.title === 'websocket Winter')
  expect(await rename(page, project.id, 'Spring again')).toBe(true)
  // One for each time that one ran out, and no loop.
  expect(site.tokens() - before).toBeLessThan(10)
})

it('gets nothing by a cookie, whatever it asks the browser to send', async () => {
  const page = await stage.enter('admin')
  await page.goto(site.origin)
  const asked = (url: string) =>
    page.evaluate(async (url) => {
      const get = await fetch(`${url}/api/v1/me`, { credentials: 'include' })
      const post = await fetch(`${url}/api/v1/projects`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"Mine"}',
      })
      return [get.status, post.status]
    }, url)
  expect(await asked(stage.server.url)).toEqual([401, 401])
})

it('reads nothing from an origin that is not allowed, with the best of tokens', async () => {
  const page = await stage.open(stranger.origin)
  const answer = await page.evaluate(async (url) => {
    const token = await (await fetch('/token')).text()
    return fetch(`${url}/api/v1/projects`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => `status ${status}`,
      (error) => error.name,
    )
  }, stage.server.url)
  expect(answer).toBe('TypeError')
})
