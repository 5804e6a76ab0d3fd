/** What was deleted and can be brought back: content and projects. */
import type { ContentType } from '../content/entity.ts'
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'
import type { ProjectColor } from '../projects/entity.ts'

export const trashKinds = ['content', 'project'] as const
export type TrashKind = (typeof trashKinds)[number]

interface Trashed {
  /** Of the content item or the project. */
  id: Id
  title: string
  /** The server itself, where nobody is known to have done it. */
  deletedBy: Actor
  deletedAt: Instant
  /** When it leaves the trash for good. */
  purgeAt: Instant
}

export interface TrashedContent extends Trashed {
  kind: 'content'
  type: ContentType
}

export interface TrashedProject extends Trashed {
  kind: 'project'
  color: ProjectColor
}

export type TrashEntry = TrashedContent | TrashedProject

/** How many of them are listed at most. */
export const mostTrashed = 200

/** What the trash is narrowed to; null and the empty text narrow nothing. */
export interface TrashFilter {
  q: string
  kind: TrashKind | null
}

/** `GET /trash`: what was deleted last comes first. `total` counts what is left out too. */
export interface TrashState extends Page<TrashEntry>, TrashFilter {
  total: number
}
