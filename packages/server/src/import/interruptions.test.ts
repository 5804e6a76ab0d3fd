import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createImportTest, type ImportTest } from '../../test/import-test.ts'
import { importFolder } from './import-folder.ts'

const pageCount = 250

/** Every page leads to the next one, so that every id is named somewhere. */
function putPages({ put }: ImportTest) {
  for (let page = 0; page < pageCount; page += 1) {
    put(`p${page}.md`, `# Page ${page}\n\n[Next](p${(page + 1) % pageCount}.md)`)
  }
}

/** Every page once, each link to a page that is there. */
async function expectWhole({ storage }: ImportTest) {
  const rows = await storage.read((tx) =>
    tx
      .selectFrom('versions')
      .innerJoin('version_bodies as text', 'text.version_id', 'versions.id')
      .select(['versions.title', 'versions.content_id', 'text.body'])
      .execute(),
  )
  expect(rows).toHaveLength(pageCount)
  const titles = new Map(rows.map((row) => [row.content_id, row.title]))
  for (const { title, body } of rows) {
    const [, id = ''] = /\(content:(.+)\)/.exec(body) ?? []
    expect(titles.get(id)).toBe(`Page ${(Number(title.slice(5)) + 1) % pageCount}`)
  }
}

it('an import that is cut off goes on where it was', async () => {
  const test = await createImportTest()
  putPages(test)
  const { runner } = test.services
  let left = 4
  const cutOff = {
    run: ((...args: Parameters<typeof runner.run>) => {
      left -= 1
      return left < 0 ? Promise.reject(new Error('The process ends')) : runner.run(...args)
    }) as typeof runner.run,
  } as typeof runner
  const options = { folder: test.folder, language: 'en' }
  await expect(importFolder({ ...test.services, runner: cutOff }, options)).rejects.toThrow('ends')
  const summary = await test.run()
  expect(summary.unchanged).toBeGreaterThan(0)
  expect(summary.added + summary.unchanged).toBe(pageCount)
  await expectWhole(test)
})

it('two imports at once make every page once', async () => {
  const test = await createImportTest()
  putPages(test)
  const summaries = await Promise.all([test.run(), test.run()])
  expect(summaries[0].added + summaries[1].added).toBe(pageCount)
  await expectWhole(test)
  expect(await test.run()).toMatchObject({ added: 0, changed: 0, relinked: 0 })
})

it('two first imports of folders with one name at once: one of them is refused', async () => {
  const test = await createImportTest()
  const { root, run } = test
  const folders = ['one', 'two'].map((parent) => join(root, parent, 'docs'))
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.md'), `# From ${folder}`)
  }
  const outcomes = await Promise.allSettled(folders.map((folder) => run({ folder })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await test.list()).toHaveLength(1)
})

it('what a person saves while an import is under way stays', async () => {
  const test = await createImportTest()
  putPages(test)
  await test.run()
  const item = await test.item('Page 240')
  for (let page = 0; page < pageCount; page += 1) test.put(`p${page}.md`, `# Page ${page}\n\nNew`)
  const { runner } = test.services
  let runs = 0
  const interrupted = {
    run: (async (...args: Parameters<typeof runner.run>) => {
      runs += 1
      // After the first pages were written, and long after all files were compared.
      if (runs === 3) await test.edit(item.id, { body: 'By hand' })
      return runner.run(...args)
    }) as typeof runner.run,
  } as typeof runner
  const options = { folder: test.folder, language: 'en' }
  const summary = await importFolder({ ...test.services, runner: interrupted }, options)
  expect(runs).toBeGreaterThan(2)
  expect(summary).toMatchObject({ changed: pageCount, overWords: ['p240.md'] })
  expect((await test.versions(item.id)).map(({ body }) => body)).toEqual(['By hand', '# Page 240\n\nNew'])
})

it('a file that changes between reading and writing waits for the next run', async () => {
  const test = await createImportTest()
  putPages(test)
  const { runner } = test.services
  const racing = {
    run: (async (...args: Parameters<typeof runner.run>) => {
      test.put('p200.md', '# Another\n\nText')
      return runner.run(...args)
    }) as typeof runner.run,
  } as typeof runner
  const options = { folder: test.folder, language: 'en' }
  const summary = await importFolder({ ...test.services, runner: racing }, options)
  expect(summary.skipped).toEqual([{ path: 'p200.md', reason: 'it changed while it was read' }])
  expect(await test.run()).toMatchObject({ added: 1, unchanged: pageCount - 1, skipped: [] })
})
