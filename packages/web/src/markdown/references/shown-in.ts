/** The version that a text is of, for what it refers to; null for texts that refer to nothing, such as comments. */
import type { Id, Language, Status } from '@copydesk/contract'
import { createContext } from 'react'

/** What is shown of a version beside its text. */
export interface ShownVersion {
  id: Id
  contentId: Id
  revision: number
  language: Language
  status: Status
}

export const ShownIn = createContext<ShownVersion | null>(null)

/** The items whose texts stand around this one, outermost first: an embed within itself would never end. */
export const EmbeddedIn = createContext<readonly Id[]>([])
