/** Administrators see who was told of a comment, who was not, and why; and work that failed for good. */
import type { Comment, DeliveryList, FailedWorkList, SessionInfo } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { comment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('says from a comment’s menu who was told, by name and reason, and for others only that it is not theirs', async () => {
  const editor = await stage.server.signIn('editor')
  const { person } = await (await stage.server.signIn('reviewer')).get<SessionInfo>('/session')
  const { project } = await buildProject(editor, 'Who hears of it')
  const body = `Please look, @[Rosa](person:${person?.id})`
  const { id } = await editor.post<Comment>(`/projects/${project.id}/comments`, { body })

  const page = await stage.enter('admin', `/projects/${project.id}?tab=comments`)
  await comment(page, demoPeople.editor.name, 'Please look')
    .getByRole('button', { name: 'More about this comment' })
    .click()
  await page.getByRole('menuitem', { name: 'Who was told' }).click()
  await page.getByRole('link', { name: `${demoPeople.editor.name} commented in Who hears of it` }).click()
  const line = (name: string) => page.getByRole('listitem', { name })
  await line(demoPeople.reviewer.name).getByText('Told in the inbox').waitFor()
  await line(demoPeople.reviewer.name).getByText('Mentioned').waitFor()
  await line(demoPeople.editor.name).getByText('Not told: did it themself').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: /How it ended/ }).click()
  await page.getByRole('menuitemradio', { name: /^Told \(/ }).click()
  await line(demoPeople.editor.name).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Go there' }).click()
  await page.waitForURL(new RegExp(id))

  await page.goto(`${stage.server.url}/projects/${project.id}?tab=activity`)
  await page.getByRole('link', { name: /^Who was told that .* comment/ }).click()
  await page.getByRole('link', { name: `${demoPeople.editor.name} commented in Who hears of it` }).waitFor()

  const other = await stage.enter('editor', '/admin/delivery')
  await other.getByRole('heading', { name: 'Administrators look after delivery' }).waitFor()
})

it('shows what became of mail, and work that failed, which is tried again', async () => {
  const page = await stage.enter('admin')
  const at = new Date().toISOString()
  const actor = { id: '00000000-0000-0000-0000-000000000000', kind: 'system' as const }
  const failed: FailedWorkList = {
    data: [
      {
        ...{ id: '01890a5d-ac96-774b-bcce-b302099a8057', work: 'notify', actor, createdAt: at, failedAt: at },
        ...{ attempts: 25, error: 'Error: the disk is full' },
      },
    ],
    nextCursor: null,
  }
  const mails: DeliveryList = {
    data: [
      {
        ...{
          id: '01890a5d-ac96-774b-bcce-b302099a8058',
          channel: 'mail',
          personId: actor.id,
          address: 'a@b.example',
        },
        ...{ status: 'refused', note: '550 No such user', createdAt: at, begunAt: at, settledAt: at },
      },
    ],
    nextCursor: null,
  }
  await page.route('**/api/v1/deliveries', (route) => route.fulfill({ json: mails }))
  await page.route('**/api/v1/failed-work', (route) => route.fulfill({ json: failed }))
  await page.getByRole('button', { name: `You: ${demoPeople.admin.name}` }).click()
  await page.getByRole('menuitem', { name: 'Delivery' }).click()
  await page.getByRole('tab', { name: 'Mail' }).click()
  const mail = page.getByRole('list', { name: 'Mail' }).getByRole('listitem')
  await mail.filter({ hasText: 'Refused' }).getByText('550 No such user').waitFor()
  expect(await axeViolations(page)).toEqual([])
  const unavailable = {
    code: 'internal',
    status: 500,
    title: 'Something went wrong',
    remedy: 'Try again.',
  }
  await page.route('**/api/v1/deliveries', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', json: unavailable }),
  )
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.getByRole('alert').getByText('Something went wrong').waitFor()
  expect(await mail.count()).toBe(1)
  await page.getByRole('tab', { name: 'Failed work' }).click()
  const row = page.getByRole('listitem', { name: 'notify' })
  await row.getByText('Error: the disk is full').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.unrouteAll()
  // By now somebody else had it tried again.
  await row.getByRole('button', { name: 'Try again' }).press('Enter')
  await row.getByRole('alert').getByText('There is no failed work with this id').waitFor()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.getByRole('heading', { name: 'No work has failed' }).waitFor()
})
