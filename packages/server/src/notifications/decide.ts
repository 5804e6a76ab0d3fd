/**
 * Who is told of what happened. Pure: what is known of the people comes from outside, read under their locks. A person is
 * told once, for the strongest of the reasons that nothing speaks against.
 */
import { type Id, type NotificationReason, type TraceOutcome, typeOf } from '@copydesk/contract'
import type { Draft, Occasion } from './occasion.ts'
import type { Unwanted } from './preferences/queries.ts'
import { type Concern, recipientOf, strength } from './recipients.ts'
import { isSeenBy, type Sights } from './sight.ts'
import type { Levels } from './subscriptions/queries.ts'
import { wantedOf } from './wanted.ts'

/** What is known of those whom the occasions of a batch concern. */
export interface Circumstances extends Sights {
  /** Those who work here. Mentions are typed by people, so they may name nobody. */
  active: ReadonlySet<Id>
  /** What was told before, and to whom, as `onceKey` says it. */
  told: ReadonlySet<string>
  /** What they watch and mute of where it happened. */
  levels: Levels
  /** The types that they do not want in their inbox. */
  unwanted: Unwanted
}

/** What keeps somebody from being told. */
type Obstacle = Exclude<TraceOutcome, 'told'>
type Gate = (concern: Concern, occasion: Occasion, circumstances: Circumstances) => boolean
type Gates = Readonly<Partial<Record<Obstacle, Gate>>>

/** What a concern has to pass for its person to be told, in the order in which it is asked: first of the person. */
const ofPerson: Gates = {
  own_act: ({ personId }, { actorId }) => personId !== actorId,
  not_here: ({ personId }, _, { active }) => active.has(personId),
  told_already: ({ personId }, { subjectId }, { told }) => !told.has(onceKey(subjectId, personId)),
}
/** Then, once it is left with what of it is not muted, of what they want and may see: access comes last. */
const ofWanted: Gates = {
  preference: ({ personId, reason }, { kind }, { unwanted }) =>
    !unwanted.get(personId)?.has(typeOf(kind, reason)),
  no_access: ({ personId }, { place }, circumstances) => isSeenBy(personId, place, circumstances),
}

/** What was decided of one person: they are told, or what kept it from them, with the strongest of their reasons. */
export interface Decision {
  personId: Id
  reason: NotificationReason
  outcome: TraceOutcome
}

/** What was decided of everybody whom an occasion concerns, in the order of their ids. */
export interface Verdict {
  occasion: Occasion
  decisions: readonly Decision[]
}

/** What happened and whom it may be told, as one text. */
export function onceKey(subjectId: Id, personId: Id): string {
  return `${subjectId} ${personId}`
}

/** One draft for each subject and person; in the order of what happened, then of the people's ids. */
export function decide(
  occasions: readonly Occasion[],
  circumstances: Circumstances,
): { drafts: Draft[]; verdicts: Verdict[] } {
  const strongest = new Map<string, { draft: Draft; decision: Decision }>()
  const verdicts = occasions.map((occasion): Verdict => {
    const itemIds = occasion.place.items.map(({ id }) => id)
    const decisions = byPerson(occasion.concerns).map(([personId, own]): Decision => {
      const answers = own.map((concern) => ask(concern, occasion, circumstances))
      const open = answers.flatMap(({ wanted }) => wanted ?? [])
      if (open.length === 0) return withheld(answers)
      const key = onceKey(occasion.subjectId, personId)
      const draft = occasion.draftFor(recipientOf(open, itemIds))
      const decision: Decision = { personId, reason: draft.reason, outcome: 'told' }
      const other = strongest.get(key)
      if (other && strength(other.draft.reason) <= strength(draft.reason))
        return { ...decision, outcome: 'told_already' }
      if (other) other.decision.outcome = 'told_already'
      strongest.set(key, { draft, decision })
      return decision
    })
    return { occasion, decisions }
  })
  return { drafts: [...strongest.values()].map(({ draft }) => draft), verdicts }
}

/** A concern with what of it its person is told, or with the first thing that speaks against it. */
type Answer = { concern: Concern } & (
  | { wanted: Concern; obstacle?: undefined }
  | { wanted?: undefined; obstacle: Obstacle }
)

function ask(concern: Concern, occasion: Occasion, circumstances: Circumstances): Answer {
  const closed = (gates: Gates, asked: Concern) =>
    (Object.keys(gates) as Obstacle[]).find((name) => !gates[name]?.(asked, occasion, circumstances))
  const ofThem = closed(ofPerson, concern)
  if (ofThem) return { concern, obstacle: ofThem }
  const wanted = wantedOf(concern, occasion, circumstances.levels.get(concern.personId))
  if (!wanted) return { concern, obstacle: 'muted' }
  const obstacle = closed(ofWanted, wanted)
  return obstacle ? { concern, obstacle } : { concern, wanted }
}

/** By what spoke against the strongest of somebody's concerns. */
function withheld(answers: readonly Answer[]): Decision {
  const [first] = answers.toSorted((a, b) => strength(a.concern.reason) - strength(b.concern.reason))
  if (!first?.obstacle) throw new Error('Withheld by nothing')
  const { personId, reason } = first.concern
  return { personId, reason, outcome: first.obstacle }
}

function byPerson(concerns: readonly Concern[]): [Id, Concern[]][] {
  return [...Map.groupBy(concerns, ({ personId }) => personId)].sort(([a], [b]) => (a < b ? -1 : 1))
}
