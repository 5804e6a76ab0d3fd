/** Three servers on one PostgreSQL, each with one of the roles. */
import type { LiveToken, Project, Snapshot } from '@copydesk/contract'
import { createApiCaller } from '@copydesk/testkit'
import { startNodes } from '@copydesk/testkit/nodes'
import { expect, inject, it, onTestFinished } from 'vitest'
import { followAt } from './follow-at.ts'
import { claimTestPostgres } from './test-postgres.ts'

const ada = { name: 'Ada', email: 'ada@test.example', password: 'on one of the servers' }

it('servers of one role each share the work, say how they are, and refuse what is no part of theirs', async () => {
  const roles = ['web', 'hub', 'jobs']
  const parts = await startNodes({
    demo: false,
    databaseUrl: await claimTestPostgres(inject('postgresUrl') ?? ''),
    env: (index) => ({ COPYDESK_ROLES: roles[index] ?? '' }),
  })
  onTestFinished(() => parts.stop())
  const [web = '', hub = '', jobs = ''] = parts.servers.map(({ url }) => url)
  const code = /#code=(\S+)/.exec(parts.servers[0]?.logs() ?? '')?.[1]
  const origin = { origin: parts.url }
  const answer = await createApiCaller(web, '').send('POST', '/setup', { ...ada, code }, origin)
  const admin = createApiCaller(web, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  const post = async <Body>(path: string, body?: unknown) => {
    const answer = await admin.send('POST', path, body, origin)
    expect(answer.ok, path).toBe(true)
    return (await answer.json()) as Body
  }
  for (const url of [web, hub, jobs]) {
    for (const path of ['/livez', '/readyz', '/metrics']) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200])
    }
  }
  const checksAt = async (url: string) => {
    return Object.keys(((await (await fetch(`${url}/readyz`)).json()) as { checks: object }).checks)
  }
  expect(await checksAt(web)).toEqual(['database:write', 'database:read', 'database:schema'])
  expect(await checksAt(hub)).toContain('broker:state')
  expect(await checksAt(jobs)).toContain('work:prompt')

  const problemAt = async (url: string) => {
    const { status, code, detail } = (await (await fetch(url)).json()) as Record<string, unknown>
    return { status, code, detail }
  }
  expect(await problemAt(`${web}/connection/websocket`)).toEqual({
    ...{ status: 421, code: 'other_role' },
    detail: '/connection/websocket belongs to servers with the role hub.',
  })
  expect(await problemAt(`${web}/api/v1/live/echo`)).toMatchObject({ code: 'other_role' })
  expect(await problemAt(`${hub}/api/v1/projects`)).toMatchObject({ code: 'other_role' })
  expect(await problemAt(`${jobs}/`)).toMatchObject({ code: 'other_role' })

  const project = await post<Project>('/projects', { name: 'Divided' })
  const list = await admin.get<Snapshot<unknown>>('/projects')
  const snapshot = await admin.get<Snapshot<Project>>(`/projects/${project.id}`)
  const { token } = await post<LiveToken>('/live/token')
  const inProject = await followAt(hub, token, snapshot)
  const inList = await followAt(hub, token, list)
  await post(`/projects/${project.id}/comments`, { body: 'look' })
  await expect.poll(() => inProject.heard).toEqual([snapshot.position.offset + 1])
  // What the jobs counted, of what the web server wrote.
  const counted = expect.objectContaining({ id: project.id, commentCount: 1 })
  await expect
    .poll(() => inList.events)
    .toContainEqual(expect.objectContaining({ type: 'projects.counted', projects: [counted] }))
})
