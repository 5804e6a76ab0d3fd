/** Which text somebody read, and who wrote it: what approvals go by. */
import type { Id, ProjectItem, Version } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const editorsOf = (versionId: Id) =>
    test.storage.read(async (tx) => {
      const rows = await tx
        .selectFrom('version_editors')
        .select('person_id')
        .where('version_id', '=', versionId)
        .execute()
      return rows.map((row) => row.person_id).sort()
    })
  const read = ({ contentId, id }: Pick<Version, 'contentId' | 'id'>) =>
    test.get<Version>(`/content/${contentId}/versions/${id}`)
  return { ...test, editorsOf, read }
}

it('a text gets a new revision by an edit, and by nothing else', async () => {
  const { desk, send, read, itemsOf } = await setUp()
  const { version } = await desk.content({ title: 'Home' })
  const project = await desk.project()
  await desk.add(project.id, { contentId: version.contentId })
  const [item] = (await itemsOf(project)).data as [ProjectItem]
  await desk.move(project.id, [item], 'in_review')
  await send('PATCH', `/projects/${project.id}/items/${item.id}`, { dueAt: '2026-06-01' })
  const before = await read(version)
  expect(before.textRevision).toBe(1)
  const path = `/content/${version.contentId}/versions/${version.id}`
  await send('PATCH', path, { title: 'Homes' }, { 'if-match': `"${before.revision}"` })
  const after = await read(version)
  expect(after).toMatchObject({ status: 'in_review', textRevision: 2 })
  await send('PATCH', path, { title: 'Homes' }, { 'if-match': `"${after.revision}"` })
  expect((await read(version)).textRevision).toBe(2)
})

it('a version remembers everybody who wrote in it; a copy begins with nobody', async () => {
  const { desk, send, as, people, read, editorsOf } = await setUp()
  const { version } = await desk.content()
  const path = `/content/${version.contentId}/versions/${version.id}`
  expect(await editorsOf(version.id)).toEqual([people.ben.id])
  const emil = as(people.emil)
  await call(emil, {
    method: 'PATCH',
    url: `/api/v1${path}`,
    payload: { body: 'Words' },
    headers: { 'if-match': `"${(await read(version)).revision}"` },
  })
  expect(await editorsOf(version.id)).toEqual([people.ben.id, people.emil.id].sort())
  const copy = (await send('POST', `/content/${version.contentId}/versions`, { language: 'sv' })).json()
  expect(copy.textRevision).toBe(1)
  expect(await editorsOf(copy.id)).toEqual([])
})
