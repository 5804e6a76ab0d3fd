/**
 * From what a rule saw to what is said of it. A rule gives sightings: the cause that would explain something, and the
 * rivals that would explain it too. How sure that is follows from the rivals alone.
 */
import type { CheckId, Evidence } from '../evidence.ts'
import { against } from './against.ts'
import { type CauseId, causes, type Hop, type SnippetKind } from './causes.ts'
import { type RivalId, rivals } from './rivals.ts'

/** `certain`: nothing else explains what was seen. `likely`: something else might. `possible`: one of several. */
export const confidences = ['certain', 'likely', 'possible'] as const
export type Confidence = (typeof confidences)[number]

export interface Finding {
  cause: CauseId
  row: number | null
  name: string
  hop: Hop
  confidence: Confidence
  /** A notice breaks nothing. */
  level: 'problem' | 'notice'
  /** What was seen, with its figures. */
  says: string
  fix: string
  snippet: SnippetKind | null
  /** The checks whose evidence this rests on. */
  basedOn: readonly CheckId[]
  /** What else would look the same, and is not ruled out: "another server answers there". */
  rivals: readonly string[]
}

export interface Sighting {
  cause: CauseId
  says: string
  basedOn: readonly CheckId[]
  /** All that would look the same. None: the server, the browser or the proxy said so in its own words. */
  rivals: readonly RivalId[]
  /** What it is while a rival is left. */
  otherwise?: 'likely' | 'possible'
  level?: Finding['level']
  hop?: Hop
  fix?: string
}

/** Looks for some causes in the evidence of one run. Says nothing where the evidence says nothing. */
export type Rule = (evidence: Evidence) => Sighting[]

/** Null where something that was seen speaks against it. */
export function graded(sighting: Sighting, evidence: Evidence): Finding | null {
  const { rivals: named, otherwise = 'likely', ...parts } = sighting
  if (against[sighting.cause].some((clue) => clue(evidence))) return null
  const left = named.filter((id) => !rivals[id].isRuledOut(evidence))
  return {
    level: 'problem',
    ...causes[sighting.cause],
    ...parts,
    confidence: left.length === 0 ? 'certain' : otherwise,
    rivals: left.filter((id) => id !== 'another_reason').map((id) => rivals[id].words),
  }
}
