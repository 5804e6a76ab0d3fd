import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createImportTest } from '../../test/import-test.ts'

describe('an import beside what a person wrote', () => {
  it('changes nothing when the folder did not change, whatever was published meanwhile', async () => {
    const { put, run, item, edit, publishNewest, versions } = await createImportTest()
    put('hours.md', '# Opening hours\n\nMon to Fri\n')
    await run()
    const { id } = await item('Opening hours')
    await edit(id, { body: 'Closed on 24 December' })
    await publishNewest(id)
    const before = await versions(id)
    expect(await run()).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    expect(await versions(id)).toEqual(before)
    expect(before).toHaveLength(1)
  })

  it('edits no draft that a person wrote in, however many other folders and languages came in between', async () => {
    const { put, run, item, edit, versions, folder } = await createImportTest()
    put('en/about.md', '# About\n\nThe file')
    put('sv/about.md', '# Om\n\nFil')
    const site = (language: string) => run({ folder: `${folder}/${language}`, name: 'site', language })
    await site('en')
    const { id } = await item('About')
    await edit(id, { body: 'Two hours by hand' })
    expect(await site('sv')).toMatchObject({ added: 1, otherFolders: [`${folder}/en`] })
    put('en/about.md', '# About\n\nThe file, one word changed')
    expect(await site('en')).toMatchObject({ changed: 1, overWords: ['about.md'] })
    expect((await versions(id)).map(({ body }) => body)).toEqual([
      'Two hours by hand',
      '# About\n\nThe file, one word changed',
    ])
    expect(await versions(id, 'sv')).toHaveLength(1)
  })

  it('edits no draft that a person wrote in after its file was skipped once', async () => {
    const { put, run, item, edit, versions } = await createImportTest()
    put('jobs.md', '# Jobs\n\nThe file')
    await run()
    const { id } = await item('Jobs')
    await edit(id, { body: 'A morning by hand' })
    put('jobs.md', '---\ntitle: Jobs: now\n---\nThe file')
    put('jobs.sv.md', '# Jobb')
    expect((await run()).skipped).toHaveLength(1)
    put('jobs.md', '---\ntitle: "Jobs"\n---\nThe file')
    await run()
    expect((await versions(id)).map(({ body }) => body)).toContain('A morning by hand')
  })

  it('puts a new draft beside a title that a person changed', async () => {
    const { put, run, item, edit, versions } = await createImportTest()
    put('jobs.md', '# Jobs')
    await run()
    const { id } = await item('Jobs')
    await edit(id, { title: 'Work with us' })
    put('jobs.md', '# Jobs\n\nMore')
    expect(await run()).toMatchObject({ changed: 1, overWords: ['jobs.md'] })
    expect((await versions(id)).map(({ title }) => title)).toEqual(['Work with us', 'Jobs'])
  })

  it('takes a file that says by now what the person wrote for done', async () => {
    const { put, run, item, edit, versions } = await createImportTest()
    put('jobs.md', '# Jobs\n\nOld')
    await run()
    const { id } = await item('Jobs')
    await edit(id, { body: '# Jobs\n\nNew' })
    put('jobs.md', '# Jobs\n\nNew')
    expect(await run()).toMatchObject({ changed: 0, unchanged: 1 })
    expect(await versions(id)).toHaveLength(1)
  })

  it('brings no old text back over theirs when only fields changed', async () => {
    const { put, run, item, edit, publishNewest, versions } = await createImportTest()
    put('jobs.md', '---\ntags: [a]\n---\n# Jobs\n\nOld')
    await run()
    const { id } = await item('Jobs')
    await edit(id, { body: 'By hand' })
    await publishNewest(id)
    put('jobs.md', '---\ntags: [b]\n---\n# Jobs\n\nOld')
    expect(await run()).toMatchObject({ changed: 1, overWords: [] })
    expect((await versions(id)).map(({ body, fields }) => [body, fields])).toEqual([
      ['By hand', { tags: ['a'] }],
      ['By hand', { tags: ['b'] }],
    ])
    put('jobs.md', '---\ntags: [b]\n---\n# Jobs\n\nNew')
    expect(await run()).toMatchObject({ changed: 1, overWords: ['jobs.md'] })
    expect(await versions(id)).toHaveLength(3)
  })

  it('puts its text beside a translation that a person began', async () => {
    const { put, run, item, send, edit, versions } = await createImportTest()
    put('jobs.md', '# Jobs')
    await run()
    const { id } = await item('Jobs')
    await send('POST', `/content/${id}/versions`, { language: 'sv' })
    await edit(id, { title: 'Jobb', body: 'För hand' }, 'sv')
    put('jobs.sv.md', '# Jobb\n\nFil')
    expect(await run({ languages: ['sv'] })).toMatchObject({ changed: 1, overWords: ['jobs.sv.md'] })
    expect((await versions(id, 'sv')).map(({ body }) => body)).toEqual(['För hand', '# Jobb\n\nFil'])
  })

  it('leaves what is not in the folder any more as it is, and says so', async () => {
    const { put, run, list, folder } = await createImportTest()
    put('a.md', '# A')
    put('b.md', '# B')
    await run()
    rmSync(`${folder}/b.md`)
    expect(await run()).toMatchObject({ unchanged: 1, missing: 1 })
    expect(await list()).toHaveLength(2)
  })
})

describe('a text that was brought in before imports remembered what they wrote', () => {
  it('is known again by its words, and never edited in place', async () => {
    const { put, run, item, versions, storage } = await createImportTest()
    put('a.md', '# A\n\nText')
    await run()
    const { id } = await item('A')
    await storage.write(async (tx) => {
      await tx.deleteFrom('import_texts').execute()
      await tx.updateTable('versions').set({ by_hand: 1 }).execute()
    })
    expect(await run()).toMatchObject({ unchanged: 1 })
    put('a.md', '# A\n\nNew text')
    await run()
    expect(await versions(id)).toHaveLength(2)
  })
})

it('whatever changes the text of a version goes through the one place that notes who did', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  const changing = files.filter((path) =>
    readFileSync(join(root, path), 'utf8').includes("updateTable('version_bodies')"),
  )
  expect(changing.filter((path) => !path.endsWith('.test.ts'))).toEqual([join('content', 'touch.ts')])
})
