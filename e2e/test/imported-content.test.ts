/**
 * A folder that is brought in while people work: it appears in their list, equal titles are told apart, its links lead
 * to its pages, its fields can be read, and a language that nobody offered can be begun.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ContentListState, ContentState } from '@copydesk/contract'
import { runCopydesk } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

function createFolder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'copydesk-imported-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'docs', path)), { recursive: true })
    writeFileSync(join(root, 'docs', path), text)
  }
  return join(root, 'docs')
}

const bringIn = (folder: string, name: string) =>
  runCopydesk(['import', folder, '--name', name], { env: { COPYDESK_DATA_DIR: stage.server.dataDir } })

it('shows what an import brings in to whoever looks, by title and path, and follows its links', async () => {
  const folder = createFolder({
    'guide/index.md':
      '---\ntags: [first, second]\nweight: 1.10\n---\n# Overview\n\n[To the API](../api/index.md#top), [gone](gone.md) ![Plan](plan.png)',
    'api/index.md': '# Overview\n\nOf the API',
  })
  const page = await stage.enter('editor', '/content')
  const complaints = watchComplaints(page)
  expect((await bringIn(folder, 'docs')).code).toBe(0)
  const rows = page.getByRole('row', { name: /Overview/ })
  await rows.nth(1).waitFor()
  expect(await rows.filter({ hasText: 'docs/api/index.md' }).count()).toBe(1)

  await rows.filter({ hasText: 'docs/guide/index.md' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Imported from docs/guide/index.md' }).click()
  const details = page.getByRole('dialog', { name: 'Imported content' })
  await details.getByText('first, second').waitFor()
  await details.getByText('1.10').waitFor()
  await page.keyboard.press('Escape')

  const preview = page.getByRole('region', { name: 'Preview' })
  expect(await preview.getByText('gone', { exact: true }).getAttribute('title')).toContain('gone.md')
  expect(await preview.getByRole('link').count()).toBe(1)
  expect(await preview.getByRole('img').count()).toBe(0)
  await preview.getByRole('link', { name: 'To the API' }).click()
  await page.getByRole('button', { name: 'Imported from docs/api/index.md' }).waitFor()
  expect(new URL(page.url()).hash).toBe('#top')
  expect(complaints).toEqual([])
})

it('offers the languages in use first, and takes any tag', async () => {
  const folder = createFolder({ 'a.md': '---\nlang: gsw\n---\n# Grüezi', 'b.md': '# Welcome here' })
  expect((await bringIn(folder, 'more')).code).toBe(0)
  const page = await stage.enter('editor', '/content?q=Welcome+here')
  await page.getByRole('link', { name: 'Welcome here' }).click()
  await page.getByRole('button', { name: 'Add a language' }).click()
  const field = page.getByRole('combobox', { name: 'New language' })
  await field.click()
  await page.getByRole('option', { name: /gsw/ }).waitFor()
  await field.fill('sr_latn')
  await page.getByText('Serbian (Latin) (sr-Latn)').waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Start the draft' }).click()
  await page.getByRole('link', { name: 'Serbian (Latin)' }).waitFor()
})

it('takes an import back for administrators, and names what somebody changed since', async () => {
  const files = Object.fromEntries([1, 2, 3].map((page) => [`${page}.md`, `# Taken back ${page}`]))
  expect((await bringIn(createFolder(files), 'mistake')).code).toBe(0)
  const api = await stage.server.signIn('editor')
  const { data } = await api.get<ContentListState>('/content?q=Taken+back+1')
  const { id, versions } = await api.get<ContentState>(`/content/${data[0]?.id}`)
  await api.patch(`/content/${id}/versions/${versions[0]?.id}`, { body: 'By hand' }, { 'if-match': '*' })

  const watcher = await stage.enter('editor', '/content?q=Taken+back')
  await watcher.getByRole('row', { name: 'Taken back 3' }).waitFor()
  expect(await watcher.getByRole('button', { name: 'Imports' }).count()).toBe(0)
  const page = await stage.enter('admin', '/content')
  await page.getByRole('button', { name: 'Imports' }).click()
  const dialog = page.getByRole('dialog', { name: 'Imports' })
  await dialog.getByRole('button', { name: 'Undo import of mistake…' }).click()
  const question = dialog.getByRole('group', { name: 'Undo the import of mistake?' })
  await question.getByRole('button', { name: 'Undo import' }).click()
  await dialog.getByText('is taken back: 2 in the trash.').waitFor()
  await dialog.getByRole('listitem').filter({ hasText: 'Taken back 1' }).waitFor()
  await watcher.getByRole('row', { name: 'Taken back 3' }).waitFor({ state: 'detached' })
  await watcher.getByRole('row', { name: 'Taken back 1' }).waitFor()
  await dialog.getByRole('button', { name: 'All imports' }).click()
  await dialog.getByRole('button', { name: 'Undo import of mistake…' }).waitFor({ state: 'detached' })
})
