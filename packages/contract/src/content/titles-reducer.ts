/** Channel `content` applied to titles that were asked for. */
import { mapRows, withValues } from '../core/rows.ts'
import type { ContentSummary, ContentTitle, ContentTitles } from './entity.ts'
import type { ContentListEvent } from './events.ts'

/** The titles after the event; the same state when it tells nothing of these items. */
export function applyTitles(state: ContentTitles, event: ContentListEvent): ContentTitles {
  if (event.type !== 'content.changed') return state
  const now = new Map(event.items.map((item) => [item.id, item]))
  const deleted = new Set(event.deletedIds)
  return withValues(state, {
    data: mapRows(state.data, (known) => {
      if (deleted.has(known.id))
        return known.title === null ? known : { ...known, title: null, languages: [] }
      const told = now.get(known.id)
      // What came back from the trash is as it was.
      if (told === undefined || (known.title !== null && told.revision <= known.revision)) return known
      return contentTitleOf(told)
    }),
  })
}

/** What the titles say of an item. */
export function contentTitleOf({
  id,
  revision,
  title,
  languages,
}: Pick<ContentSummary, 'id' | 'revision' | 'title' | 'languages'>): ContentTitle {
  const newest = languages.map(({ language, versionId, title }) => ({ language, versionId, title }))
  return { id, revision, title, languages: newest }
}
