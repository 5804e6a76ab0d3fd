import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { loadSettings } from '../settings/load-settings.ts'
import { composeServer } from './compose-server.ts'
import { openServices } from './open-services.ts'

async function start() {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-compose-'))
  const opened = await openServices(loadSettings({ env: {}, cwd }))
  const log = pino({ level: 'silent' })
  const server = await composeServer({ opened, secret: 's'.repeat(32), log })
  onTestFinished(async () => {
    await server.stop()
    rmSync(cwd, { recursive: true })
  })
  return server.app
}

const id = '0198c0de-0000-7000-8000-000000000001'

it('serves the whole API, and describes it', async () => {
  const app = await start()
  const { paths } = (await app.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, { security?: [] }>>
  }>()
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path: path.replace('/api/v1', ''),
      isPublic: security?.length === 0,
    })),
  )
  const names = operations.map(({ method, path }) => `${method} ${path}`)
  expect(names.toSorted()).toEqual(
    [
      'GET /session',
      'POST /session',
      'POST /session/demo',
      'DELETE /session',
      'POST /setup',
      'GET /me',
      'GET /people',
      'GET /keys',
      'POST /keys',
      'DELETE /keys/{id}',
      'GET /live',
      'PATCH /live',
      'GET /live/echo',
      'GET /live/probe/{id}',
      'POST /live/probe/{id}/publication',
      'GET /live/report',
      'GET /changes',
      'POST /live/token',
      'GET /projects',
      'POST /projects',
      'GET /projects/{id}',
      'PATCH /projects/{id}',
      'DELETE /projects/{id}',
      'GET /projects/{id}/items',
      'POST /projects/{id}/items',
      'PATCH /projects/{id}/items',
      'POST /projects/{id}/items/remove',
      'POST /projects/{id}/items/restore',
      'PATCH /projects/{id}/items/{itemId}',
      'POST /projects/{id}/items/{itemId}/rebase',
      'DELETE /projects/{id}/items/{itemId}',
      'GET /projects/{id}/comments',
      'POST /projects/{id}/comments',
      'POST /projects/{id}/publish',
      'GET /projects/{id}/releases',
      'GET /releases/{id}',
      'PATCH /comments/{id}',
      'DELETE /comments/{id}',
      'GET /content',
      'POST /content',
      'GET /content/{id}',
      'POST /content/{id}/versions',
      'GET /content/{id}/versions/{versionId}',
      'PATCH /content/{id}/versions/{versionId}',
      'GET /content/{id}/versions/{versionId}/kept-texts',
      'POST /content/{id}/versions/{versionId}/kept-texts',
      'GET /content/{id}/versions/{versionId}/kept-texts/{keptId}',
      'GET /notifications',
      'GET /notifications/counts',
      'PATCH /notifications/{id}',
      'POST /notifications/read-all',
      'POST /notifications/read-all/undo',
      'POST /notifications/seen',
    ].toSorted(),
  )
  expect(
    operations.filter(({ isPublic }) => isPublic).map(({ method, path }) => `${method} ${path}`),
  ).toEqual([
    'GET /session',
    'POST /session',
    'DELETE /session',
    'POST /session/demo',
    'POST /setup',
    'GET /live',
    'GET /live/echo',
    'GET /live/probe/{id}',
  ])
  for (const { method, path, isPublic } of operations) {
    if (isPublic) continue
    const url = `/api/v1${path.replaceAll(/\{\w+\}/g, id)}`
    const answer = await app.inject({ method: method as 'GET', url, payload: method === 'GET' ? '' : {} })
    expect([method, path, answer.statusCode]).toEqual([method, path, 401])
  }
})

it('is alive, ready and measured', async () => {
  const app = await start()
  for (const url of ['/livez', '/readyz', '/metrics', '/api/v1/live', '/api/v1/session']) {
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 200])
  }
  const plain = await app.inject({ url: '/connection/websocket' })
  expect(plain.statusCode).toBe(426)
  expect((await app.inject({ url: '/api/v1/session' })).json()).toMatchObject({
    setupNeeded: true,
    demo: false,
  })
})
