/** Embeds that would never end. */
import type { CreatedContent } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('content that embeds itself, by whatever way, is shown once', async () => {
  const api = await stage.server.signIn('editor')
  const create = (title: string, body: string) =>
    api.post<CreatedContent>('/content', { type: 'block', language: 'en', title, body })
  const inner = await create('Inner', 'Inner words')
  const outer = await create('Outer', `Outer words\n\n![](content:${inner.content.id})`)
  const path = `/content/${inner.content.id}/versions/${inner.version.id}`
  const body = `Inner words\n\n![](content:${outer.content.id})`
  await api.patch(path, { body }, { 'if-match': '"1"' })
  const page = await stage.enter('editor', `/content/${outer.content.id}`)
  const preview = page.getByRole('region', { name: 'Preview' })
  const figure = preview.getByRole('figure', { name: 'Embedded: Inner' })
  await figure.getByText('embeds itself').waitFor()
  expect(await preview.getByText('Outer words').count()).toBe(1)
})
