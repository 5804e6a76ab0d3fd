/** Administrators see who was told of a comment, who was not, and why; and work that failed for good. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Comment, SessionInfo } from '@copydesk/contract'
import { startMailServer } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'
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

it('shows what becomes of mail, refused addresses and failed work in every window, and has them tried again', async () => {
  const smtp = await startMailServer()
  onTestFinished(() => smtp.stop())
  smtp.refusal = { code: 550, text: '5.1.1 No such user here' }
  const { server } = stage
  await server.restart({
    COPYDESK_SMTP_URL: smtp.url,
    COPYDESK_MAIL_FROM: 'desk@desk.example',
    COPYDESK_PUBLIC_URL: server.url,
  })
  const [page, other] = [await stage.enter('admin'), await stage.enter('admin', '/admin/delivery?tab=failed')]
  await page.getByRole('button', { name: `You: ${demoPeople.admin.name}` }).click()
  await page.getByRole('menuitem', { name: 'Delivery' }).click()
  await page.getByRole('tab', { name: 'Mail' }).click()
  await page.getByRole('heading', { name: 'No mail was sent yet' }).waitFor()
  await other.getByRole('heading', { name: 'No work has failed' }).waitFor()
  expect(await page.getByRole('main').getByRole('button', { name: 'Refresh' }).count()).toBe(0)
  const profile = await stage.enter('reviewer', '/profile')
  await profile.getByText('Mail comes only of what is in your inbox').waitFor()

  const editor = await server.signIn('editor')
  const reviewer = await server.signIn('reviewer')
  const { person } = await reviewer.get<SessionInfo>('/session')
  // Nothing is mailed of what was read, such as what they were told before.
  await reviewer.post('/notifications/read-all', {})
  const { project } = await buildProject(editor, 'Whom mail reaches')
  const body = `Please look, @[Rosa](person:${person?.id})`
  await editor.post<Comment>(`/projects/${project.id}/comments`, { body })
  await untilMailIsDue(server.dataDir, 1)

  const name = demoPeople.reviewer.name
  const mail = page.getByRole('list', { name: 'Mail', exact: true }).getByRole('listitem', { name })
  await mail.getByText('Refused').waitFor()
  await mail.getByText('No such user here').waitFor()
  const refused = page
    .getByRole('list', { name: 'Addresses that take no mail' })
    .getByRole('listitem', { name })
  await refused.getByText('No such user here').waitFor()
  await profile.getByText(/Nothing is mailed to you: .* was refused/).waitFor()
  expect(await axeViolations(page)).toEqual([])
  const failed = other.getByRole('listitem', { name: 'send-mail' })
  await failed.getByText('No such user here').waitFor()
  expect(await axeViolations(other)).toEqual([])

  smtp.refusal = null
  await refused.getByRole('button', { name: 'Try again' }).press('Enter')
  await refused.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  await profile.getByText('Nothing is mailed to you').waitFor({ state: 'detached' })

  await page.getByRole('tab', { name: 'Failed work' }).click()
  const same = page.getByRole('listitem', { name: 'send-mail' })
  await failed.getByRole('button', { name: 'Try again' }).press('Enter')
  for (const row of [failed, same]) await row.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'No work has failed' }).waitFor()
  await page.getByRole('tab', { name: 'Mail' }).click()
  await mail.getByText('Sent', { exact: true }).waitFor()
  await page.getByRole('button', { name: /What became of it/ }).click()
  await page.getByRole('menuitemradio', { name: 'Refused' }).click()
  await page.getByRole('button', { name: 'Show all mail' }).click()
  await mail.waitFor()

  // By keys alone: from one that is tried again to what took its place, in the end to the tab, which says that none is left.
  smtp.refusal = { code: 550, text: '5.1.1 No such user here' }
  const admin = await server.signIn('admin')
  const { person: second } = await admin.get<SessionInfo>('/session')
  await admin.post('/notifications/read-all', {})
  const both = `Once more, @[Rosa](person:${person?.id}) and @[A](person:${second?.id})`
  await editor.post<Comment>(`/projects/${project.id}/comments`, { body: both })
  await untilMailIsDue(server.dataDir, 3)
  await page.getByRole('tab', { name: 'Failed work' }).click()
  await expect.poll(() => same.count()).toBe(2)
  smtp.refusal = null
  await same.first().getByRole('button', { name: 'Try again' }).press('Enter')
  await expect.poll(() => same.count()).toBe(1)
  await page.locator('li[aria-label="send-mail"] button:focus').getByText('Try again').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'No work has failed' }).waitFor()
  await page.locator('[role="tab"]:focus').getByText('Failed work').waitFor()
})

/** People are given minutes to read something before they are mailed, which pass here at once, whenever they begin. */
async function untilMailIsDue(dataDir: string, mailCount: number): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'copydesk.db'), { timeout: 10_000 })
  try {
    const due = database.prepare('update mail_notices set due_at = 0 where due_at is not null')
    const planned = database.prepare("update outbox set due_at = 0 where topic = 'plan-mails'")
    const mails = database.prepare('select count(*) as count from mails')
    const pass = () => {
      due.run()
      planned.run()
      return mails.get()?.count
    }
    await expect.poll(pass).toBe(mailCount)
  } finally {
    database.close()
  }
}
