/** Two ways to use a page: with a pointer, or with a keyboard alone. A journey is written once for both. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createKeyboardPerson, type KeyboardPerson } from './keyboard-person.ts'

export interface Hands {
  readonly page: Page
  /** Presses a button, follows a link, goes to a tab, opens a row. */
  use(target: Locator): Promise<void>
  /** Takes one of the menu that is open. */
  choose(words: string | RegExp): Promise<void>
  /** Writes into a field that is empty. */
  write(field: Locator, words: string): Promise<void>
  /** A day and a time of day, into their fields, as Americans write them. */
  writeTime(day: Locator, time: Locator): Promise<void>
  /** Selects all rows of the grid of this name. */
  selectAll(grid: string): Promise<void>
  /** Closes what lies beside the list. */
  closePanel(): Promise<void>
}

export function pointerHands(page: Page): Hands {
  return {
    page,
    // The middle of a row may be a control of its own.
    use: async (target) => {
      const isRow = (await target.getAttribute('role')) === 'row'
      await (isRow ? target.getByRole('rowheader') : target).click()
    },
    choose: (words) => page.getByRole('menuitem', { name: words }).click(),
    write: async (field, words) => {
      await field.click()
      await page.keyboard.type(words)
    },
    writeTime: async (day, time) => {
      await day.fill('2030-03-28')
      await time.fill('09:30')
    },
    selectAll: async (grid) => {
      const cells = page.getByRole('grid', { name: grid }).locator('[data-select]')
      await cells.first().waitFor()
      const count = await cells.count()
      for (let index = 0; index < count; index += 1) await cells.nth(index).click()
    },
    closePanel: () => page.getByRole('button', { name: /^(Close|Back to the items)$/ }).click(),
  }
}

/** After every key the focus must be somewhere, on the screen, and must show. */
export function keyboardHands(page: Page): Hands {
  const person = createKeyboardPerson(page)
  return {
    page,
    use: async (target) => {
      await reach(person, target)
      await person.press('Enter')
    },
    choose: async (words) => {
      await page.getByRole('menuitem').first().waitFor()
      await walk(person, page.getByRole('menuitem', { name: words }), 'ArrowDown')
      await person.press('Enter')
    },
    write: async (field, words) => {
      await reach(person, field)
      await person.type(words)
    },
    writeTime: async (day, time) => {
      await reach(person, day)
      await person.type('03282030')
      await reach(person, time)
      await person.type('0930AM')
    },
    selectAll: async (grid) => {
      await reach(person, page.getByRole('grid', { name: grid }).locator('[role="row"][tabindex="0"]'))
      await person.press('ControlOrMeta+a')
    },
    closePanel: () => person.press('Escape'),
  }
}

/** To where the focus is wanted: along the stops of Tab, and with arrows where many things are one stop. */
async function reach(person: KeyboardPerson, target: Locator): Promise<void> {
  await target.waitFor()
  if (await holdsFocus(target)) return
  const role = await target.getAttribute('role')
  if (role !== 'tab' && role !== 'row') return person.tabTo(target, await wayTo(target, 'Shift+Tab', 'Tab'))
  const group = target.locator(`xpath=ancestor::*[@role="${role === 'tab' ? 'tablist' : 'grid'}"][1]`)
  const stop = group.locator(`[role="${role}"][tabindex="0"]`)
  if (!(await holdsFocus(stop))) await person.tabTo(stop, await wayTo(stop, 'Shift+Tab', 'Tab'))
  if (await holdsFocus(target)) return
  const [back, on] = role === 'tab' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  await walk(person, target, await wayTo(target, back, on))
}

/** The key that goes back, or the one that goes on, as the target comes before the focus or after it. */
async function wayTo<Key>(target: Locator, back: Key, on: Key): Promise<Key> {
  const isBefore = await target.evaluate((element) => {
    const from = document.activeElement ?? document.body
    return (from.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  })
  return isBefore ? back : on
}

/** More than this before the target mean that it is not on this way. */
const maxArrows = 12

async function walk(person: KeyboardPerson, target: Locator, key: string): Promise<void> {
  for (let count = 0; count < maxArrows; count += 1) {
    if (await holdsFocus(target)) return
    await person.press(key)
  }
  expect.fail(`${target} was not reached with ${maxArrows} times ${key}`)
}

function holdsFocus(target: Locator): Promise<boolean> {
  return target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
}
