import { buildContent, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { VersionReferences } from './entity.ts'
import { applyReferences } from './references-reducer.ts'

describe('applyReferences', () => {
  const block = buildContent({ id: idOf(2), title: 'Block', revision: 4 })
  const state: VersionReferences = {
    data: [
      { contentId: idOf(2), kind: 'embed', content: block },
      { contentId: idOf(3), kind: 'link', content: null },
    ],
    nextCursor: null,
  }
  const changed = (...items: (typeof block)[]) => ({ ...eventBase('content.changed'), items })

  it('takes what is newer, and what was not there', () => {
    const newer = { ...block, title: 'Box', revision: 5 }
    const page = buildContent({ id: idOf(3) })
    expect(applyReferences(state, changed(newer, page)).data.map(({ content }) => content)).toEqual([
      newer,
      page,
    ])
  })

  it('passes by what is older, and what is not referred to', () => {
    const older = { ...block, revision: 3 }
    expect(applyReferences(state, changed(older, buildContent({ id: idOf(4) })))).toBe(state)
  })
})
