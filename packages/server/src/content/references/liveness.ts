/**
 * For whom a content item is live. Readers of a text find what it refers to in its language or, where the item never was
 * live in that, in another one: a draft that somebody begins takes nothing from them, and what was taken down in a
 * language does not come back in another.
 */
import type { Id, Language } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** A content item in one language. */
export interface Place {
  contentId: Id
  language: Language
}

interface Languages {
  live: Set<Language>
  /** And those that were. */
  known: Set<Language>
}

export class Liveness {
  readonly #languages: ReadonlyMap<Id, Languages>

  constructor(languages: ReadonlyMap<Id, Languages>) {
    this.#languages = languages
  }

  /** Whether readers of this language find the item. */
  isFor({ contentId, language }: Place): boolean {
    const { live, known } = this.#languages.get(contentId) ?? { live: new Set(), known: new Set() }
    return live.has(language) || (!known.has(language) && live.size > 0)
  }

  /** As it is once these went live and those were taken down. */
  after(going: readonly Place[], leaving: readonly Place[]): Liveness {
    const next = new Map(
      [...this.#languages].map(([id, { live, known }]) => [
        id,
        { live: new Set(live), known: new Set(known) },
      ]),
    )
    for (const { contentId, language } of leaving) next.get(contentId)?.live.delete(language)
    for (const { contentId, language } of going) {
      const languages = next.get(contentId) ?? { live: new Set(), known: new Set() }
      next.set(contentId, languages)
      languages.live.add(language)
      languages.known.add(language)
    }
    return new Liveness(next)
  }
}

/** Of these items as they are now. They must be locked, or the answer may be untrue by the time it is used. */
export async function livenessOf(tx: Tx, contentIds: readonly Id[]): Promise<Liveness> {
  const rows = await selectInChunks([...new Set(contentIds)], (chunk) =>
    tx
      .selectFrom('versions')
      .select(['content_id', 'language', 'status'])
      .distinct()
      .where('content_id', 'in', chunk)
      .where('status', 'in', ['published', 'previously_published'])
      .execute(),
  )
  const languages = new Map<Id, Languages>()
  for (const { content_id, language, status } of rows) {
    const own = languages.get(content_id) ?? { live: new Set(), known: new Set() }
    languages.set(content_id, own)
    own.known.add(language)
    if (status === 'published') own.live.add(language)
  }
  return new Liveness(languages)
}
