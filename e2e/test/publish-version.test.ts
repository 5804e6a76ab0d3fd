/** A version goes through its review and out beside its text, without a project; and what is in the way is said. */
import type { ContentState, CreatedContent, ItemRows, Project, Version } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

async function setUp(title: string) {
  const api = await stage.server.signIn('editor')
  const { content, version } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title,
  })
  return { api, content, version, path: `/content/${content.id}` }
}

it('a version is sent, approved and published beside its text, live in the other window', async () => {
  const { path } = await setUp('Imprint')
  const editor = await stage.enter('editor', path)
  const reviewer = await stage.enter('reviewer', path)
  await reviewer.getByRole('button', { name: 'Version 1' }).waitFor()
  expect(await reviewer.getByRole('button', { name: 'Send to review' }).count()).toBe(0)
  expect(await reviewer.getByRole('button', { name: 'Publish…' }).count()).toBe(0)

  await editor.getByRole('button', { name: 'Publish…' }).click()
  const dialog = editor.getByRole('dialog', { name: 'Publish version 1' })
  await dialog.getByText('It was not sent to review yet').waitFor()
  await dialog.getByText(`${demoPeople.editor.name}, or any editor, can send it to review`).waitFor()
  await editor.keyboard.press('Escape')
  await editor.getByRole('button', { name: 'Send to review' }).click()
  await reviewer.getByRole('button', { name: 'Ready to publish' }).click()

  await editor.getByRole('button', { name: 'Version 1 Ready' }).waitFor()
  await editor.getByRole('button', { name: 'Publish…' }).click()
  await dialog.getByText('Nothing was live before.').waitFor()
  await dialog.getByRole('textbox').fill('By law')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await editor.getByText('Version 1 of “Imprint” is published').waitFor()
  await reviewer.getByRole('button', { name: 'Version 1 Published' }).waitFor()
  await editor.waitForFunction(() => document.activeElement !== document.body)
  await reviewer.getByRole('button', { name: 'Releases' }).click()
  const releases = reviewer.getByRole('list', { name: 'Releases' })
  await releases.getByText('version 1, nothing was live').waitFor()
  await releases.getByText('By law').waitFor()
})

it('what was typed a moment before a version is ready is in it', async () => {
  const { path } = await setUp('Opening hours')
  const editor = await stage.enter('editor', path)
  await editor.getByRole('button', { name: 'Send to review' }).click()
  const ready = editor.getByRole('button', { name: 'Ready to publish' })
  await ready.waitFor()
  await editor.getByRole('textbox', { name: 'Text, in Markdown' }).click()
  await editor.keyboard.insertText('We open at nine.')
  await ready.click()
  await editor.getByRole('button', { name: 'Version 1 Ready' }).waitFor()
  await editor.getByText('Version 1 is ready to publish.').waitFor()
  await editor.getByText('We open at nine.').waitFor()
  expect(await editor.getByRole('button', { name: /unsaved/ }).count()).toBe(0)
})

it('what a project holds is said to go out with it, and what went live meanwhile is replaced on purpose', async () => {
  const { api, content, version, path } = await setUp('Contact')
  const project = await api.post<Project>('/projects', { name: 'Relaunch' })
  const items = [{ contentId: content.id, versionId: version.id }]
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items })
  const page = await stage.enter('editor', path)
  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
  await dialog.getByText('It goes out with the project “Relaunch”').waitFor()
  await api.send('DELETE', `/projects/${project.id}/items/${data[0]?.id}`)
  await dialog.getByText('It goes out with the project “Relaunch”').waitFor({ state: 'detached' })
  const ready = async ({ id }: Pick<Version, 'id'>) => {
    for (const status of ['in_review', 'ready']) {
      await api.post(`/content/${content.id}/versions/${id}/status`, { status })
    }
  }
  await ready(version)
  const other = await api.post<Version>(`/content/${content.id}/versions`, { language: 'en' })
  await ready(other)
  await api.post(`/content/${content.id}/versions/${other.id}/publish`, {})
  await dialog.getByText('Version 2 was published since this one was begun').waitFor()
  await dialog.getByRole('button', { name: 'Replace version 2' }).click()
  await dialog.waitFor({ state: 'detached' })
  const { languages } = await api.get<ContentState>(path)
  expect(languages[0]?.publishedNumber).toBe(1)
})
