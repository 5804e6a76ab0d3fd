import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContentListState, ContentState, Version } from '@copydesk/contract'
import { expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { contentRoutes } from '../content/routes/content.ts'
import { importFolder } from './import-folder.ts'

async function start() {
  const { services, as, people, storage } = await createTestApp({ routes: [contentRoutes] })
  const get = async <Body>(url: string): Promise<Body> =>
    (await as(people.ben).inject({ url: `/api/v1${url}` })).json()
  const list = async () => (await get<ContentListState>('/content?limit=500')).data
  const folder = join(mkdtempSync(join(tmpdir(), 'copydesk-import-')), 'handbook')
  onTestFinished(() => rmSync(dirname(folder), { recursive: true }))
  const put = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const run = (from = folder) => importFolder(services, { folder: from, language: 'en' })
  /** The newest version of a language, with its body. */
  const newest = async (contentId: string, language: string) => {
    const { languages } = await get<ContentState>(`/content/${contentId}`)
    const versionId = languages.find((state) => state.language === language)?.versionId
    return get<Version>(`/content/${contentId}/versions/${versionId}`)
  }
  return { as: as(people.ben), get, list, put, run, newest, folder, storage }
}

it('brings in the documentation that Fastify ships, and finds nothing to do the second time', async () => {
  const docs = join(dirname(fileURLToPath(import.meta.resolve('fastify'))), 'docs')
  const { run, list, newest } = await start()
  const first = await run(docs)
  expect(first).toMatchObject({ changed: 0, unchanged: 0, skipped: [] })
  expect(first.added).toBeGreaterThan(30)
  const before = await list()
  expect(before).toHaveLength(first.added)
  const started = before.find((item) => item.title === 'Getting Started')
  expect((await newest(started?.id ?? '', 'en')).body).toContain('npm i fastify')

  expect(await run(docs)).toMatchObject({ added: 0, changed: 0, unchanged: first.added, skipped: [] })
  expect(await list()).toEqual(before)
})

it('puts the languages of one item together', async () => {
  const { put, run, list } = await start()
  put('about.md', '# About us')
  put('about.sv.md', '# Om oss')
  put('de/about.md', '# Über uns')
  expect(await run()).toMatchObject({ added: 3 })
  const items = await list()
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ title: 'About us', updatedBy: { kind: 'system' } })
  expect(items[0]?.languages.map(({ language }) => language).sort()).toEqual(['de', 'en', 'sv'])

  put('about.fr.md', '# À propos')
  expect(await run()).toMatchObject({ added: 1, unchanged: 3 })
  expect((await list())[0]?.languages).toHaveLength(4)
})

it('edits a draft that nobody touched, and never doubles it', async () => {
  const { put, run, list, newest } = await start()
  put('about.md', '# About us\n\nOld')
  await run()
  put('about.md', '# About us\n\nNew')
  expect(await run()).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
  const items = await list()
  expect(items).toHaveLength(1)
  expect(await newest(items[0]?.id ?? '', 'en')).toMatchObject({ number: 1, body: '# About us\n\nNew' })
})

it('gives a new draft to what a person wrote on, once', async () => {
  const { put, run, list, newest, as } = await start()
  put('about.md', '# About us\n\nFrom the file')
  await run()
  const [item] = await list()
  const id = item?.id ?? ''
  const { id: versionId } = await newest(id, 'en')
  const headers = { 'if-match': '*' }
  const url = `/api/v1/content/${id}/versions/${versionId}`
  const edited = await as.inject({ method: 'PATCH', url, payload: { body: 'By hand' }, headers })
  expect(edited.statusCode).toBe(200)

  put('about.md', '# About us\n\nThe file again')
  expect(await run()).toMatchObject({ changed: 1 })
  expect(await newest(id, 'en')).toMatchObject({ number: 2, body: '# About us\n\nThe file again' })
  expect((await as.inject({ url })).json()).toMatchObject({ number: 1, body: 'By hand' })
  expect(await run()).toMatchObject({ changed: 0, unchanged: 1 })
})

it('leaves a draft that a person started from the imported text as it is', async () => {
  const { put, run, list, newest, as } = await start()
  put('about.md', '# About us')
  await run()
  const [item] = await list()
  const url = `/api/v1/content/${item?.id}/versions`
  await as.inject({ method: 'POST', url, payload: { language: 'en' } })
  expect(await run()).toMatchObject({ changed: 0, unchanged: 1 })
  expect(await newest(item?.id ?? '', 'en')).toMatchObject({ number: 2, author: { kind: 'person' } })
})

it('names what it cannot read, and brings the rest in', async () => {
  const { put, run, list, folder } = await start()
  put('good.md', '# Good')
  put('binary.md', new Uint8Array([0, 1, 2]))
  put('latin.md', new Uint8Array([0xe5, 0xe4, 0xf6]))
  put('yaml.md', '---\na: [\n---\n')
  put('good.en.md', '# Same item, same language')
  put('notes.txt', 'not Markdown')
  put('.git/readme.md', 'hidden')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link.md'))
  const { added, skipped } = await run()
  expect(added).toBe(1)
  expect(skipped.map(({ path }) => path).sort()).toEqual([
    'binary.md',
    'good.md',
    'latin.md',
    'link.md',
    'yaml.md',
  ])
  expect(await list()).toHaveLength(1)
})

it('says when the folder itself is not there', async () => {
  const { run, folder } = await start()
  await expect(run(join(folder, 'nowhere'))).rejects.toThrow('ENOENT')
})
