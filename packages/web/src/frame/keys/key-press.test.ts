import { describe, expect, it } from 'vitest'
import { type KeyPress, keyNameOf } from './key-press.ts'

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...change,
})

describe('the name of a key press', () => {
  it.each([
    ['a letter', press('s'), 's'],
    ['with caps lock', press('S'), 's'],
    ['with shift it is another one', press('S', { shiftKey: true }), null],
    ['a sign that needs shift', press('?', { shiftKey: true }), '?'],
    ['a key with a name', press('Delete'), 'Delete'],
    ['Cyrillic, by its place', press('ы', { code: 'KeyS' }), 's'],
    ['Greek with caps lock, by its place', press('Σ', { code: 'KeyS' }), 's'],
    ['on a Dvorak keyboard, by what is printed on it', press('s', { code: 'Semicolon' }), 's'],
    ['while an input method composes', press('s', { isComposing: true }), null],
    ['with Alt', press('s', { altKey: true }), null],
    ['with Ctrl', press('k', { ctrlKey: true }), 'Mod+k'],
    ['with Ctrl and Shift, the browser’s', press('K', { ctrlKey: true, shiftKey: true }), null],
    ['with the Windows key', press('k', { metaKey: true }), null],
  ])('%s', (_, event, name) => {
    expect(keyNameOf(event, false)).toBe(name)
  })

  it('takes Cmd for Ctrl on a Mac, whose Ctrl-K deletes to the end of the line', () => {
    expect(keyNameOf(press('k', { metaKey: true }), true)).toBe('Mod+k')
    expect(keyNameOf(press('k', { ctrlKey: true }), true)).toBeNull()
  })
})
