import { describe, expect, it } from 'vitest'
import {
  addOverlay,
  dropOverlay,
  dropRedundant,
  noteEvent,
  noteReply,
  type Overlays,
  overlaid,
  settleBySnapshot,
} from './overlays.ts'

interface Text {
  text: string
}
const write = (text: string) => (state: Text) => (state.text === text ? state : { text })
const old: Text = { text: 'old' }
const sent = (...texts: string[]): Overlays<Text> =>
  texts.reduce<Overlays<Text>>((list, text) => addOverlay(list, text, write(text)), [])

describe('overlays', () => {
  it('lie over the confirmed state in the order they were made', () => {
    expect(overlaid(sent('a', 'b'), old)).toEqual({ text: 'b' })
    expect(overlaid([], old)).toBe(old)
    expect(old).toEqual({ text: 'old' })
  })

  it('are left out once dropped', () => {
    const list = sent('a', 'b')
    expect(overlaid(dropOverlay(list, 'b'), old)).toEqual({ text: 'a' })
    expect(dropOverlay(list, 'unknown')).toBe(list)
  })

  it('settle by a snapshot that was asked for after their reply, not by an earlier one', () => {
    const list = noteReply(sent('a'), 'a', undefined, 3)
    expect(settleBySnapshot(list, 3, 99)).toHaveLength(1)
    expect(settleBySnapshot(list, 4, 99)).toHaveLength(0)
    expect(settleBySnapshot(sent('a'), 4, 99)).toHaveLength(1)
  })

  it('settle by a snapshot that stands at their event or past it, not by an earlier one', () => {
    const list = noteEvent(sent('a'), 'a', 7)
    expect(settleBySnapshot(list, null, 6)).toBe(list)
    expect(settleBySnapshot(list, null, 7)).toHaveLength(0)
  })

  it('go when they are answered and change nothing any more', () => {
    const list = sent('a', 'b')
    expect(dropRedundant(list, { text: 'a' })).toBe(list)
    const replied = noteReply(list, 'a', undefined, 0)
    expect(dropRedundant(replied, { text: 'a' }).map((one) => one.commandId)).toEqual(['b'])
    expect(dropRedundant(replied, old)).toBe(replied)
  })

  it('take over what the server made of them', () => {
    const list = noteReply(sent('a'), 'a', write('A'), 0)
    expect(overlaid(list, old)).toEqual({ text: 'A' })
  })
})
