import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MainFile } from './main-file.ts'

const pageBytes = 4096

function buildDatabase(commits: number) {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-main-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'copydesk.db')
  const database = new DatabaseSync(path)
  database.exec(
    `create table meta (key text primary key, value text) strict; insert into meta values ('commits', '${commits}')`,
  )
  database.exec('create table filler (data blob) strict; insert into filler values (zeroblob(100000))')
  database.close()
  return path
}

describe('the main file of an open database', () => {
  it('is the same one while another process lets it grow, whose last pages are not there yet', () => {
    const path = buildDatabase(7)
    const whole = readFileSync(path)
    let pauses = 0
    const file = new MainFile(path, () => {
      pauses += 1
      if (pauses === 3) appendFileSync(path, whole.subarray(pageBytes * 3))
    })
    truncateSync(path, pageBytes * 3)
    expect(file.isReplaced(() => 7)).toBe(false)
    expect(pauses).toBe(3)
  })

  it('is another one where it holds fewer commits', () => {
    const path = buildDatabase(7)
    const file = new MainFile(path, () => expect.unreachable('it can be read'))
    copyFileSync(buildDatabase(6), path)
    expect(file.isReplaced(() => 7)).toBe(true)
  })

  it('is another one where nothing makes it readable', () => {
    const path = buildDatabase(7)
    const file = new MainFile(path, () => {})
    truncateSync(path, pageBytes * 3)
    expect(file.isReplaced(() => 7)).toBe(true)
  })
})
