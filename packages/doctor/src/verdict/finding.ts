/** A cause that evidence speaks for, in the words of the person who reads it. */
import type { CheckId, Evidence } from '../evidence.ts'
import { type CauseId, causes, type Hop, type SnippetKind } from './causes.ts'

/** `certain`: somebody said so. `likely`: nothing else explains it well. `possible`: one of several. */
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
}

export interface FindingParts {
  confidence: Confidence
  says: string
  basedOn: readonly CheckId[]
  level?: Finding['level']
  hop?: Hop
  fix?: string
}

export function finding(cause: CauseId, parts: FindingParts): Finding {
  return { cause, level: 'problem', ...causes[cause], ...parts }
}

/** Looks for some causes in the evidence of one run. Says nothing where the evidence says nothing. */
export type Rule = (evidence: Evidence) => Finding[]
