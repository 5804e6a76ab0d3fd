/** Somebody is let in by a link: made by an administrator, opened by a stranger, used once, and told live. */
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('lets in whoever opens its link first, and says plainly that it is over', async () => {
  const page = await stage.enter('admin', '/admin/people?tab=invitations')
  await page.getByRole('heading', { name: 'Nobody is invited' }).waitFor()
  const second = await page.context().newPage()
  await second.goto(`${stage.server.url}/admin/people?tab=invitations`)
  await second.getByRole('heading', { name: 'Nobody is invited' }).waitFor()
  await liveStatus(second, 'Live').waitFor()

  await page.getByRole('button', { name: 'Invite' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Invite somebody' })
  await form.getByLabel('For whom').fill('Olga')
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Enter')
  const made = page.getByRole('dialog', { name: 'The link of the invitation' })
  const link = await made.locator('code').innerText()
  expect(link).toMatch(/\/invitation#cdi_[\w-]{43}$/)
  await made.getByRole('button', { name: 'Done' }).click()
  await second.getByRole('listitem', { name: 'Olga' }).waitFor()
  expect(await axeViolations(page)).toEqual([])

  const stranger = await stage.open()
  await stranger.goto(link)
  await stranger.getByText(/invites you as editor/).waitFor()
  expect(await axeViolations(stranger)).toEqual([])
  await stranger.getByLabel('Your name').fill('Óľga Čapková')
  await stranger.getByLabel('E-mail address').fill('olga@example.com')
  await stranger.getByLabel('Password').fill('long enough for this')
  await stranger.getByRole('button', { name: 'Create the account' }).click()
  await stranger.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
  expect(stranger.url()).not.toContain('cdi_')
  await stranger.getByRole('button', { name: 'You: Óľga Čapková' }).waitFor()
  for (const window of [page, second]) {
    await window.getByRole('listitem', { name: 'Olga' }).getByText('Used').waitFor()
  }
  await stranger.goto(link)
  await stranger.getByText('This invitation was used already').waitFor()
  await stranger.getByRole('button', { name: 'Go on' }).click()
  await stranger.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
})
