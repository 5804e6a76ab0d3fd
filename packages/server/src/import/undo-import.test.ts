import type { ContentState, TrashState } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createImportTest } from '../../test/import-test.ts'
import { undoImport } from './undo-import.ts'

async function setUp() {
  const test = await createImportTest()
  const undo = () => undoImport(test.services, { folder: test.folder })
  const titles = async () => (await test.list()).map(({ title }) => title).sort()
  const trash = async () => (await test.get<TrashState>('/trash')).data.map(({ title }) => title).sort()
  return { ...test, undo, titles, trash }
}

describe('an import that is taken back', () => {
  it('leaves what was there as it was: new items in the trash, changed texts as before, new drafts gone', async () => {
    const { put, run, undo, item, edit, versions, titles, trash } = await setUp()
    put('changed.md', '# Changed\n\nFirst words')
    put('written.md', '# Written\n\nFirst words')
    await run()
    const changed = await item('Changed')
    const written = await item('Written')
    await edit(written.id, { body: 'Words of a person' })
    put('changed.md', '# Changed now\n\nOther words')
    put('changed.sv.md', '# Ändrad')
    put('written.sv.md', '# Skriven')
    put('written.md', '# Written\n\nOther words')
    put('new.md', '# New')
    await run({ languages: ['sv'] })
    expect(await titles()).toEqual(['Changed now', 'New', 'Written'])
    expect(await undo()).toMatchObject({ name: 'handbook', trashed: 1, removed: 3, restored: 1, left: [] })
    expect([await titles(), await trash()]).toEqual([['Changed', 'Written'], ['New']])
    expect((await versions(changed.id)).map(({ body }) => body)).toEqual(['# Changed\n\nFirst words'])
    expect((await versions(written.id)).map(({ body }) => body)).toEqual(['Words of a person'])
    expect(await versions(changed.id, 'sv')).toEqual([])
  })

  it('comes in again with the next run, as if it had never been', async () => {
    const { put, run, undo, item, titles, trash, versions } = await setUp()
    put('a.md', '# A\n\nFirst')
    await run()
    const before = await item('A')
    put('a.md', '# A\n\nSecond')
    put('b.md', '# B\n\n[A](a.md)')
    await run()
    await undo()
    expect(await trash()).toEqual(['B'])
    expect(await run({ dryRun: true })).toMatchObject({ changed: 1, deleted: [] })
    await run()
    expect([await titles(), await trash()]).toEqual([['A', 'B'], []])
    expect((await versions(before.id)).map(({ body }) => body)).toEqual(['# A\n\nSecond'])
    await undo()
    await undo()
    expect([await titles(), await trash()]).toEqual([[], ['A', 'B']])
    await expect(undo()).rejects.toThrow('There is no import of "handbook" to take back.')
  })

  it('names and leaves what somebody changed, moved or put into a project since', async () => {
    const { put, run, undo, item, edit, titles, desk } = await setUp()
    for (const name of ['edited', 'held', 'drafted', 'untouched']) put(`${name}.md`, `# ${name}`)
    await run()
    await edit((await item('edited')).id, { title: 'edited by Ben' })
    const project = await desk.project()
    await desk.add(project.id, { contentId: (await item('held')).id })
    const drafted = await item('drafted')
    await desk.content({ title: 'Not of the import' })
    const other = await desk.project()
    await desk.move(other.id, await desk.add(other.id, { contentId: drafted.id }), 'in_review')
    const { left, ...counts } = await undo()
    expect(counts).toMatchObject({ trashed: 1, removed: 0, restored: 0 })
    expect(left.map(({ title }) => title).sort()).toEqual(['drafted', 'edited by Ben', 'held'])
    expect(await titles()).toEqual(['Not of the import', 'drafted', 'edited by Ben', 'held'])
  })

  it('is refused when its time is over', async () => {
    const { put, run, undo, advance } = await setUp()
    put('a.md', '# A')
    await run()
    advance(30 * 24 * 60 * 60 * 1000)
    await expect(undo()).rejects.toThrow('more than 30 days ago')
  })

  it('tells whoever has an item open which drafts are gone', async () => {
    const { put, run, undo, item, get } = await setUp()
    put('a.md', '# A')
    await run()
    const { id } = await item('A')
    put('a.sv.md', '# A på svenska')
    await run({ languages: ['sv'] })
    await undo()
    expect((await get<ContentState>(`/content/${id}`)).versions).toHaveLength(1)
  })
})

describe('a page that a person deleted', () => {
  it('stays deleted when its file changes, and the run says so', async () => {
    const { put, run, item, send, titles, trash } = await setUp()
    put('a.md', '# A')
    await run()
    await send('DELETE', `/content/${(await item('A')).id}`)
    put('a.md', '# A\n\nMore')
    expect(await run()).toMatchObject({ added: 0, changed: 0, deleted: ['a.md'] })
    expect([await titles(), await trash()]).toEqual([[], ['A']])
  })
})
