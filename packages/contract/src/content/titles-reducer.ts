/** Channel `content` applied to titles that were asked for. */
import { mapRows, withValues } from '../core/rows.ts'
import type { ContentTitles } from './entity.ts'
import type { ContentListEvent } from './events.ts'

/** The titles after the event; the same state when it tells nothing of these items. */
export function applyTitles(state: ContentTitles, event: ContentListEvent): ContentTitles {
  if (event.type !== 'content.changed') return state
  const now = new Map(event.items.map((item) => [item.id, item]))
  const deleted = new Set(event.deletedIds)
  return withValues(state, {
    data: mapRows(state.data, (known) => {
      if (deleted.has(known.id)) return withValues(known, { title: null })
      const told = now.get(known.id)
      // What came back from the trash is as it was.
      if (told === undefined || (known.title !== null && told.revision <= known.revision)) return known
      return { id: told.id, revision: told.revision, title: told.title }
    }),
  })
}
