/** zod schemas of schedules. */
import { z } from 'zod'
import { actor, entityId, identified, instant } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { occurrences, scheduleStates } from './entity.ts'

const occurrence = z.enum(occurrences)

export const schedule = named(
  'Schedule',
  z.object({
    ...identified,
    projectId: entityId.nullable().describe('Null where a version is scheduled by itself'),
    contentId: entityId.nullable().describe('Null where a project is scheduled'),
    versionId: entityId.nullable().describe('Null where a project is scheduled'),
    state: z.enum(scheduleStates),
    wallTime: z.string().describe('What the clocks of the zone show then: `2026-12-24T09:00:00`'),
    timeZone: z.string().describe('IANA time zone'),
    occurrence: occurrence.nullable().describe('Which of the two, where clocks show it twice'),
    dueAt: instant.describe('The instant that this is, by the rules of the zone as they are known now'),
    note: z.string(),
    scheduledBy: actor.describe('In whose name it is carried out, with the rights that they have then'),
    createdAt: instant,
    updatedAt: instant,
    blockedAt: instant.nullable().describe('Since when something is in its way'),
    endedAt: instant.nullable().describe('When it was carried out, failed or was cancelled'),
    failure: z.object({ code: z.string(), detail: z.string() }).nullable().describe('Why it failed'),
  }),
)

/** One of the instants that a wall time may be. */
export const timeChoice = named(
  'TimeChoice',
  z.object({ occurrence, offset: z.string().describe('`+02:00`'), at: instant }),
)
