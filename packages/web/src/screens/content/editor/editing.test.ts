import { describe, expect, it } from 'vitest'
import {
  beginEditing,
  caretAfter,
  changeOf,
  type Editing,
  type EditingEvent,
  editingAfter,
  isUnsaved,
  maySave,
  type SavedText,
} from './editing.ts'

const saved = (revision: number, title = 'Coats', body = 'Warm.'): SavedText => ({ revision, title, body })
const after = (editing: Editing, ...events: EditingEvent[]) => events.reduce(editingAfter, editing)
const fresh = beginEditing(saved(1), null)
const typed = (body: string): EditingEvent => ({ type: 'typed', text: { body } })

describe('saving', () => {
  it('has nothing to do at first, and something once one types', () => {
    expect(maySave(fresh)).toBe(false)
    expect(maySave(after(fresh, typed('Warmer.')))).toBe(true)
  })

  it('sends only what was changed', () => {
    expect(changeOf(after(fresh, typed('Warmer.')))).toEqual({ body: 'Warmer.' })
    expect(changeOf(after(fresh, { type: 'typed', text: { title: ' Hats ' } }))).toEqual({ title: 'Hats' })
  })

  it('does not start twice, nor without a title, nor for blanks around it', () => {
    expect(maySave(after(fresh, typed('x'), { type: 'saveStarted' }))).toBe(false)
    expect(maySave(after(fresh, { type: 'typed', text: { title: '  ' } }))).toBe(false)
    expect(maySave(after(fresh, { type: 'typed', text: { title: 'Coats ' } }))).toBe(false)
  })

  it('keeps what was typed while it went on as unsaved', () => {
    const editing = after(fresh, typed('a'), { type: 'saveStarted' }, typed('ab'), {
      type: 'saved',
      saved: saved(2, 'Coats', 'a'),
    })
    expect(isUnsaved(editing)).toBe(true)
    expect(changeOf(editing)).toEqual({ body: 'ab' })
  })

  it('says why it failed until one types on', () => {
    const failed = after(
      fresh,
      typed('a'),
      { type: 'saveStarted' },
      { type: 'saveFailed', reason: 'Offline' },
    )
    expect(failed.phase).toEqual({ kind: 'failed', reason: 'Offline' })
    expect(maySave(failed)).toBe(true)
    expect(after(failed, typed('ab')).phase.kind).toBe('resting')
  })
})

describe('someone else saving the same version', () => {
  const theirs = (...args: Parameters<typeof saved>): EditingEvent => ({
    type: 'theirs',
    theirs: saved(...args),
  })

  it('is taken over while nothing is unsaved', () => {
    const editing = after(fresh, theirs(2, 'Coats', 'Theirs.'))
    expect(editing).toMatchObject({ text: { body: 'Theirs.' }, base: { revision: 2 }, theirsWas: 'taken' })
    expect(isUnsaved(editing)).toBe(false)
  })

  it('is merged where the two changed different fields', () => {
    const editing = after(fresh, typed('Mine.'), theirs(2, 'Hats', 'Warm.'))
    expect(editing).toMatchObject({ text: { title: 'Hats', body: 'Mine.' }, theirsWas: 'merged' })
    expect(changeOf(editing)).toEqual({ body: 'Mine.' })
  })

  it('is a conflict where both changed the same field, and nothing is saved until one chooses', () => {
    const editing = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'Theirs.'))
    expect(editing.phase.kind).toBe('conflict')
    expect(editing.text.body).toBe('Mine.')
    expect(maySave(after(editing, typed('Mine too.')))).toBe(false)
  })

  it('leaves their text after taking theirs', () => {
    const editing = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'Theirs.'), { type: 'takeTheirs' })
    expect(editing).toMatchObject({
      text: { body: 'Theirs.' },
      base: { revision: 2 },
      phase: { kind: 'resting' },
    })
    expect(isUnsaved(editing)).toBe(false)
  })

  it('saves over theirs after keeping mine', () => {
    const editing = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'Theirs.'), { type: 'keepMine' })
    expect(maySave(editing)).toBe(true)
    expect(editing.base.revision).toBe(2)
    expect(changeOf(editing)).toEqual({ body: 'Mine.' })
  })

  it('changes nothing when it is known already, or when only the status changed', () => {
    expect(after(fresh, theirs(1, 'Old', 'Old.'))).toBe(fresh)
    expect(after(fresh, theirs(2)).theirsWas).toBeNull()
    expect(after(fresh, typed('Mine.'), theirs(2)).phase.kind).toBe('resting')
  })

  it('keeps to the newest of theirs while a conflict stands', () => {
    const editing = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'A'), theirs(3, 'Coats', 'B'))
    expect(after(editing, { type: 'takeTheirs' }).text.body).toBe('B')
  })
})

describe('a text that was kept here', () => {
  const kept = { base: saved(1), text: { title: 'Coats', body: 'Kept.' } }

  it('goes on where it was when the server still has the same', () => {
    const editing = beginEditing(saved(1), kept)
    expect(editing.text.body).toBe('Kept.')
    expect(maySave(editing)).toBe(true)
  })

  it('meets what was saved meanwhile like any other change', () => {
    expect(beginEditing(saved(2, 'Hats'), kept)).toMatchObject({ text: { title: 'Hats', body: 'Kept.' } })
    expect(beginEditing(saved(2, 'Coats', 'Theirs.'), kept).phase.kind).toBe('conflict')
  })

  it('is let go when it says what it was based on', () => {
    const editing = beginEditing(saved(2, 'Hats'), { base: saved(1), text: saved(1) })
    expect(editing.text.title).toBe('Hats')
    expect(isUnsaved(editing)).toBe(false)
  })
})

describe('the caret', () => {
  it('stays with the words it stood at', () => {
    expect(caretAfter('one two', 'one two three', 3)).toBe(3)
    expect(caretAfter('one two', 'zero one two', 7)).toBe(12)
    expect(caretAfter('one two', '', 5)).toBe(0)
  })
})
