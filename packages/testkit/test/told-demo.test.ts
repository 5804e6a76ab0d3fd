/** The copy of the demo that servers begin with: whole, but for what would happen by itself in the middle of a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { toldIn } from '../src/told-demo.ts'

it('reminds nobody of anything at eight', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-told-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const open = (name: string) => {
    const database = new DatabaseSync(join(folder, name))
    onTestFinished(() => database.close())
    return database
  }
  const told = open('copydesk.db')
  told.exec("create table outbox (topic text); insert into outbox values ('remind'), ('notify')")
  writeFileSync(join(folder, 'copy.db'), toldIn(folder))
  const topics = (database: DatabaseSync) =>
    database
      .prepare('select topic from outbox')
      .all()
      .map(({ topic }) => topic)
  expect(topics(open('copy.db'))).toEqual(['notify'])
  expect(topics(told)).toEqual(['remind', 'notify'])
})
