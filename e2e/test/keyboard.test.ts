/**
 * The whole journey with the keyboard alone: signing in, a project, content in it, a comment with a mention, moving,
 * publishing, the inbox, signing out. The focus always shows and is never lost (keyboard-person.ts).
 */
import type { InboxCounts } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { bell } from '../src/frame.ts'
import { createKeyboardPerson } from '../src/keyboard-person.ts'
import { comment, composer, itemRow, itemWith } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const { editor, reviewer } = demoPeople

it('goes through the whole work of a day', async () => {
  const page = await stage.open()
  const person = createKeyboardPerson(page)
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await person.tabTo(button(editor.button))
  await person.press('Enter')
  await person.sees(page.getByRole('heading', { level: 1, name: 'Projects' }))

  await person.tabTo(button('New project'))
  await person.press('Enter')
  await person.isAt(page.getByLabel('Name'))
  await person.type('By keyboard')
  await person.press('Enter')
  await person.sees(page.getByRole('heading', { name: 'Nothing in this project yet' }))

  // Content that is not there yet: searched for, then created on the spot. It opens beside the list.
  await person.tabTo(button('Add content'))
  await person.press('Enter')
  await person.isAt(page.getByRole('combobox', { name: 'Search content to add' }))
  await person.type('A story without a mouse')
  await person.sees(page.getByText('Nothing has “A story without a mouse” in its title.'))
  await person.tabTo(button('Create “A story without a mouse”'))
  await person.press('Enter')
  await person.tabTo(button('Create and add'))
  await person.press('Enter')
  const panel = page.getByRole('region', { name: 'A story without a mouse' })
  await person.isAt(panel)

  // A comment with a mention, in the panel.
  await person.tabTo(composer(page))
  await person.type('Please read this, @rosa')
  await person.sees(page.getByRole('option', { name: reviewer.name }))
  await person.press('Enter')
  await person.press('ControlOrMeta+Enter')
  await person.sees(comment(page, editor.name, `Please read this, @${reviewer.name}`))

  // One move in the panel, the other in the row of the list, which gets the focus back.
  await person.tabTo(panel.getByRole('button', { name: /^Status of/ }), 'Shift+Tab')
  await person.press('Enter')
  await person.isAt(page.getByRole('menuitem', { name: 'In review' }))
  await person.press('Enter')
  await person.sees(itemWith(page, 'A story without a mouse', 'In review'))
  await person.press('Escape')
  await panel.waitFor({ state: 'detached' })
  const row = itemRow(page, 'A story without a mouse')
  await person.isAt(row)
  await person.press('ArrowRight')
  await person.isAt(row.getByRole('button', { name: /^Status of/ }))
  await person.press('Enter')
  await person.press('ArrowDown')
  await person.isAt(page.getByRole('menuitem', { name: 'Ready to publish' }))
  await person.press('Enter')
  await person.sees(itemWith(page, 'A story without a mouse', 'Ready'))

  await person.tabTo(page.getByRole('button', { name: 'Publish', exact: true }), 'Shift+Tab')
  await person.press('Enter')
  await person.isAt(page.getByRole('menuitem', { name: /^Publish all/ }))
  await person.press('Enter')
  await person.sees(itemWith(page, 'A story without a mouse', 'Published'))

  // The inbox: one archived and back, one read with a key, the rest with a button.
  const { unread } = await (await stage.server.signIn('editor')).get<InboxCounts>('/notifications/counts')
  await person.tabTo(page.getByRole('navigation').getByRole('link', { name: /^Inbox/ }), 'Shift+Tab')
  await person.press('Enter')
  const notifications = page.getByRole('list', { name: 'Notifications' })
  await person.sees(notifications)
  await person.press('j')
  await person.isAt(notifications.getByRole('link').first())
  await person.press('e')
  await person.sees(bell(page, unread - 1))
  await person.isAt(notifications.getByRole('link').first())
  await person.press('Control+z')
  await person.sees(bell(page, unread))
  await person.press('u')
  await person.sees(bell(page, unread - 1))
  await person.tabTo(button('Mark all read'), 'Shift+Tab')
  await person.press('Enter')
  await person.sees(bell(page, 0))

  await person.tabTo(button(`You: ${editor.name}`), 'Shift+Tab')
  await person.press('Enter')
  await person.isAt(page.getByRole('menuitem', { name: 'Your profile' }))
  await person.press('End')
  await person.isAt(page.getByRole('menuitem', { name: 'Sign out' }))
  await person.press('Enter')
  await person.sees(page.getByRole('heading', { name: 'Sign in' }))
  await person.tabTo(button(editor.button))
})

it('skips to the content, opens and leaves every popover of the frame', async () => {
  const page = await stage.enter('reviewer', '/projects')
  await page.reload()
  await page.getByRole('grid', { name: 'Projects' }).waitFor()
  const person = createKeyboardPerson(page)
  await person.tabTo(page.getByRole('link', { name: 'Skip to the content' }))
  await person.press('Enter')
  await person.isAt(page.getByRole('main'))
  for (const [opener, dialog] of [
    [/^Notifications/, 'Notifications'],
    [/^Live updates/, 'Live updates'],
  ] as const) {
    const button = page.getByRole('button', { name: opener })
    await person.tabTo(button, 'Shift+Tab')
    await person.press('Enter')
    await page.getByRole('dialog', { name: dialog }).waitFor()
    await person.press('Escape')
    await page.getByRole('dialog', { name: dialog }).waitFor({ state: 'detached' })
    await person.isAt(button)
  }
  // The table is one stop; arrows walk its rows, Enter opens one.
  const rows = page.getByRole('grid', { name: 'Projects' }).getByRole('row')
  await person.tabTo(rows.nth(1))
  await person.press('ArrowDown')
  await person.isAt(rows.nth(2))
  await person.press('Enter')
  await page.getByRole('tab', { name: /^Items/ }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/projects\/.+/)
})
