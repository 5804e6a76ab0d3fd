/** zod schemas of what a person watches and mutes. */
import { z } from 'zod'
import { entityId, identified, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { subscriptionLevels } from './entity.ts'

export const subscriptionKey = z.union([
  z.literal('site'),
  z.templateLiteral([z.enum(['thread', 'item', 'content', 'project']), ':', entityId]),
])

export const subscription = named(
  'Subscription',
  z.object({
    id: subscriptionKey.describe('`site`, or `project:`, `item:`, `content:` or `thread:` with an id'),
    revision: identified.revision,
    level: z
      .enum(subscriptionLevels)
      .describe('The nearest key counts: thread, item, content, project, site; `default` says nothing'),
    changedAt: instant,
  }),
)

export const subscriptionsSnapshot = named(
  'SubscriptionsSnapshot',
  z.object({ ...page(subscription), ...snapshot }),
)
