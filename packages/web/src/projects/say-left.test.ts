import type { LeftItem } from '@copydesk/contract'
import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { sayLeft } from './say-left.ts'

const item: LeftItem = {
  id: idOf(1),
  contentId: idOf(2),
  title: 'Home',
  versionNumber: 1,
  reason: 'published',
  project: null,
}

describe('what did not come back', () => {
  it('is named with the reason, and the others are counted', () => {
    const held: LeftItem = {
      ...item,
      reason: 'in_other_project',
      project: { id: idOf(3), name: 'Spring' },
    }
    expect(sayLeft([item])).toBe('Without “Home”, which was published meanwhile.')
    expect(sayLeft([{ ...item, reason: 'scheduled' }])).toBe('Without “Home”, which is scheduled by itself.')
    expect(sayLeft([{ ...item, reason: 'deleted' }])).toBe('Without “Home”, which is in the trash itself.')
    expect(sayLeft([held, item, item])).toBe(
      'Without “Home”, which is in “Spring” now, and 2 more did not come back.',
    )
  })
})
