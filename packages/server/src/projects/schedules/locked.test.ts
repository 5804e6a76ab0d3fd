import type { BlockerList, CreatedContent } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createScheduleTest, inMarchAt } from '../../../test/schedule-test.ts'

it('while a project is scheduled, its texts, statuses and items stay as they are, and it stays', async () => {
  const { desk, get, readyProject, runAt, scheduled, send, statuses } = await createScheduleTest()
  const { project, items } = await readyProject('Home', 'About')
  const [home, about] = items
  const at = `/projects/${project.id}`
  await send('DELETE', `${at}/items/${about?.id}`)
  await scheduled(project.id)
  const version = `/content/${home?.contentId}/versions/${home?.versionId}`
  const revision = (await get<{ revision: number }>(version)).revision
  const other = (await desk.content({ title: 'Other' })) as CreatedContent
  const refused = [
    await send('PATCH', version, { body: 'Other words' }, { 'if-match': `"${revision}"` }),
    await send('POST', `${version}/status`, { status: 'in_review' }),
    await send('POST', `${version}/rebase`, { onto: null }),
    await send('PATCH', `${at}/items/${home?.id}`, { status: 'in_review' }),
    await send('PATCH', `${at}/items`, { itemIds: [home?.id], status: 'draft' }),
    await send('POST', `${at}/items/${home?.id}/rebase`, { onto: null }),
    await send('DELETE', `${at}/items/${home?.id}`),
    await send('POST', `${at}/items/remove`, { itemIds: [home?.id] }),
    await send('POST', `${at}/items/restore`, { itemIds: [about?.id] }),
    await send('POST', `${at}/items`, { items: [{ contentId: other.content.id }] }),
    await send('POST', `${at}/archive`),
    await send('DELETE', at),
  ]
  expect(refused.map(refusal)).toEqual(refused.map(() => [409, 'locked_by_schedule']))
  expect(refused.at(-1)?.json().detail).toBe(
    'The project "Spring campaign" is scheduled for 2026-03-10, 09:00 (Europe/Berlin). Cancel the schedule first.',
  )
  for (const mode of ['all', 'ready']) {
    const published = await send('POST', `${at}/publish`, { mode })
    expect(refusal(published)).toEqual([409, 'publish_blocked'])
    expect(published.json().blockers).toMatchObject([{ status: 'scheduled', lift: { step: 'unschedule' } }])
    const { data } = await get<BlockerList>(`${at}/blockers?mode=${mode}`)
    expect(data).toEqual(published.json().blockers)
  }
  expect(await get(`${at}/blockers?mode=scheduled`)).toMatchObject({ data: [] })
  const elsewhere = await desk.project('Elsewhere')
  const taken = await send('POST', `/projects/${elsewhere.id}/items`, {
    items: [{ contentId: home?.contentId, versionId: home?.versionId }],
  })
  expect(refusal(taken)).toEqual([409, 'version_in_other_project'])

  const told = await send('PATCH', `${at}/items/${home?.id}`, { dueAt: '2026-03-09' })
  expect(told.statusCode).toBe(200)
  expect((await send('PATCH', at, { name: 'Renamed' }, { 'if-match': '*' })).statusCode).toBe(200)
  await runAt(inMarchAt)
  expect(await statuses(project)).toEqual(['published'])
  const next = await send('POST', `${at}/items`, { items: [{ contentId: other.content.id }] })
  expect(next.statusCode).toBe(201)
})
