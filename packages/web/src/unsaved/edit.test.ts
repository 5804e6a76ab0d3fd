import { describe, expect, it } from 'vitest'
import {
  attemptOf,
  beginEdit,
  type Edit,
  type EditEvent,
  editAfter,
  isUnsaved,
  maySend,
  type Saved,
} from './edit.ts'

const saved = (revision: number, title = 'Coats', body = 'Warm.', by = 'anna'): Saved => ({
  revision,
  fields: { title, body },
  by,
})
const after = (edit: Edit, ...events: EditEvent[]) => events.reduce(editAfter, edit)
const fresh = beginEdit(saved(1), true)
const typed = (body: string): EditEvent => ({ type: 'typed', fields: { body } })
const titled = (title: string): EditEvent => ({ type: 'typed', fields: { title } })
const sendStarted: EditEvent = { type: 'sendStarted', key: 'k1' }
const noAnswer: EditEvent = { type: 'noAnswer', title: 'Offline' }
const changeOf = (edit: Edit) => attemptOf(edit, 'k').change

describe('saving', () => {
  it('has nothing to do at first, and something once one types', () => {
    expect(maySend(fresh)).toBe(false)
    expect(maySend(after(fresh, typed('Warmer.')))).toBe(true)
  })

  it('waits to be asked where texts are not sent by themselves', () => {
    const draft = after(beginEdit(saved(1), false), typed('Warmer.'))
    expect([maySend(draft), isUnsaved(draft)]).toEqual([false, true])
    expect(maySend(after(draft, { type: 'wanted' }))).toBe(true)
  })

  it('sends only what was changed', () => {
    expect(changeOf(after(fresh, typed('Warmer.')))).toEqual({ body: 'Warmer.' })
    expect(changeOf(after(fresh, titled(' Hats ')))).toEqual({ title: 'Hats' })
  })

  it('does not start twice, nor without a title, nor for blanks around it', () => {
    expect(maySend(after(fresh, typed('x'), sendStarted))).toBe(false)
    expect(maySend(after(fresh, titled('  ')))).toBe(false)
    expect(maySend(after(fresh, titled('Coats ')))).toBe(false)
  })

  it('keeps what was typed while it went on as unsaved', () => {
    const edit = after(fresh, typed('a'), sendStarted, typed('ab'), {
      type: 'saved',
      saved: saved(2, 'Coats', 'a'),
    })
    expect(isUnsaved(edit)).toBe(true)
    expect(changeOf(edit)).toEqual({ body: 'ab' })
  })

  it('takes the text as the server wrote it, which is no change of one’s own', () => {
    const normalized: EditEvent = { type: 'saved', saved: saved(2, 'Coats', 'café') }
    const edit = after(fresh, typed('cafe\u0301'), sendStarted, normalized)
    expect([edit.fields.body, isUnsaved(edit)]).toEqual(['café', false])
  })
})

describe('a title with a blank after it', () => {
  it('is saved once, also where the server writes it otherwise', () => {
    const edit = after(fresh, titled('Cafe\u0301 '), sendStarted, { type: 'saved', saved: saved(2, 'Café') })
    expect([edit.fields.title, isUnsaved(edit)]).toEqual(['Café', false])
  })
})

describe('an answer that was lost', () => {
  const lost = after(fresh, typed('Mine.'), sendStarted, noAnswer)

  it('is asked for again with the same request, whatever was typed since', () => {
    expect(lost.attempt).toEqual({ key: 'k1', revision: 1, change: { body: 'Mine.' }, keepsReplaced: false })
    const typedOn = after(lost, typed('Mine, and more.'))
    expect(attemptOf(typedOn, 'k2')).toBe(lost.attempt)
    expect(maySend(after(lost, typed('Warm.')))).toBe(true)
  })

  it('is unsaved until it is known, though the text reads as before', () => {
    expect(isUnsaved(after(lost, typed('Warm.')))).toBe(true)
  })

  it('leaves only the rest to be sent once it has come', () => {
    const edit = after(lost, typed('Mine, and more.'), sendStarted, {
      type: 'saved',
      saved: saved(2, 'Coats', 'Mine.'),
    })
    expect(edit.base.revision).toBe(2)
    expect(changeOf(edit)).toEqual({ body: 'Mine, and more.' })
  })

  it('is never taken for a change by somebody else when the server shows the own words', () => {
    const theirs: EditEvent = { type: 'theirs', theirs: saved(2, 'Coats', 'Mine.') }
    const edit = after(lost, typed('Mine, and more.'), sendStarted, { type: 'mismatch' }, theirs)
    expect(edit).toMatchObject({
      trouble: null,
      theirsWas: null,
      attempt: null,
      fields: { body: 'Mine, and more.' },
    })
    expect(edit.base.revision).toBe(2)
  })
})

