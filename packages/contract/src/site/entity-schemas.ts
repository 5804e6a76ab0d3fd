/** zod schemas of what is switched on, and of the token for realtime clients. */
import { z } from 'zod'
import { actor, instant, position, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { transports } from './entity.ts'

const liveSwitch = named(
  'LiveSwitch',
  z.object({
    enabled: z.boolean().describe('What was chosen; on at first'),
    changedBy: actor.nullable(),
    changedAt: instant.nullable(),
    fixedBy: z
      .string()
      .nullable()
      .describe('The setting that switched it off, whatever was chosen; null where the choice counts'),
  }),
)

export const liveState = named(
  'LiveState',
  z.object({
    websocket: z.object({ enabled: z.boolean(), reason: z.string().exactOptional() }),
    transports: z.array(z.enum(transports)),
    reason: z.string().exactOptional().describe('Why `transports` is empty'),
    switches: z.object({ all: liveSwitch, websocket: liveSwitch }),
  }),
)

export const liveSnapshot = named('LiveSnapshot', liveState.extend(snapshot))

export const liveToken = named(
  'LiveToken',
  z.object({ token: z.string().describe('JWT (RFC 7519)'), expiresAt: instant }),
)

/** What a channel published after a position, for clients that no connection reaches. */
export const changes = named(
  'Changes',
  z.discriminatedUnion('recovered', [
    named(
      'RecoveredChanges',
      z.object({
        recovered: z.literal(true),
        publications: z.array(
          z.object({
            offset: z.int().min(1),
            data: z.unknown().describe('An event, or whatever was published'),
          }),
        ),
        position,
      }),
    ),
    named('LostChanges', z.object({ recovered: z.literal(false), position })),
  ]),
)
