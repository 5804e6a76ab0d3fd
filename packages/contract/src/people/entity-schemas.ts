/** zod schemas of people and of who is signed in. */
import { z } from 'zod'
import { identified, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { actions } from '../core/policy.ts'
import { person } from './person-schemas.ts'
import { me } from './profile/entity-schemas.ts'

export const service = named('Service', z.object({ ...identified, name: z.string() }))

export const peopleSnapshot = named(
  'PeopleSnapshot',
  z.object({
    ...page(person),
    services: z.array(service).describe('Programs with a key, by id: whoever else is the actor of something'),
    ...snapshot,
  }),
)

export const sessionInfo = named(
  'SessionInfo',
  z.object({
    person: me.nullable().describe('Null when nobody is signed in'),
    may: z
      .array(z.enum(actions))
      .describe('What whoever is signed in may do, in projects as each of them says'),
    demo: z.boolean().describe('The server runs with demo people, who sign in without a password'),
    setupNeeded: z.boolean().describe('There is no person yet: `setUp` creates the first administrator'),
    provider: z
      .string()
      .exactOptional()
      .describe('What the button says that signs in by the provider of the site, at `/api/v1/session/oidc`'),
  }),
)
