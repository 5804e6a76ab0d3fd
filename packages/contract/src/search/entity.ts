/** What a search over everything finds. */
import type { ContentType } from '../content/entity.ts'
import type { Status } from '../content/status.ts'
import type { Id } from '../core/ids.ts'
import type { Role } from '../core/roles.ts'
import type { ProjectColor } from '../projects/entity.ts'
import type { Language } from '../text/language-tag.ts'

export interface FoundProject {
  kind: 'project'
  id: Id
  title: string
  color: ProjectColor
  isArchived: boolean
}

/** One language of a content item, by its newest version. */
export interface FoundContent {
  kind: 'content'
  /** Of the content item. */
  id: Id
  title: string
  type: ContentType
  language: Language
  versionId: Id
  status: Status
  /** The project that holds the version, if any. */
  projectId: Id | null
}

export interface FoundPerson {
  kind: 'person'
  id: Id
  /** Their name. */
  title: string
  role: Role
}

export type Found = FoundProject | FoundContent | FoundPerson

/** `GET /search?q=…`: projects, then content, then people, at most `limit` of each. */
export interface SearchResult {
  data: Found[]
}
