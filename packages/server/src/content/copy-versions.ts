/** New drafts from versions that exist: set-based, and the text never leaves the database. */
import type { Id, Language, Status } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { chunks } from '../storage/chunks.ts'
import { valuesList } from '../storage/values-list.ts'
import { languageKey, liveVersions } from './live-versions.ts'
import { copyReferences } from './references/keep-references.ts'
import { numberAllotter } from './version-numbers.ts'

/** A new draft with the text of another version of the same item. */
export interface VersionCopy {
  contentId: Id
  sourceId: Id
  language: Language
  /** A draft when left out. */
  status?: Status
  /** What is live when left out. */
  baseVersionId?: Id | null
}

/** Starts drafts with the text of other versions, without reading it. Answers them in the order of the request. */
export async function copyVersions(
  context: CommandContext,
  copies: readonly VersionCopy[],
): Promise<{ id: Id; contentId: Id }[]> {
  const { tx, actor, now, newId } = context
  const nextNumber = await numberAllotter(tx, copies)
  const live = await liveVersions(
    tx,
    copies.map((copy) => copy.contentId),
  )
  const drafts = copies.map((copy) => ({ ...copy, id: newId(), number: nextNumber(copy) }))
  for (const chunk of chunks(drafts)) {
    const rows = chunk.map(({ id, sourceId, number, ...copy }) => ({
      id,
      source_id: sourceId,
      language: copy.language,
      number,
      status: copy.status ?? ('draft' as const),
      base_version_id:
        copy.baseVersionId === undefined
          ? (live.get(languageKey(copy))?.versionId ?? null)
          : copy.baseVersionId,
    }))
    const copying = tx.with('copy(id, source_id, language, number, status, base_version_id)', () =>
      valuesList(rows),
    )
    await copying
      .insertInto('versions')
      .columns([
        'id',
        'content_id',
        'language',
        'number',
        'title',
        'revision',
        'status',
        'author_id',
        'author_kind',
        'by_hand',
        'created_at',
        'updated_at',
        'base_version_id',
        'seen_by_all',
      ])
      .expression((eb) =>
        eb
          .selectFrom('copy')
          .innerJoin('versions as source', 'source.id', 'copy.source_id')
          .select([
            'copy.id',
            'source.content_id',
            'copy.language',
            'copy.number',
            'source.title',
            eb.lit(1).as('revision'),
            'copy.status',
            eb.val(actor.id).as('author_id'),
            eb.val(actor.kind).as('author_kind'),
            eb.lit(1).as('by_hand'),
            eb.val(now).as('created_at'),
            eb.val(now).as('updated_at'),
            'copy.base_version_id',
            // It may be for a private project.
            eb.lit(0).as('seen_by_all'),
          ]),
      )
      .execute()
    await copying
      .insertInto('version_bodies')
      .columns(['version_id', 'body', 'fields'])
      .expression((eb) =>
        eb
          .selectFrom('copy')
          .innerJoin('version_bodies as source', 'source.version_id', 'copy.source_id')
          .select(['copy.id', 'source.body', 'source.fields']),
      )
      .execute()
  }
  await copyReferences(tx, drafts)
  return drafts
}
