/**
 * Somebody who has only a keyboard. After every key the focus must be somewhere, on the screen, and must show; a
 * focus that falls back to the page's body is lost.
 */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { patienceMs } from './stage.ts'

export interface KeyboardPerson {
  /** Presses a key, such as `Enter` or `ControlOrMeta+Enter`. */
  press(key: string): Promise<void>
  /** Types a text into what has the focus. */
  type(text: string): Promise<void>
  /** Goes on with Tab, or back with Shift and Tab, until this has the focus. */
  tabTo(target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** Waits until this has the focus by itself. */
  isAt(target: Locator): Promise<void>
  /** Waits until this is to be seen, after which the focus must still be somewhere. */
  sees(target: Locator): Promise<void>
}

/** More stops than this before the target mean that nobody would find it. */
const maxStops = 60

export function createKeyboardPerson(page: Page): KeyboardPerson {
  const checkFocus = async () => {
    if ((await page.evaluate(problemWithFocus)) === null) return
    await expect.poll(() => page.evaluate(problemWithFocus), { timeout: patienceMs }).toBeNull()
  }
  /** On a fresh page nothing has the focus yet. */
  let hasBegun = false
  const press = async (key: string) => {
    if (hasBegun) await checkFocus()
    hasBegun = true
    await page.keyboard.press(key)
    await checkFocus()
  }
  const hasFocus = async (target: Locator) =>
    target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
  return {
    press,
    type: (text) => page.keyboard.type(text),
    tabTo: async (target, key = 'Tab') => {
      await target.first().waitFor()
      // Found once, not by its role at every stop; anew where the page drew it again.
      let wanted = await target.elementHandles()
      const standing = () =>
        page.evaluate(
          (elements) => ({
            isThere: elements.some((element) => element === document.activeElement),
            isGone: !elements.some((element) => element.isConnected),
          }),
          wanted,
        )
      await press(key)
      for (let stops = 1; stops < maxStops; stops += 1) {
        const { isThere, isGone } = await standing()
        if (isThere) return
        if (isGone) wanted = await target.elementHandles()
        if (isGone && (await standing()).isThere) return
        await page.keyboard.press(key)
        await checkFocus()
      }
      expect.fail(`${target} was not reached with ${maxStops} times ${key}`)
    },
    isAt: async (target) => {
      await expect.poll(() => hasFocus(target), { timeout: patienceMs }).toBe(true)
    },
    sees: async (target) => {
      await target.waitFor()
      await checkFocus()
    },
  }
}

/** What is wrong with where the focus is, or null. Runs in the page. */
function problemWithFocus(): string | null {
  const element = document.activeElement
  if (element === null || element === document.body) return 'The focus is lost'
  const what = element.outerHTML.slice(0, 200)
  const box = element.getBoundingClientRect()
  const isOnScreen =
    box.width > 0 &&
    box.height > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < innerHeight &&
    box.left < innerWidth
  if (!isOnScreen) return `The focus is not on the screen: ${what}`
  // Places that only programs focus (the beginning of a page, a panel) hold the whole of what is looked at.
  const isPlace = element.matches(
    'main, section, article, [role="dialog"], [role="alertdialog"], [role="menu"]',
  )
  if (isPlace && element.getAttribute('tabindex') === '-1') return null
  const isChosen = element.matches('[role="menuitem"], [role="option"], [role="tab"]')
  const showsIn = (candidate: Element) => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(candidate)
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
    return hasOutline || boxShadow !== 'none' || (isChosen && !/, 0\)$|transparent/.test(backgroundColor))
  }
  const around = element.parentElement
  // The text of an editor fills its side of the screen, along whose edge a line is drawn.
  const hasEdge = (candidate: Element | null): boolean =>
    candidate !== null &&
    (getComputedStyle(candidate).boxShadow.includes('inset') || hasEdge(candidate.parentElement))
  const isEdged = element.matches('[contenteditable="true"][aria-multiline="true"]') && hasEdge(element)
  return showsIn(element) || (around?.matches(':focus-within') && showsIn(around)) || isEdged
    ? null
    : `The focus does not show: ${what}`
}
