/**
 * A stranger's way to the API: types made by openapi-typescript of the document that a running server gives, a program
 * that the compiler checks against them, and that program run with a service key.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CreatedServiceKey, ProjectsState } from '@copydesk/contract'
import { type StartedServer, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { artifactsDir } from '../src/stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = join(root, 'examples/api-client')
let server: StartedServer
let folder: string

beforeAll(async () => {
  server = await startServer()
  mkdirSync(artifactsDir, { recursive: true })
  folder = mkdtempSync(join(artifactsDir, 'api-client-'))
  copyFileSync(join(example, 'publish-project.ts'), join(folder, 'publish-project.ts'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
})
function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
}

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

it('is typed by the document, and creates, changes and publishes a project', async () => {
  const generator = join(example, 'node_modules/openapi-typescript/bin/cli.js')
  run(generator, [`${server.url}/openapi.json`, '-o', join(folder, 'api.d.ts')])
  const compilerOptions = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, types: ['node'] },
    include: ['publish-project.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(compilerOptions))
  run(join(root, 'node_modules/typescript/bin/tsc'), ['-p', folder])

  const admin = await server.signIn('admin')
  const scopes = ['content.write', 'project.write', 'item.write', 'item.review', 'project.publish']
  const { key } = await admin.post<CreatedServiceKey>('/keys', { name: 'Program', scopes })
  const said = run(join(folder, 'publish-project.ts'), [], { COPYDESK_URL: server.url, COPYDESK_KEY: key })
  expect(said).toBe('Spring, at last: done, Opening hours published\n')
  const { data } = await admin.get<ProjectsState>('/projects')
  expect(data.find(({ name }) => name === 'Spring, at last')?.counts.published).toBe(1)
})
