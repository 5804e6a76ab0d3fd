import type { Snapshot, VersionReferences } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { createImportTest } from '../../../test/import-test.ts'

it('links between imported files are references, with the path of what they lead to, and follow the file', async () => {
  const { put, run, item, get } = await createImportTest()
  const referencesOf = async (title: string) => {
    const { id, languages } = await item(title)
    const path = `/content/${id}/versions/${languages[0]?.versionId}/references`
    const { data } = await get<Snapshot<VersionReferences>>(path)
    return data.map(({ kind, content }) => [kind, content?.path ?? null])
  }
  put('start.md', '# Start\n\n[Guide](guide/a.md) and [gone](gone.md)')
  put('guide/a.md', '# Guide\n\n![The start](../start.md)')
  await run()
  expect(await referencesOf('Start')).toEqual([['link', 'handbook/guide/a.md']])
  expect(await referencesOf('Guide')).toEqual([['embed', 'handbook/start.md']])
  put('start.md', '# Start\n\nNo links')
  put('gone.md', '# Not gone')
  await run()
  expect(await referencesOf('Start')).toEqual([])
})
