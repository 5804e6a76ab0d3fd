/** Whom the mentions of a comment do not reach: who does not see the place, and who works here no more. */
import type { Id } from '../core/ids.ts'
import type { MentionedKind } from './mentions.ts'

/** `no_access`: they do not see the place; `not_here`: nobody works here under this id, or in this group. */
export const notToldReasons = ['no_access', 'not_here'] as const

/** A mention that tells nobody, or a group of which some are not told. */
export interface NotTold {
  kind: MentionedKind
  id: Id
  why: (typeof notToldReasons)[number]
  /** Of a group, how many people do not see the place; else 1, and 0 for a group of nobody. */
  count: number
}

/** `GET …/mentions`: what mentions would come to before they are written. What people muted is theirs alone. */
export interface MentionsCheck {
  /** How many people the groups among them tell, each once. */
  toldByGroups: number
  notTold: NotTold[]
  /** The private projects whose members alone see the place. */
  keptTo: Id[]
  /** You may let them in there. */
  mayLetIn: boolean
}

/** How many people and how many groups one check is for. */
export const maxCheckedMentions = 100
