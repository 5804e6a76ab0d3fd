/**
 * Documentation that nobody here wrote, as npm packages ship it, brought in for real. What is expected was looked up in
 * the folders by hand.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../src/import/import-folder.ts'
import { createImportTest } from './import-test.ts'

/** A folder of a package, installed here or further up. */
function folderOf(name: string, path: string, from: string = import.meta.dirname): string {
  const folder = join(from, 'node_modules', name, path)
  if (existsSync(folder)) return folder
  if (dirname(from) === from) throw new Error(`${name} is not installed`)
  return folderOf(name, path, dirname(from))
}

async function bringIn(name: string, path: string, options: Partial<ImportOptions> = {}) {
  const test = await createImportTest()
  const all = { folder: folderOf(name, path), name: 'docs', ...options }
  const summary = await test.run(all)
  const items = await test.list()
  const again = await test.run(all)
  expect(again).toMatchObject({ added: 0, changed: 0, relinked: 0, skipped: [], missing: 0 })
  expect(await test.list()).toEqual(items)
  const itemAt = (path: string) => {
    const item = items.find((one) => one.path === `docs/${path}`)
    if (!item) throw new Error(`Nothing came from ${path}`)
    return item
  }
  const textAt = async (path: string, language?: string) =>
    (await test.versions(itemAt(path).id, language))[0]
  return { ...test, summary, items, itemAt, textAt }
}

describe('the documentation of', () => {
  it('Fastify: two folders of pages that refer to each other', async () => {
    const { summary, itemAt, textAt } = await bringIn('fastify', 'docs')
    expect(summary).toMatchObject({ added: 41, skipped: [], notes: [], links: { kept: 2 } })
    expect([...summary.languages]).toEqual([['en', 41]])
    expect(Object.fromEntries(summary.leftOut.byEnding)).toEqual({ '.drawio': 1, '.svg': 1 })
    expect(itemAt('Guides/Getting-Started.md').title).toBe('Getting Started')
    // One leads to a file that is not there, the other is a picture.
    expect((await textAt('Guides/Index.md'))?.body).toContain('(./Contributing.md)')
    expect((await textAt('Reference/Encapsulation.md'))?.body).toContain(
      '(../resources/encapsulation_context.svg)',
    )
    const hooks = itemAt('Reference/Hooks.md')
    expect((await textAt('Reference/Index.md'))?.body).toContain(`](content:${hooks.id})`)
  })

  it('remote-data-ts: pages named after code files, which are in no language but the folder’s', async () => {
    const { summary, itemAt } = await bringIn('remote-data-ts', 'docs')
    expect(summary).toMatchObject({ added: 3, skipped: [], notes: [] })
    expect([...summary.languages]).toEqual([['en', 3]])
    expect(itemAt('modules/index.ts.md').title).toBe('index.ts')
    expect(itemAt('modules/index.md').title).toBe('Modules')
    expect(itemAt('modules/index.ts.md').languages.map(({ language }) => language)).toEqual(['en'])
  })

  it('Pino: links from the root of its repository', async () => {
    const { summary, itemAt, textAt } = await bringIn('pino', 'docs')
    expect(summary).toMatchObject({ added: 14, skipped: [], notes: [], links: { kept: 1 } })
    expect((await textAt('asynchronous.md'))?.body).toContain(
      `](content:${itemAt('api.md').id}#pino-destination)`,
    )
  })

  it('React Router: titles and order in front matter, links without endings', async () => {
    const { summary, itemAt, textAt } = await bringIn('react-router', 'docs')
    expect(summary).toMatchObject({ added: 86, skipped: [], notes: [] })
    expect(itemAt('index.md').title).toBe('React Router Home')
    expect(await textAt('start/modes.md')).toMatchObject({ title: 'Picking a Mode', fields: { order: 1 } })
    // The reference is not part of the package.
    expect((await textAt('explanation/concurrency.md'))?.body).toContain(
      '[use_fetcher]: ../api/hooks/useFetcher',
    )
  })

  it('Docusaurus: MDX, which is told about and taken on request', async () => {
    const without = await bringIn('create-docusaurus', 'templates/shared')
    expect(without.summary.added).toBe(1)
    expect(without.summary.leftOut.byEnding.get('.mdx')).toBe(14)
    const { summary, textAt } = await bringIn('create-docusaurus', 'templates/shared', { mdx: true })
    expect(summary).toMatchObject({ added: 15, skipped: [] })
    expect(await textAt('blog/2021-08-26-welcome/index.mdx')).toMatchObject({
      title: 'Welcome',
      fields: {
        slug: 'welcome',
        authors: ['slorber', 'yangshun'],
        tags: ['facebook', 'hello', 'docusaurus'],
      },
    })
    expect(await textAt('docs/intro.mdx')).toMatchObject({
      title: 'Tutorial Intro',
      fields: { sidebar_position: 1 },
    })
  })

  it('VuePress: every page in two languages, a folder each', async () => {
    const { summary, items, itemAt, textAt } = await bringIn('create-vuepress-theme-hope', 'template')
    expect(summary).toMatchObject({ added: 66, skipped: [], notes: [], links: { resolved: 8, kept: 0 } })
    expect(Object.fromEntries(summary.languages)).toEqual({ en: 33, zh: 33 })
    expect(items).toHaveLength(33)
    for (const item of items) expect(item.languages.map(({ language }) => language)).toEqual(['en', 'zh'])
    const ray = itemAt('docs/guide/foo/ray.md')
    expect(await textAt('docs/guide/foo/ray.md', 'zh')).toMatchObject({
      title: 'Ray',
      fields: { icon: 'circle-info' },
    })
    expect((await textAt('docs/guide/README.md', 'zh'))?.body).toContain(`- [ray](content:${ray.id})`)
  })

  it('Hugo: front matter in TOML', async () => {
    const { summary, textAt } = await bringIn('hugo-lunr-indexer', 'content')
    expect(summary).toMatchObject({ added: 2, skipped: [], notes: [] })
    expect(await textAt('test-toml.md')).toMatchObject({
      title: 'TOML test',
      body: 'TOML content',
      fields: { date: '2017-06-28T09:49:20.000-07:00', tags: ['toml1', 'toml2', 'toml3'] },
    })
    expect(await textAt('test-yaml.md')).toMatchObject({
      title: 'YAML test',
      body: 'YAML content',
      fields: { date: '2017-06-28T16:49:20.000Z', tags: ['yaml1', 'yaml2', 'yaml3'] },
    })
  })
})
