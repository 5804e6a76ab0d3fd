/** The start of every test about imports: a folder of its own to write into, and short ways to look at what came in. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ContentListState, ContentState, ContentSummary, Id, Version } from '@copydesk/contract'
import { onTestFinished } from 'vitest'
import { type ImportOptions, importFolder } from '../src/import/import-folder.ts'
import type { ImportSummary } from '../src/import/import-summary.ts'
import { createDeskTest, type DeskTest } from './desk-test.ts'

export interface ImportTest extends DeskTest {
  /** Above the imported folder. */
  root: string
  folder: string
  /** Writes a file; its path starts at the imported folder. */
  put(path: string, text: string | Uint8Array): void
  run(options?: Partial<ImportOptions>): Promise<ImportSummary>
  list(): Promise<ContentSummary[]>
  /** The one item with this title. */
  item(title: string): Promise<ContentSummary>
  /** Every version of a language, oldest first. */
  versions(contentId: Id, language?: string): Promise<Version[]>
  /** A person changes the newest version. */
  edit(contentId: Id, change: { title?: string; body?: string }, language?: string): Promise<void>
  /** A person takes the newest version through a project of its own until it is live. */
  publishNewest(contentId: Id, language?: string): Promise<void>
}

/** The folder is called `handbook`. */
export async function createImportTest(): Promise<ImportTest> {
  const test = await createDeskTest()
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'copydesk-import-')))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'handbook')
  mkdirSync(folder)
  const list = async () => (await test.get<ContentListState>('/content?limit=500')).data
  const versions = async (contentId: Id, language = 'en') => {
    const content = await test.get<ContentState>(`/content/${contentId}`)
    const own = content.versions.filter((version) => version.language === language).reverse()
    return Promise.all(own.map(({ id }) => test.get<Version>(`/content/${contentId}/versions/${id}`)))
  }
  return {
    ...test,
    root,
    folder,
    put: (path, text) => {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    run: (options) => importFolder(test.services, { folder, language: 'en', ...options }),
    list,
    item: async (title) => {
      const found = (await list()).filter((one) => one.title === title)
      const [item] = found
      if (!item || found.length > 1) throw new Error(`There are ${found.length} items called ${title}`)
      return item
    },
    versions,
    edit: async (contentId, change, language) => {
      const newest = (await versions(contentId, language)).at(-1)
      const answer = await test.send('PATCH', `/content/${contentId}/versions/${newest?.id}`, change, {
        'if-match': '*',
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    },
    publishNewest: async (contentId, language = 'en') => {
      const project = await test.desk.project()
      const items = await test.desk.add(project.id, { contentId, language })
      await test.desk.move(project.id, items, 'in_review', 'ready')
      await test.desk.publish(project.id)
    },
  }
}
