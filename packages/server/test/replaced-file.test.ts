import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../src/storage/sqlite/open.ts'

const writer = fileURLToPath(new URL('replaced-writer.ts', import.meta.url))
let folder: string
let path: string
let older: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-replaced-'))
  path = join(folder, 'copydesk.db')
  older = join(folder, 'older.db')
  await (await openSqlite({ path })).close()
  copyFileSync(path, older)
  const storage = await openSqlite({ path })
  await storage.write((tx) => tx.insertInto('meta').values({ key: 'later', value: 'later' }).execute())
  await storage.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a process whose database is replaced by an older one', () => {
  it.each([
    ['copied over it', () => copyFileSync(older, path)],
    [
      'moved into its place',
      () => {
        copyFileSync(older, join(folder, 'copy.db'))
        renameSync(join(folder, 'copy.db'), path)
      },
    ],
  ])('refuses to write, and leaves what is there as it is: %s', async (_, replace) => {
    const child = spawn(process.execPath, ['--conditions=@copydesk/source', writer, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'readable')
    replace()
    const output = text(child.stdout)
    child.stdin.end('go on\n')
    expect(await output).toBe('written\nstorage_gone\nclosed\n')
    expect(readFileSync(path).equals(readFileSync(older))).toBe(true)
  })
})
