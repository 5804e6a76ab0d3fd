/**
 * A data folder that was copied back under clients that know what came after the copy: they are told to load afresh.
 * After a kill alone they get exactly what they missed. The client is the plain SDK, the server a process of its own.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LiveToken, Position } from '@copydesk/contract'
import { type StartedServer, startServer } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'
import { followPlainly } from '../src/plain-subscription.ts'
import { buildProject, positionOf } from '../src/sample-project.ts'

async function startOn(dataDir: string): Promise<StartedServer> {
  const server = await startServer({ dataDir })
  onTestFinished(() => server.stop())
  return server
}

function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-copied-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Follows from a position that was given out before, as a client does that comes back. */
async function comeBack(server: StartedServer, since: Position) {
  const editor = await server.signIn('editor')
  const { token } = await editor.post<LiveToken>('/live/token')
  const url = `ws://127.0.0.1:${server.port}/connection/websocket`
  const feed = await followPlainly({ url, token, since })
  feed.stop()
  return { recovered: feed.subscribed[0]?.recovered, missed: feed.publications.length }
}

it('recovers clients after a kill, and has them load afresh once an older copy was put back', async () => {
  const dataDir = join(tempDir(), 'data')
  mkdirSync(dataDir)
  const backup = join(tempDir(), 'data')
  const server = await startOn(dataDir)
  const editor = await server.signIn('editor')
  const { project } = await buildProject(editor, 'Copied back')
  const comment = (body: string) => editor.post(`/projects/${project.id}/comments`, { body })
  await comment('before the copy')
  await server.kill('SIGTERM')
  cpSync(dataDir, backup, { recursive: true, preserveTimestamps: true })

  await server.restart()
  const early = await positionOf(editor, project.id)
  for (const body of ['lost one', 'lost two']) await comment(body)
  const late = await positionOf(editor, project.id)
  await server.kill('SIGKILL')
  await server.restart()
  expect(await comeBack(server, early)).toEqual({ recovered: true, missed: 2 })

  await server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true })
  cpSync(backup, dataDir, { recursive: true, preserveTimestamps: true })
  await server.restart()
  // The copy goes on past where the client was: its offset alone would not tell.
  for (const body of ['another one', 'another two', 'another three']) await comment(body)
  expect(await comeBack(server, late)).toEqual({ recovered: false, missed: 0 })
  expect((await positionOf(editor, project.id)).epoch).not.toBe(late.epoch)
})