describe('someone else saving the same', () => {
  const theirs = (...args: Parameters<typeof saved>): EditEvent => ({
    type: 'theirs',
    theirs: saved(...args),
  })

  it('is taken over while nothing is unsaved', () => {
    const edit = after(fresh, theirs(2, 'Coats', 'Theirs.'))
    expect(edit).toMatchObject({ fields: { body: 'Theirs.' }, base: { revision: 2 }, theirsWas: 'taken' })
    expect(isUnsaved(edit)).toBe(false)
  })

  it('is merged where the two changed different fields or paragraphs', () => {
    expect(after(fresh, typed('Mine.'), theirs(2, 'Hats', 'Warm.'))).toMatchObject({
      fields: { title: 'Hats', body: 'Mine.' },
      theirsWas: 'merged',
    })
    const two = beginEdit(saved(1, 'Coats', 'One.\n\nTwo.'), true)
    const edit = after(two, typed('One!\n\nTwo.'), theirs(2, 'Coats', 'One.\n\nTwo!'))
    expect(edit).toMatchObject({ fields: { body: 'One!\n\nTwo!' }, trouble: null })
    expect(changeOf(edit)).toEqual({ body: 'One!\n\nTwo!' })
  })

  it('is a conflict where both changed the same, and nothing is sent until one chooses', () => {
    const edit = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'Theirs.'))
    expect(edit.trouble?.kind).toBe('conflict')
    expect(edit.fields.body).toBe('Mine.')
    expect(maySend(after(edit, typed('Mine too.')))).toBe(false)
  })

  it('changes nothing when it is known already, or when only the status changed', () => {
    expect(after(fresh, theirs(1, 'Old', 'Old.'))).toBe(fresh)
    expect(after(fresh, theirs(2)).theirsWas).toBeNull()
    expect(after(fresh, typed('Mine.'), theirs(2)).trouble).toBeNull()
  })

  it('keeps to the newest of theirs while a conflict stands', () => {
    const edit = after(fresh, typed('Mine.'), theirs(2, 'Coats', 'A'), theirs(3, 'Coats', 'B'))
    expect(after(edit, { type: 'chosen', choice: 'theirs' }).fields.body).toBe('B')
  })
})

describe('choosing', () => {
  const conflict = after(beginEdit(saved(1, 'Coats', 'One.\n\nTwo.'), true), typed('One by me.\n\nTwo.'), {
    type: 'theirs',
    theirs: saved(2, 'Coats', 'One by her.\n\nTwo by her.'),
  })
  const chosen = (choice: 'mine' | 'theirs' | 'both') => after(conflict, { type: 'chosen', choice })

  it('mine sends it over theirs, which the server then keeps', () => {
    const edit = chosen('mine')
    expect(attemptOf(edit, 'k')).toEqual({
      key: 'k',
      revision: 2,
      change: { body: 'One by me.\n\nTwo by her.' },
      keepsReplaced: true,
    })
    const done = after(edit, sendStarted, {
      type: 'saved',
      saved: saved(3, 'Coats', 'One by me.\n\nTwo by her.'),
    })
    expect([isUnsaved(done), done.replaces]).toEqual([false, false])
  })

  it('theirs leaves one’s own whole text to be kept before it counts as saved', () => {
    const edit = chosen('theirs')
    expect(edit).toMatchObject({
      fields: { body: 'One by her.\n\nTwo by her.' },
      loser: { body: 'One by me.\n\nTwo.' },
    })
    expect(isUnsaved(edit)).toBe(true)
    expect(isUnsaved(after(edit, { type: 'loserKept' }))).toBe(false)
  })

  it('both keeps both paragraphs, theirs first', () => {
    expect(chosen('both').fields.body).toBe('One by her.\n\nOne by me.\n\nTwo by her.')
  })

  it('can be undone, and what that replaces is kept as well', () => {
    const edit = after(chosen('mine'), { type: 'undone' })
    expect(edit.fields.body).toBe('One by her.\n\nTwo by her.')
    expect(after(chosen('theirs'), { type: 'undone' })).toMatchObject({
      fields: { body: 'One by me.\n\nTwo by her.' },
      replaces: true,
    })
  })
})

describe('a refusal', () => {
  it('stays unsaved and asks, until one types on or asks again', () => {
    const refused = after(fresh, typed('Mine.'), sendStarted, {
      type: 'refused',
      code: 'version_not_editable',
      title: 'Closed',
      remedy: 'Start a new draft.',
    })
    expect([isUnsaved(refused), maySend(refused)]).toEqual([true, false])
    expect(maySend(after(refused, typed('Mine again.')))).toBe(true)
  })
})
