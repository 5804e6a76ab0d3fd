/** A server that is written to is backed up and goes on; the backup has every change that was acknowledged before it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Position } from '@copydesk/contract'
import { type ApiCaller, runCopydesk, startServer } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'

interface Made {
  id: string
}

/** Comments without pause, until stopped; `acknowledged` grows. */
function write(editor: ApiCaller, projectId: string, acknowledged: string[]) {
  let isStopped = false
  const done = (async () => {
    while (!isStopped) {
      acknowledged.push((await editor.post<Made>(`/projects/${projectId}/comments`, { body: 'A word' })).id)
    }
  })()
  return () => {
    isStopped = true
    return done
  }
}

it('backs up while eight write, restores elsewhere, and lets clients load afresh', async () => {
  const away = mkdtempSync(join(tmpdir(), 'copydesk-away-'))
  onTestFinished(() => rmSync(away, { recursive: true }))
  const server = await startServer()
  onTestFinished(() => server.stop())
  const editor = await server.signIn('editor')
  const project = await editor.post<Made>('/projects', { name: 'Busy' })
  const acknowledged: string[] = []
  const writers = Array.from({ length: 8 }, () => write(editor, project.id, acknowledged))
  while (acknowledged.length < 20) await new Promise((resolve) => setImmediate(resolve))

  const before = [...acknowledged]
  const file = join(away, 'backup.db')
  const env = { COPYDESK_DATA_DIR: server.dataDir }
  const ran = await runCopydesk(['backup', file], { env })
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('the whole database') })
  expect(acknowledged.length).toBeGreaterThan(before.length)
  expect(await runCopydesk(['restore', file, '--force'], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Another Copydesk server is running'),
  })
  await Promise.all(writers.map((stop) => stop()))
  const { position } = await editor.get<{ position: Position }>(`/projects/${project.id}`)

  const database = new DatabaseSync(file, { readOnly: true })
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  expect(database.prepare('pragma foreign_key_check').all()).toEqual([])
  const ids = database.prepare('select id from comments').all()
  database.close()
  expect(ids.map(({ id }) => id)).toEqual(expect.arrayContaining(before))

  const dataDir = join(away, 'data')
  expect((await runCopydesk(['restore', file], { env: { COPYDESK_DATA_DIR: dataDir } })).code).toBe(0)
  const restored = await startServer({ dataDir })
  onTestFinished(() => restored.stop())
  const again = await restored.signIn('editor')
  const now = await again.get<{ position: Position }>(`/projects/${project.id}`)
  expect(now.position.epoch).not.toBe(position.epoch)
  await again.post(`/projects/${project.id}/comments`, { body: 'It goes on' })
})
