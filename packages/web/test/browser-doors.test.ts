/** What some pages do not have: the rule that keeps it out of what browsers run, scripts/lint/browser-doors.grit. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The lines that the repository's own configuration refuses by this rule, in a file of this text at this path. */
function refusedLines(path: string, text: string): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'browser-doors-'))
  folders.push(folder)
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'))
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true })
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=100', '.']
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const found = [...stderr.matchAll(/sample\S*\.ts:(\d+):\d+ plugin/g)]
  return [...new Set(found.map(([, line]) => Number(line)))].sort((a, b) => a - b)
}

const refused = [
  'export const id = crypto.randomUUID()',
  'export const id = globalThis.crypto?.subtle',
  'export const { randomUUID } = crypto',
  'export const { subtle: hashing } = crypto',
  "export const has = 'clipboard' in navigator",
  'export const held = navigator?.locks',
  'export const held = globalThis.navigator.locks',
  'export const { clipboard } = navigator',
  'export const kept = navigator.storage.estimate()',
  'export const shared = window.navigator.share({})',
  "export const kept = localStorage.getItem('x')",
  'export const kept = globalThis.sessionStorage',
  "export const kept = window['localStorage']",
  "export const kept = indexedDB.open('x')",
  "export const told = new Notification('x')",
]
const allowed = [
  'export const bytes = crypto.getRandomValues(new Uint8Array(16))',
  'export const isOnline = navigator.onLine',
  'export const held = (options: { locks: number }) => options.locks',
  "export const call = { credentials: 'same-origin' }",
]

it.each([
  'packages/web/src/sample.ts',
  'packages/client/src/sample.ts',
  'packages/doctor/src/browser/sample.ts',
])('are refused in %s, each of them', (path) => {
  const lines = refusedLines(path, [...refused, ...allowed].join('\n'))
  expect(lines).toEqual(refused.map((_, index) => index + 1))
})

it('are left alone in tests and on the server', () => {
  for (const path of ['packages/web/src/sample.test.ts', 'packages/server/src/sample.ts']) {
    expect(refusedLines(path, refused.join('\n'))).toEqual([])
  }
})
