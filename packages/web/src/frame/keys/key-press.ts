/**
 * What a key press means to the keys of the app: its name, as the lists of keys have it, or nothing where it belongs
 * to a text, to a list that is searched by typing, or to an input method. Pure but for what it reads of elements.
 */

/** What is read of a `KeyboardEvent`. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>

/** Ctrl, or Cmd on Apple's machines, is written `Mod+`. Null for what is no key of the app. */
export function keyNameOf(press: KeyPress, isApple: boolean): string | null {
  const { ctrlKey, metaKey } = press
  if (press.isComposing || press.altKey) return null
  const isLetter = /^\p{Letter}$/u.test(press.key)
  if (isLetter && press.shiftKey) return null
  const key = isLetter ? letterOf(press) : press.key
  if (!ctrlKey && !metaKey) return key
  const isMod = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return isMod && !press.shiftKey ? `Mod+${key}` : null
}

/** With caps lock it is the same key, and so it is where the keyboard writes another script. */
function letterOf({ key, code }: KeyPress): string {
  const letter = key.toLowerCase()
  return /^[a-z]$/.test(letter) ? letter : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? letter)
}

const typedInto = [
  'textarea',
  'select',
  'input:not([type="checkbox"], [type="radio"], [type="button"])',
  '[contenteditable]:not([contenteditable="false"])',
  '[role="textbox"], [role="combobox"], [role="listbox"], [role="menu"], [role="tree"]',
].join()

/** Whether letters belong to the element: a field, or a list that is searched by typing. */
export function isTypedInto(element: Element): boolean {
  return element.closest(typedInto) !== null
}
