import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { writtenAbout } from './written-about.ts'

const passage = {
  exact: 'ten euros',
  prefix: 'costs ',
  suffix: ' a day',
  versionId: idOf(1),
  textRevision: 3,
}
const later = { ...passage, textRevision: 4, start: 12 }

describe('where one writes about a text', () => {
  it('is the draft that was left of the same words, however often the text was saved since', () => {
    const draft = { passage, isSent: false }
    expect(writtenAbout([draft], later)).toEqual([{ ...draft, isChosen: true }])
  })

  it('is beside what was sent about them, and beside drafts about the same words elsewhere', () => {
    const sent = { passage, isSent: true }
    const elsewhere = { passage: { ...passage, prefix: 'only ' }, isSent: false }
    expect(writtenAbout([sent, elsewhere], later)).toEqual([
      { ...sent, isChosen: false },
      { ...elsewhere, isChosen: false },
      { passage: later, isSent: false, isChosen: true },
    ])
  })

  it('is at each draft where nothing is chosen', () => {
    expect(writtenAbout([{ passage, isSent: false }], null)).toEqual([
      { passage, isSent: false, isChosen: false },
    ])
  })
})
