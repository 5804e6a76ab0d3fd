/** The project's screen as a person uses it: its rows, its comments, its publish menu. */
import type { Locator, Page } from 'playwright-core'

export type StatusWord = 'Draft' | 'In review' | 'Ready' | 'Rejected' | 'Published'

/** The item's row in the table, whatever else the row says. */
export function itemRow(page: Page, title: string): Locator {
  return page.getByRole('grid', { name: 'Items' }).getByRole('row', { name: title })
}

/** The item's row while it shows this status. */
export function itemWith(page: Page, title: string, status: StatusWord): Locator {
  return itemRow(page, title).filter({ hasText: status })
}

/** Moves an item through the menu of its row, by the words of the menu. */
export async function moveItem(page: Page, title: string, move: string): Promise<void> {
  await itemRow(page, title)
    .getByRole('button', { name: `Status of ${title}` })
    .click()
  await page.getByRole('menuitem', { name: move, exact: true }).click()
}

/** Goes to the tab of all comments. */
export async function openComments(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^Comments/ }).click()
  await composer(page).waitFor()
}

/** Where a new thread is written. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Write a comment' })
}

/** Writes into the composer and sends it. `@` mentions by the name that follows the text. */
export async function writeComment(page: Page, text: string, mention?: string): Promise<void> {
  await composer(page).pressSequentially(mention === undefined ? text : `${text} @${mention}`)
  if (mention !== undefined) await page.getByRole('option', { name: mention }).click()
  await composer(page).press('ControlOrMeta+Enter')
}

/** A comment by its author and a part of its text. */
export function comment(page: Page, author: string, text: string): Locator {
  return page.getByRole('article', { name: `Comment by ${author}` }).filter({ hasText: text })
}

/** Publishes through the menu. */
export async function publish(page: Page, which: 'Publish all' | 'Publish the ready ones'): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name: which }).click()
}
