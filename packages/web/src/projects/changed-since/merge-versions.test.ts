import { describe, expect, it } from 'vitest'
import { mergeVersions } from './merge-versions.ts'

const base = { title: 'Home', body: 'One.\n\nTwo.\n\nThree.' }

describe('taking in what went live', () => {
  it('keeps what either changed', () => {
    const own = { title: 'Home', body: 'One!\n\nTwo.\n\nThree.' }
    const live = { title: 'Start', body: 'One.\n\nTwo.\n\nThree, and a price.' }
    expect(mergeVersions(base, own, live)).toEqual({
      text: { title: 'Start', body: 'One!\n\nTwo.\n\nThree, and a price.' },
      collisions: 0,
      isNew: true,
    })
  })

  it('keeps both where both changed the same paragraph, and one’s own title', () => {
    const own = { title: 'Our home', body: 'One.\n\nTwo mine.\n\nThree.' }
    const live = { title: 'Start', body: 'One.\n\nTwo theirs.\n\nThree.' }
    const merged = mergeVersions(base, own, live)
    expect(merged.collisions).toBe(1)
    expect(merged.text).toEqual({
      title: 'Our home',
      body: 'One.\n\nTwo theirs.\n\nTwo mine.\n\nThree.',
    })
  })

  it('is no new text where this one holds it all already', () => {
    const own = { title: 'Home', body: 'One.\n\nTwo.\n\nThree and four.' }
    expect(mergeVersions(base, own, base).isNew).toBe(false)
    expect(mergeVersions(null, own, own).isNew).toBe(false)
  })
})
