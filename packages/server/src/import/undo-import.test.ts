import type {
  ContentState,
  Id,
  ImportRun,
  ImportTakenBack,
  Page,
  Project,
  TrashState,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { unknownId } from '../../test/desk-test.ts'
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

  it('takes back a draft that somebody had scheduled for a while', async () => {
    const { put, run, undo, item, versions, send } = await setUp()
    put('a.md', '# A')
    await run()
    const { id } = await item('A')
    put('a.sv.md', '# A på svenska')
    await run({ languages: ['sv'] })
    const [draft] = await versions(id, 'sv')
    const at = `/content/${id}/versions/${draft?.id}`
    const steps = [
      await send('POST', `${at}/status`, { status: 'in_review' }),
      await send('POST', `${at}/status`, { status: 'ready' }),
      await send('POST', `${at}/schedule`, { wallTime: '2099-03-10T09:00', timeZone: 'Europe/Berlin' }),
      await send('DELETE', `${at}/schedule`),
      await send('POST', `${at}/status`, { status: 'in_review' }),
      await send('POST', `${at}/status`, { status: 'draft' }),
    ]
    expect(steps.map(({ statusCode }) => statusCode)).toEqual([200, 200, 201, 204, 200, 200])
    expect(await undo()).toMatchObject({ removed: 1, left: [] })
    expect(await versions(id, 'sv')).toEqual([])
  })

  it('leaves a draft that somebody took out of a project, who may put it back', async () => {
    const { put, run, undo, item, send, desk, versions, itemsOf } = await setUp()
    put('a.md', '# A')
    await run()
    const { id } = await item('A')
    put('a.sv.md', '# A på svenska')
    await run({ languages: ['sv'] })
    const project = await desk.project()
    const [added] = await desk.add(project.id, { contentId: id, language: 'sv' })
    const itemIds = [added?.id]
    expect((await send('POST', `/projects/${project.id}/items/remove`, { itemIds })).statusCode).toBeLessThan(
      300,
    )
    expect(await undo()).toMatchObject({ removed: 0, left: [{ title: 'A på svenska' }] })
    expect(await versions(id, 'sv')).toHaveLength(1)
    expect((await send('POST', `/projects/${project.id}/items/restore`, { itemIds })).statusCode).toBe(200)
    expect((await itemsOf(project)).data).toHaveLength(1)
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

describe('an import that administrators take back over HTTP', () => {
  const setUpPeople = async () => {
    const test = await setUp()
    const anna = test.as(test.people.anna)
    const imports = async () =>
      (await call<Page<ImportRun>>(anna, { method: 'GET', url: '/api/v1/imports' })).data
    const takeBack = (id: Id) => anna.inject({ method: 'POST', url: `/api/v1/imports/${id}/undo` })
    const takenBack = async (id: Id) => (await takeBack(id)).json<ImportTakenBack>()
    return { ...test, anna, imports, takeBack, takenBack }
  }

  it('goes in parts, each of which is done whole, and is listed with what is left of it', async () => {
    const { put, run, imports, takenBack, takeBack, titles, trash } = await setUpPeople()
    for (let page = 0; page < 52; page += 1) put(`${page}.md`, `# Page ${page}`)
    await run()
    const [before] = await imports()
    expect(before).toMatchObject({ name: 'handbook', contents: 52, drafts: 0, edits: 0, remaining: 52 })
    const id = before?.id ?? ''
    expect(await takenBack(id)).toEqual({ trashed: 50, removed: 0, restored: 0, left: [], remaining: 2 })
    expect(await imports()).toMatchObject([{ id, contents: 2, remaining: 2 }])
    expect(await takenBack(id)).toMatchObject({ trashed: 2, remaining: 0 })
    expect([await titles(), (await trash()).length, await imports()]).toEqual([[], 52, []])
    expect((await takeBack(id)).json()).toMatchObject({ code: 'gone' })
    // The next run brings it in again, as it was the import that took it back.
    await run()
    expect([(await titles()).length, (await trash()).length]).toEqual([52, 0])
  })

  it('is nobody else’s, and not before the imports after it', async () => {
    const { put, run, imports, takeBack, takenBack, ben, advance } = await setUpPeople()
    put('a.md', '# A')
    await run()
    const [first] = await imports()
    put('b.md', '# B')
    await run()
    const [second, ...others] = await imports()
    expect([second?.id === first?.id, others]).toEqual([false, []])
    const code = async (answer: Promise<{ json(): { code: string } }>) => (await answer).json().code
    expect(await code(ben.inject({ method: 'GET', url: '/api/v1/imports' }))).toBe('forbidden')
    for (const id of [second?.id, unknownId]) {
      expect(await code(ben.inject({ method: 'POST', url: `/api/v1/imports/${id}/undo` }))).toBe('forbidden')
    }
    expect(await code(takeBack(unknownId))).toBe('not_found')
    expect(await code(takeBack(first?.id ?? ''))).toBe('import_not_last')
    await takenBack(second?.id ?? '')
    expect(await imports()).toMatchObject([{ id: first?.id, contents: 1 }])
    const day = 24 * 60 * 60 * 1000
    advance(20 * day)
    expect(await imports()).toHaveLength(1)
    advance(10 * day)
    expect([await imports(), await code(takeBack(first?.id ?? ''))]).toEqual([[], 'gone'])
  })

  it('leaves what a private project holds that they are not in, and does not name it', async () => {
    const { put, run, imports, takenBack, item, ben, desk, versions, edit } = await setUpPeople()
    put('secret.md', '# Secret\n\nFirst')
    put('open.md', '# Open\n\nFirst')
    put('edited.md', '# Edited\n\nFirst')
    await run()
    const secret = await item('Secret')
    const [version] = await versions(secret.id)
    for (const name of ['Secret', 'Open', 'Edited']) put(`${name.toLowerCase()}.md`, `# ${name}\n\nSecond`)
    await run()
    const url = '/api/v1/projects'
    const closed = await call<Project>(ben, {
      method: 'POST',
      url,
      payload: { name: 'M', visibility: 'private' },
    })
    await desk.add(closed.id, { contentId: secret.id, versionId: version?.id })
    await edit((await item('Edited')).id, { body: 'By hand' })
    const [found] = await imports()
    const { left, ...counts } = await takenBack(found?.id ?? '')
    expect(counts).toEqual({ trashed: 0, removed: 0, restored: 1, remaining: 0 })
    expect(left.map(({ title }) => title).sort()).toEqual(['Edited', null])
    expect(left.find(({ title }) => title === null)).toMatchObject({ contentId: secret.id, language: 'en' })
    expect((await versions(secret.id)).map(({ body }) => body)).toEqual(['# Secret\n\nSecond'])
  })
})
