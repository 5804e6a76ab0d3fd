import { history, undo } from '@codemirror/commands'
import { EditorState, type Transaction } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bringIn } from './bring-in.ts'

const begin = (doc: string, caret = 0) =>
  EditorState.create({ doc, selection: { anchor: caret }, extensions: [history()] })

describe('a text that was changed outside', () => {
  it('is what the editor has afterwards, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const [before, after] = [one, other].map((text) => text.replace(/\r\n?/g, '\n')) as [string, string]
        expect(begin(before).update(bringIn(before, after)).state.doc.toString()).toBe(after)
      }),
    )
  })

  it('leaves the caret with the words that it stood at, between two changes', () => {
    const before = 'One.\n\nTwo.\n\nThree.'
    const after = 'One, longer.\n\nTwo.\n\nThree, longer.'
    const { state } = begin(before, before.indexOf('wo.')).update(bringIn(before, after))
    expect(state.selection.main.head).toBe(after.indexOf('wo.'))
  })

  it('is not undone with what one typed oneself', () => {
    let state = begin('One.\n\nTwo.')
    const dispatch = (transaction: Transaction) => {
      state = transaction.state
    }
    dispatch(state.update({ changes: { from: 4, insert: ' Mine.' }, userEvent: 'input.type' }))
    dispatch(state.update(bringIn(state.doc.toString(), 'Zero.\n\nOne. Mine.\n\nTwo by her.')))
    undo({ state, dispatch })
    expect(state.doc.toString()).toBe('Zero.\n\nOne.\n\nTwo by her.')
  })

  it('stays fast where two long texts have nothing in common', () => {
    const [before, after] = ['ab\n', 'cd\n'].map((line) => line.repeat(100_000)) as [string, string]
    expect(begin(before).update(bringIn(before, after)).state.doc.lines).toBe(100_001)
  })
})
