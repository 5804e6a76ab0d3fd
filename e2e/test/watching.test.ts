/** What is watched, muted and not wanted at all, by bells and by the profile, in two windows of one person. */
import type {
  Comment,
  CreatedContent,
  InboxCounts,
  Project,
  ProjectItem,
  SessionInfo,
} from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('tells of a watched project, of nothing that is muted, and shows each bell alike in every window', async () => {
  const admin = await stage.server.signIn('admin')
  const project = await admin.post<Project>('/projects', { name: 'Night market' })
  const { content } = await admin.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Stalls',
  })
  const { data } = await admin.post<{ data: ProjectItem[] }>(`/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const itemId = data[0]?.id ?? ''
  const say = (body: string, place: object = {}) =>
    admin.post<Comment>(`/projects/${project.id}/comments`, { body, ...place })
  const opening = await say('Where do they stand?', { itemId })
  const { unread } = await (await stage.server.signIn('reviewer')).get<InboxCounts>('/notifications/counts')
  const bellOf = (count: number) => ({ name: `Notifications, ${unread + count} unread` })

  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  const other = await stage.enter('reviewer', `/content/${content.id}`)
  await liveStatus(page, 'Live').waitFor()
  await liveStatus(other, 'Live').waitFor()
  const bell = (on: typeof page, name: string, level: string) =>
    on.getByRole('button', { name: `Notifications of ${name}: ${level}`, exact: true })
  await bell(page, 'Night market', 'Default').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: 'Watching' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('w')
  await page.keyboard.press('Enter')
  await bell(page, 'Night market', 'Watching').waitFor()

  await page.getByRole('row', { name: 'Stalls' }).click()
  await bell(page, 'Stalls', 'Watching').waitFor()
  await say('By the river', { itemId })
  await other.getByRole('button', bellOf(1)).click()
  await other.getByText('You watch this').first().waitFor()
  await other.keyboard.press('Escape')

  await bell(page, 'this thread', 'Watching').last().click()
  await page.getByRole('menuitemradio', { name: 'Muted' }).click()
  await bell(page, 'this thread', 'Muted').waitFor()
  await bell(other, 'Stalls', 'Default').click()
  await other.getByRole('menuitemradio', { name: 'Muted' }).click()
  await bell(page, 'Stalls', 'Muted').waitFor()
  await say('In the square', { itemId })
  await say('Not here', { parentId: opening.id })
  await say('For everybody')
  await other.getByRole('button', bellOf(2)).waitFor()

  for (const one of [page, other]) {
    await one.goto(`${stage.server.url}/profile`)
    await one.getByRole('switch', { name: 'Other comments', exact: true }).waitFor()
    await liveStatus(one, 'Live').waitFor()
  }
  const quiet = other.getByRole('switch', { name: 'Other comments', exact: true, checked: false })
  await page.getByRole('switch', { name: 'Other comments', exact: true }).focus()
  await page.keyboard.press('Space')
  await quiet.waitFor()
  expect(await axeViolations(page)).toEqual([])
  const { person } = await (await stage.server.signIn('reviewer')).get<SessionInfo>('/session')
  await say('Quietly')
  await say(`Aloud, @[you](person:${person?.id})`)
  await other.getByRole('button', bellOf(3)).waitFor()
})
