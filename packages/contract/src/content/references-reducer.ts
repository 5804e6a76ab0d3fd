/** Channel `content` applied to what a version refers to. */
import { mapRows, withValues } from '../core/rows.ts'
import type { ContentSummary, VersionReferences } from './entity.ts'
import type { ContentListEvent } from './events.ts'

/** The references after the event, with what is in the trash and what came back from there; the same state when it tells nothing of them. */
export function applyReferences(state: VersionReferences, event: ContentListEvent): VersionReferences {
  if (event.type !== 'content.changed') return state
  const now = new Map(event.items.map((item) => [item.id, item]))
  const deleted = new Set(event.deletedIds)
  return withValues(state, {
    data: mapRows(state.data, (reference) => {
      const { contentId, kind } = reference
      if (deleted.has(contentId)) return { contentId, kind, content: null, isInTrash: true as const }
      const content = newer(reference.content, now.get(contentId))
      return content === reference.content ? reference : { contentId, kind, content }
    }),
  })
}

function newer(known: ContentSummary | null, told: ContentSummary | undefined): ContentSummary | null {
  if (told === undefined) return known
  return known === null || told.revision > known.revision ? told : known
}
