/**
 * The first day of two people who know nothing of Copydesk and go by what is on the screen: one sets it up and lets the
 * other in; five items are bundled, reviewed, one of them put right, scheduled, published; one is taken down, and the
 * release taken back.
 */
import type { StartedServer } from '@copydesk/testkit'
import type { Locator, Page } from 'playwright-core'
import type { Hands } from './hands.ts'
import { itemRow, itemWith } from './project-page.ts'

export interface FirstDay {
  /** Without anybody. */
  server: StartedServer
  /** A window of somebody new, at an address. */
  arrive: (address: string) => Promise<Hands>
  /** At each place on the way. */
  look?: (page: Page, place: string) => Promise<void>
}

const titles = ['Welcome', 'Programme', 'Tickets', 'Teaser', 'Directions']

const button = ({ page }: Hands, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const panel = ({ page }: Hands, title: string) => page.getByRole('region', { name: title, exact: true })
const statusOf = (hands: Hands, title: string) =>
  panel(hands, title).getByRole('button', { name: `Status of ${title}` })

export async function spendFirstDay({ server, arrive, look = async () => {} }: FirstDay): Promise<void> {
  const ada = await arrive(/http:\S+#code=\S+/.exec(server.logs())?.[0] ?? '')
  await signUp(ada, 'Ada Novak')
  await look(ada.page, 'set up')

  const ben = await arrive(await invite(ada, look))
  await ben.page.getByText(/^Ada Novak invites you/).waitFor()
  await look(ben.page, 'invited')
  await signUp(ben, 'Ben Okafor')

  await bundle(ada, look)
  await sendToReview(ada, look)
  await review(ben, look)
  await putRight(ada, look)
  await itemWith(ben.page, 'Welcome', 'In review').waitFor()
  await ben.use(itemRow(ben.page, 'Welcome'))
  await ben.use(statusOf(ben, 'Welcome'))
  await ben.choose('Ready to publish')

  await ada.use(ada.page.getByRole('main').getByRole('link', { name: 'Spring fair' }))
  await itemWith(ada.page, 'Welcome', 'Ready').waitFor()
  await schedule(ada, look)
  await publish(ada, '5 items are published')
  await look(ada.page, 'published')
  await takeDown(ada, look)
  await takeBack(ada, look)
}

type Look = NonNullable<FirstDay['look']>

async function signUp(hands: Hands, name: string): Promise<void> {
  const { page } = hands
  await hands.write(page.getByLabel('Your name'), name)
  await hands.write(page.getByLabel('E-mail address'), `${name.toLowerCase().replace(' ', '.')}@example.com`)
  await hands.write(page.getByLabel('Password'), 'long enough for this')
  await hands.use(button(hands, 'Create the account'))
  await page.getByRole('heading', { name: 'No projects yet' }).waitFor()
}

/** The link that is to be sent. */
async function invite(hands: Hands, look: Look): Promise<string> {
  const { page } = hands
  await hands.use(page.getByRole('navigation').getByRole('link', { name: 'People' }))
  await hands.use(button(hands, 'Invite'))
  const form = page.getByRole('dialog', { name: 'Invite somebody' })
  await hands.write(form.getByLabel('For whom'), 'Ben')
  await look(page, 'invite')
  await hands.use(form.getByRole('button', { name: 'Make the link' }))
  const made = page.getByRole('dialog', { name: 'The link of the invitation' })
  const link = await made.locator('code').innerText()
  await look(page, 'link')
  await hands.use(made.getByRole('button', { name: 'Done' }))
  return link
}

async function bundle(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.use(page.getByRole('navigation').getByRole('link', { name: 'Projects', exact: true }))
  await hands.use(page.getByRole('main').getByRole('button', { name: 'New project' }).last())
  await hands.write(page.getByRole('dialog').getByLabel('Name'), 'Spring fair')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Nothing in this project yet' }).waitFor()
  for (const title of titles) {
    await hands.use(button(hands, 'Add content').first())
    await hands.use(button(hands, 'Create new content'))
    await hands.write(page.getByRole('dialog').getByLabel('Title'), title)
    await page.keyboard.press('Enter')
    await panel(hands, title).waitFor()
    await look(page, 'new item')
    await hands.closePanel()
    await panel(hands, title).waitFor({ state: 'detached' })
  }
}

async function sendToReview(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.selectAll('Items')
  const selected = page.getByRole('group', { name: 'Selected items' })
  await look(page, 'selected')
  await hands.use(selected.getByRole('button', { name: 'Status' }))
  await hands.choose(/^In review/)
  await itemWith(page, 'Directions', 'In review').waitFor()
  await hands.use(selected.getByRole('button', { name: 'Assign' }))
  await hands.choose('Ben Okafor')
  // What is in the way says who can lift it.
  await hands.use(button(hands, 'Publish'))
  await hands.choose(/^Publish all/)
  const notice = page.getByRole('alert', { name: 'Publishing' })
  await notice
    .getByText(/^Ben Okafor, or any reviewer or editor, can approve it/)
    .first()
    .waitFor()
  await look(page, 'in the way')
  await hands.use(notice.getByRole('button', { name: 'Dismiss' }))
}

async function review(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.use(page.getByRole('navigation').getByRole('link', { name: /^Awaiting me/ }))
  await hands.use(awaited(page, 'Welcome'))
  await hands.use(statusOf(hands, 'Welcome'))
  await hands.choose('Reject…')
  const form = page.getByRole('dialog', { name: 'Reject “Welcome”' })
  await hands.write(form.getByRole('textbox'), 'Please name the new date')
  await look(page, 'reject')
  await hands.use(form.getByRole('button', { name: 'Reject' }))
  await itemWith(page, 'Welcome', 'Rejected').waitFor()
  await hands.closePanel()
  await hands.selectAll('Items')
  const selected = page.getByRole('group', { name: 'Selected items' })
  await hands.use(selected.getByRole('button', { name: 'Status' }))
  await hands.choose(/^Ready/)
  await itemWith(page, 'Directions', 'Ready').waitFor()
  await hands.use(selected.getByRole('button', { name: 'Clear the selection' }))
}

/** A row of a table on a desk and on a phone: a link of its own in the one, the row in the other. */
const awaited = (page: Page, title: string): Locator =>
  page.getByRole('grid', { name: 'Awaiting me' }).getByRole('row', { name: title })

async function putRight(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await itemWith(page, 'Directions', 'Ready').waitFor()
  await hands.use(button(hands, 'Publish'))
  await hands.choose(/^Review and publish/)
  const dialog = page.getByRole('dialog', { name: 'Publish' })
  await dialog.getByText('Please name the new date').waitFor()
  await look(page, 'publish')
  // The way out leads there, and the dialog is not in it.
  await hands.use(dialog.getByRole('link', { name: 'Welcome' }))
  await dialog.waitFor({ state: 'detached' })
  await hands.use(panel(hands, 'Welcome').getByRole('link', { name: 'Edit' }))
  await hands.write(page.getByRole('textbox', { name: 'Text, in Markdown' }), 'We open on 3 March.')
  await page.getByText('Draft', { exact: true }).first().waitFor()
  // Why is still there to be read while it is put right.
  await page.getByRole('status', { name: 'Rejected' }).getByText('Please name the new date').waitFor()
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  await look(page, 'edit')
  await hands.use(button(hands, 'Send to review'))
  await page.getByRole('status', { name: 'Rejected' }).waitFor({ state: 'detached' })
}

async function schedule(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.use(button(hands, 'Publish'))
  await hands.choose('Schedule…')
  const dialog = page.getByRole('dialog', { name: 'Schedule' })
  await hands.writeTime(dialog.getByLabel('Date'), dialog.getByLabel('Time', { exact: true }))
  await look(page, 'schedule')
  await hands.use(dialog.getByRole('button', { name: 'Schedule' }))
  const notice = page.getByRole('region', { name: 'Schedule' })
  await notice.getByText(/^Scheduled for Mar 28, 2030/).waitFor()
  await look(page, 'scheduled')
  await hands.use(notice.getByRole('button', { name: 'Cancel schedule' }))
  await itemWith(page, 'Welcome', 'Ready').waitFor()
}

async function publish(hands: Hands, said: string): Promise<void> {
  const { page } = hands
  await hands.use(button(hands, 'Publish'))
  await hands.choose(/^Publish all/)
  await page.getByRole('status', { name: 'Publishing' }).getByText(said).waitFor()
}

async function takeDown(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.use(page.getByRole('status', { name: 'Publishing' }).getByRole('button', { name: 'Dismiss' }))
  await hands.use(itemRow(page, 'Teaser'))
  await hands.use(panel(hands, 'Teaser').getByRole('button', { name: 'Take down' }))
  await panel(hands, 'Teaser').getByText('Will be taken down').waitFor()
  await look(page, 'take down')
  for (const [status, move] of [
    ['Draft', 'In review'],
    ['In review', 'Ready to take down'],
  ] as const) {
    await hands.use(statusOf(hands, 'Teaser').filter({ hasText: status }))
    await hands.choose(move)
  }
  await itemWith(page, 'Teaser', 'Ready').waitFor()
  await publish(hands, '1 item is taken down')
}

async function takeBack(hands: Hands, look: Look): Promise<void> {
  const { page } = hands
  await hands.use(page.getByRole('link', { name: 'Show the release' }))
  const releases = page.getByRole('list', { name: 'Releases' })
  await hands.use(releases.getByRole('button', { name: /5 published/ }))
  await look(page, 'releases')
  await hands.use(releases.getByRole('button', { name: 'Revert' }).last())
  await page.getByRole('heading', { name: 'Revert of “Spring fair”' }).waitFor()
  await itemWith(page, 'Welcome', 'Ready').waitFor()
  await look(page, 'revert')
  await publish(hands, '4 items are taken down')
}
