/** The parts of the frame around every screen, found as a person would find them. */
import type { Locator, Page } from 'playwright-core'

export type LiveWord = 'Connecting' | 'Live' | 'Delayed' | 'Reconnecting' | 'Offline' | 'Off'

/** The status in the top bar while it says this word. */
export function liveStatus(page: Page, word: LiveWord): Locator {
  return page.getByRole('button', { name: `Live updates: ${word}`, exact: true })
}

/** The bell while it counts this many unread notifications. */
export function bell(page: Page, unread: number): Locator {
  const name = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`
  return page.getByRole('button', { name, exact: true })
}

/** Any modal there may be: none of these may ever come up by itself. */
export function modals(page: Page): Locator {
  return page.getByRole('alertdialog').or(page.locator('[aria-modal="true"]'))
}
