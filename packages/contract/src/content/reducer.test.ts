import { buildContent, buildVersion, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ContentState } from './entity.ts'
import { applyContent } from './reducer.ts'

describe('applyContent', () => {
  const version = buildVersion()
  const state: ContentState = { ...buildContent(), versions: [version] }

  it('takes newer summaries and puts new versions first', () => {
    const draft = buildVersion({ id: idOf(4), number: 2 })
    const content = buildContent({ title: 'Start', revision: 2 })
    const event = { ...eventBase('version.changed'), content, versions: [draft] }
    const next = applyContent(state, event)
    expect(next).toEqual({ ...content, versions: [draft, version] })
    expect(next?.versions[1]).toBe(version)
    expect(applyContent(next as ContentState, event)).toBe(next)
  })

  it('is gone with the deletion of the item, and of no other', () => {
    const deleted = (contentId: string) => ({ ...eventBase('content.deleted'), contentId })
    expect(applyContent(state, deleted(state.id))).toBeNull()
    expect(applyContent(state, deleted(idOf(9)))).toBe(state)
  })

  it('keeps what is newer than the event', () => {
    const newer: ContentState = { ...buildContent({ revision: 5 }), versions: [{ ...version, revision: 5 }] }
    const event = {
      ...eventBase('version.changed'),
      content: buildContent({ revision: 4 }),
      versions: [version],
    }
    expect(applyContent(newer, event)).toBe(newer)
  })
})
